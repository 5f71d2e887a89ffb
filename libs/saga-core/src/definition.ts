/**
 * What a saga definition is: plain data that a reviewer can read, that is stored as it stands, and that a saga keeps for
 * its whole life. This file owns the shape and its defaults; `definition-check.ts` says what is wrong with one.
 */
import { compileTemplate, type Json, type RenderTemplate, type Template } from './template.js';

/** Compensatable steps come first, then at most one pivot, then retriable steps (Richardson). */
export type StepKind = 'compensatable' | 'pivot' | 'retriable';

/** What happens when a compensatable step is refused or runs out of attempts: turn back, or let an operator decide. */
export type FailurePolicy = 'compensate' | 'stop';

export interface RetryPolicy {
  /** Recorded results in one budget; replay and rewind open a fresh one. */
  readonly maxAttempts: number;
  readonly initialIntervalMs: number;
  readonly backoffCoefficient: number;
  readonly maxIntervalMs: number;
  /** Share of the interval by which a wait may be longer or shorter, 0 to 1. */
  readonly jitter: number;
  /** Deadline of one call. */
  readonly timeoutMs: number;
  /** gRPC status names after which no further attempt is made. */
  readonly nonRetryableCodes: readonly string[];
}

export interface CallSpec {
  /** `package.Service/Method`. The service's full name is the participant's name. */
  readonly method: string;
  readonly request: Template;
  readonly retry?: Partial<RetryPolicy>;
}

export interface CompensationSpec extends CallSpec {
  /** Refusals that mean "there is nothing to undo": they count as undone. */
  readonly doneCodes?: readonly string[];
}

export interface BranchSpec {
  /** Needed where a step has several branches; a single one is called `main`. */
  readonly name?: string;
  readonly action: CallSpec;
  /** A compensatable branch names its compensation, or says `'none'` on purpose. */
  readonly compensation?: CompensationSpec | 'none';
  /** `false`: the participant keeps no barrier and finds effects by key or natural id. */
  readonly barrier?: boolean;
}

export interface StepSpec {
  readonly name: string;
  readonly kind: StepKind;
  readonly branches: readonly BranchSpec[];
  readonly onRefused?: FailurePolicy;
  readonly onExhausted?: FailurePolicy;
}

/**
 * What a definition can ask a second person for: actions that leave an effect behind, invent one, or send something else than the
 * plan says. `compensate_completed`: only of a saga that has completed; `compensate`: of any.
 */
export const APPROVAL_MARKS = [
  'compensate',
  'compensate_completed',
  'rewind',
  'skip',
  'edit_input',
  'record_outcome',
  'waive',
  'close',
] as const;
export type ApprovalMark = (typeof APPROVAL_MARKS)[number];

export interface SagaDefinition {
  readonly type: string;
  /** Full name of the message that the input must be. */
  readonly input: string;
  /** Time from the start until a saga that has not reached its commit point turns back. */
  readonly deadlineMs?: number;
  /** `clear` labels are stored as they are, `blind` ones only as keyed hashes. */
  readonly labels?: Readonly<Record<string, 'clear' | 'blind'>>;
  /** What an operator does to a saga of this only with the approval of a second person, besides what the policy names. */
  readonly approvals?: readonly ApprovalMark[];
  readonly steps: readonly StepSpec[];
  /** Rendered when the saga completed. */
  readonly output?: Template;
}

export interface ResolvedCall {
  readonly method: string;
  readonly participant: string;
  readonly render: RenderTemplate;
  readonly retry: RetryPolicy;
  readonly doneCodes: readonly string[];
}

export interface ResolvedBranch {
  readonly name: string;
  readonly action: ResolvedCall;
  readonly compensation: ResolvedCall | null;
  readonly barrier: boolean;
}

export interface ResolvedStep {
  readonly index: number;
  readonly name: string;
  readonly kind: StepKind;
  readonly onRefused: FailurePolicy;
  readonly onExhausted: FailurePolicy;
  readonly branches: readonly ResolvedBranch[];
  readonly branchIndexOf: ReadonlyMap<string, number>;
}

