/** Small definitions for stories: steps by kind and name, with the details that a story is about. Waits have no jitter. */
import type { BranchSpec, CallSpec, RetryPolicy, SagaDefinition, StepKind, StepSpec } from '#libs/saga-core';

export interface StepOptions {
  /** Names of parallel branches; without them the step has one, called `main`. */
  readonly branches?: readonly string[];
  /** Retry policy of every action of the step. */
  readonly retry?: Partial<RetryPolicy>;
  readonly undoRetry?: Partial<RetryPolicy>;
  /** Refusals of the compensation that mean "nothing to undo". */
  readonly doneCodes?: readonly string[];
  /** The step says that it is not undone. */
  readonly notUndone?: boolean;
  readonly barrier?: boolean;
  readonly onRefused?: StepSpec['onRefused'];
  readonly onExhausted?: StepSpec['onExhausted'];
  readonly request?: CallSpec['request'];
}

function participantFor(step: string, branch: string | undefined): string {
  return `story.${[step, branch].filter(Boolean).join('.')}.Service`;
}

function branchOf(kind: StepKind, step: string, name: string | undefined, options: StepOptions): BranchSpec {
  const participant = participantFor(step, name);
  const action = {
    method: `${participant}/Do`,
    request: options.request ?? {},
    retry: { jitter: 0, ...options.retry },
  };
  const from = [step, name, 'id'].filter(Boolean).join('.');
  const undo = {
    method: `${participant}/Undo`,
    request: { id: { $ref: from } },
    retry: { jitter: 0, ...options.undoRetry },
    doneCodes: options.doneCodes,
  };
  const compensation = options.notUndone === true ? ('none' as const) : undo;
  return {
    ...(name === undefined ? {} : { name }),
    action,
    ...(kind === 'compensatable' ? { compensation } : {}),
    barrier: options.barrier,
  };
}

function stepOf(kind: StepKind, name: string, options: StepOptions): StepSpec {
  const branches = options.branches ?? [undefined];
  return {
    name,
    kind,
    branches: branches.map((branch) => branchOf(kind, name, branch, options)),
    onRefused: options.onRefused,
    onExhausted: options.onExhausted,
  };
}

export const compensatable = (name: string, options: StepOptions = {}): StepSpec =>
  stepOf('compensatable', name, options);
export const pivot = (name: string, options: StepOptions = {}): StepSpec => stepOf('pivot', name, options);
export const retriable = (name: string, options: StepOptions = {}): StepSpec =>
  stepOf('retriable', name, options);

/** The participant that the calls of a step made here go to. */
export function participantOfStep(step: string, branch?: string): string {
  return participantFor(step, branch);
}

export function plan(...steps: readonly StepSpec[]): SagaDefinition {
  return { type: 'story', input: 'story.Input', steps };
}

/** The same plan with a deadline: a saga that is not committed by then turns back. */
export function within(deadlineMs: number, definition: SagaDefinition): SagaDefinition {
  return { ...definition, deadlineMs };
}