/** A definition with every default filled in and every template compiled; made once per snapshot, then shared. */
export interface ResolvedDefinition {
  readonly type: string;
  readonly input: string;
  readonly deadlineMs: number | null;
  readonly labels: Readonly<Record<string, 'clear' | 'blind'>>;
  readonly approvals: ReadonlySet<ApprovalMark>;
  readonly steps: readonly ResolvedStep[];
  readonly stepIndexOf: ReadonlyMap<string, number>;
  readonly output: RenderTemplate | null;
  /** Index of the first step that commits the saga when it is done (pivot) or entered (retriable), else null. */
  readonly commitStep: number | null;
}

export const SINGLE_BRANCH = 'main';

export const DEFAULT_ACTION_RETRY: RetryPolicy = {
  maxAttempts: 3,
  initialIntervalMs: 1_000,
  backoffCoefficient: 2,
  maxIntervalMs: 60_000,
  jitter: 0.2,
  timeoutMs: 30_000,
  nonRetryableCodes: [],
};
export const DEFAULT_RETRIABLE_RETRY: RetryPolicy = { ...DEFAULT_ACTION_RETRY, maxAttempts: 1_000 };
export const DEFAULT_COMPENSATION_RETRY: RetryPolicy = {
  ...DEFAULT_ACTION_RETRY,
  maxAttempts: 20,
  maxIntervalMs: 300_000,
};

/** Name of the participant behind a method: `a.b.Service/Method` → `a.b.Service`. */
export function participantOf(method: string): string {
  const slash = method.indexOf('/');
  return slash < 0 ? method : method.slice(0, slash);
}

function resolveCall(spec: CompensationSpec, defaults: RetryPolicy): ResolvedCall {
  return {
    method: spec.method,
    participant: participantOf(spec.method),
    render: compileTemplate(spec.request),
    retry: { ...defaults, ...spec.retry },
    doneCodes: spec.doneCodes ?? [],
  };
}

function resolveBranch(branch: BranchSpec, kind: StepKind): ResolvedBranch {
  const actionDefaults = kind === 'retriable' ? DEFAULT_RETRIABLE_RETRY : DEFAULT_ACTION_RETRY;
  const { compensation } = branch;
  const undoes = kind === 'compensatable' && compensation !== undefined && compensation !== 'none';
  return {
    name: branch.name ?? SINGLE_BRANCH,
    action: resolveCall(branch.action, actionDefaults),
    compensation: undoes ? resolveCall(compensation, DEFAULT_COMPENSATION_RETRY) : null,
    barrier: branch.barrier ?? true,
  };
}

/**
 * Fills in the defaults and compiles the templates of a definition that passed `checkDefinition`.
 * Pure and total for such a definition; call it once per snapshot and keep the result.
 */
export function resolveDefinition(definition: SagaDefinition): ResolvedDefinition {
  const steps = definition.steps.map((step, index): ResolvedStep => {
    const branches = step.branches.map((branch) => resolveBranch(branch, step.kind));
    return {
      index,
      name: step.name,
      kind: step.kind,
      onRefused: step.onRefused ?? 'compensate',
      onExhausted: step.onExhausted ?? 'compensate',
      branches,
      branchIndexOf: new Map(branches.map((branch, position) => [branch.name, position])),
    };
  });
  const commit = steps.findIndex((step) => step.kind !== 'compensatable');
  return {
    type: definition.type,
    input: definition.input,
    deadlineMs: definition.deadlineMs ?? null,
    labels: definition.labels ?? {},
    approvals: new Set(definition.approvals),
    steps,
    stepIndexOf: new Map(steps.map((step) => [step.name, step.index])),
    output: definition.output === undefined ? null : compileTemplate(definition.output),
    commitStep: commit < 0 ? null : commit,
  };
}

/** The participants that a definition calls, each once, in the order of first use. */
export function participantsOf(definition: SagaDefinition): string[] {
  return [...new Set(methodsOf(definition).map(participantOf))];
}

/** Every method that a definition may call, each once, actions and compensations. */
export function methodsOf(definition: SagaDefinition): string[] {
  const methods = definition.steps.flatMap((step) =>
    step.branches.flatMap(({ action, compensation }) =>
      compensation === undefined || compensation === 'none'
        ? [action.method]
        : [action.method, compensation.method],
    ),
  );
  return [...new Set(methods)];
}

export type { Json, Template };
