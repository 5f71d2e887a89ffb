/**
 * A saga and its events as the doors show them. Pure and total: what a later version wrote is shown as unspecified, what
 * cannot be shown is left out. Payloads are not in it, but for the output of a saga.
 */
import {
  isUndoClosed,
  mayHaveEffect,
  taintOf,
  type BranchState,
  type ClearError,
  type Phase,
  type ResolvedBranch,
  type ResolvedCall,
  type ResolvedDefinition,
  type SagaEvent,
  type SagaState,
} from '#libs/saga-core';
import { structToWire, timestampOfMs, type saga_v1 } from '#libs/contracts';
import type { SagaPicture, SagaRow, StatusSnapshot } from '#libs/saga-engine';
import { shownLabels } from './labels.js';
import { orNull } from './showable.js';

const timeOf = (ms: number | null) => (ms === null ? null : orNull(() => timestampOfMs(ms)));
const upper = (text: string): string => text.toUpperCase();

function statusName(status: string, epoch: number): saga_v1.SagaStatus {
  const shown = status === 'RUNNING' && epoch === 0 ? 'PENDING' : status;
  return `SAGA_STATUS_${shown}` as saga_v1.SagaStatus;
}

/** Names of violated fields that one error shows. */
const SHOWN_FIELDS = 16;

export function errorView(error: Partial<ClearError> | null | undefined): saga_v1.CallError | null {
  if (error?.code === undefined) return null;
  return {
    code: error.code,
    reason: error.reason ?? '',
    fields: (error.fields ?? []).slice(0, SHOWN_FIELDS),
  };
}

/** From the hot snapshot alone: enough to say how a saga fares. */
export function snapshotView({ sagaId, type, status, stepIndex, revision }: StatusSnapshot): saga_v1.Saga {
  const etag = String(revision);
  return {
    saga_id: sagaId,
    type,
    status: statusName(status, 1),
    revision: etag,
    etag,
    step_index: stepIndex,
  };
}

/** From the row: view BASIC. */
export function rowView(row: SagaRow, definition: ResolvedDefinition | undefined): saga_v1.Saga {
  const etag = String(row.revision);
  return {
    saga_id: row.id,
    type: row.type,
    status: statusName(row.status, row.epoch),
    revision: etag,
    etag,
    step_index: row.stepIndex,
    step: definition?.steps[row.stepIndex]?.name ?? '',
    stuck_class: `STUCK_CLASS_${upper(row.stuckClass ?? 'unspecified')}` as saga_v1.StuckClass,
    error: errorView(
      row.errorCode === null ? null : { code: row.errorCode, reason: row.errorReason ?? undefined },
    ),
    deadline: timeOf(row.deadlineAtMs),
    create_time: timeOf(row.createdAtMs),
    update_time: timeOf(row.updatedAtMs),
    finish_time: timeOf(row.finishedAtMs),
    due_time: timeOf(row.dueAtMs),
    pause_time: timeOf(row.pausedAtMs),
    blocked_on: row.blockedOn ?? '',
    labels: shownLabels(definition?.labels ?? {}, row.labels),
    origin: row.origin ?? '',
    epoch: String(row.epoch),
  };
}

function actionState(branch: BranchState): saga_v1.CallState {
  const { action } = branch;
  if (action.outcome === 'done') return 'CALL_STATE_DONE';
  if (action.outcome === 'skipped') return 'CALL_STATE_SKIPPED';
  if (action.outcome === 'sealed') return 'CALL_STATE_REFUSED';
  if (taintOf(branch) === 'unknown') return 'CALL_STATE_UNKNOWN';
  if (action.outcome === 'refused') return 'CALL_STATE_REFUSED';
  if (action.exhausted) return 'CALL_STATE_EXHAUSTED';
  return action.touched ? 'CALL_STATE_OPEN' : 'CALL_STATE_WAITING';
}

const UNDO_STATES = {
  undone: 'CALL_STATE_DONE',
  waived: 'CALL_STATE_WAIVED',
  recorded: 'CALL_STATE_RECORDED',
} as const;

/** In these phases what is owed is known; what is not owed now will not be. */
const GOES_BACK: ReadonlySet<Phase> = new Set(['COMPENSATING', 'FAILED_BACKWARD', 'COMPENSATED', 'CLOSED']);

/** A completed saga owes none of its compensations, although an operator may still take it back. */
function isOwed(branch: BranchState, phase: Phase): boolean {
  return phase !== 'COMPLETED' && (!GOES_BACK.has(phase) || mayHaveEffect(branch));
}

function undoState(branch: BranchState, phase: Phase): saga_v1.CallState {
  const { undo } = branch;
  if (undo.outcome === 'failed')
    return undo.failure === 'refused' ? 'CALL_STATE_REFUSED' : 'CALL_STATE_EXHAUSTED';
  if (isUndoClosed(branch)) return UNDO_STATES[undo.outcome as keyof typeof UNDO_STATES];
  if (!isOwed(branch, phase)) return 'CALL_STATE_NOT_OWED';
  return undo.attempts > 0 ? 'CALL_STATE_OPEN' : 'CALL_STATE_WAITING';
}

function callView(
  call: ResolvedCall,
  state: saga_v1.CallState,
  part: { attempts: number; nextAtMs: number | null; error: ClearError | null },
): saga_v1.CallView {
  return {
    method: call.method,
    state,
    attempts: part.attempts,
    max_attempts: call.retry.maxAttempts,
    next_attempt_time: timeOf(part.nextAtMs),
    error: errorView(part.error),
  };
}

function branchView(spec: ResolvedBranch, branch: BranchState, phase: Phase): saga_v1.BranchView {
  return {
    name: spec.name,
    generation: branch.generation,
    action: callView(spec.action, actionState(branch), branch.action),
    compensation:
      spec.compensation === null ? null : callView(spec.compensation, undoState(branch, phase), branch.undo),
    barrier: spec.barrier,
  };
}

function stepViews(definition: ResolvedDefinition, state: SagaState): saga_v1.StepView[] {
  return definition.steps.map((step) => ({
    name: step.name,
    kind: `STEP_KIND_${upper(step.kind)}` as saga_v1.StepKind,
    branches: step.branches.map((spec, index) =>
      branchView(spec, state.steps[step.index]?.branches[index] as BranchState, state.phase),
    ),
  }));
}

/** View FULL: with steps, why it turned, and the output of a completed saga. */
export function detailView({ row, definition, state, output }: SagaPicture): saga_v1.Saga {
  return {
    ...rowView(row, definition),
    steps: stepViews(definition, state),
    output: output === null ? null : orNull(() => structToWire(output)),
    turn_cause: `TURN_CAUSE_${upper(state.turnCause ?? 'unspecified')}` as saga_v1.TurnCause,
    definition_hash: row.definitionHash,
  };
}

const OUTCOMES: Partial<Record<SagaEvent['kind'], saga_v1.AttemptOutcome>> = {
  branch_done: 'ATTEMPT_OUTCOME_DONE',
  branch_undone: 'ATTEMPT_OUTCOME_DONE',
  branch_refused: 'ATTEMPT_OUTCOME_REFUSED',
};

const DIRECTIONS: Partial<Record<SagaEvent['kind'], saga_v1.CallDirection>> = {
  branch_done: 'CALL_DIRECTION_ACTION',
  branch_refused: 'CALL_DIRECTION_ACTION',
  branch_undone: 'CALL_DIRECTION_COMPENSATION',
  undo_failed: 'CALL_DIRECTION_COMPENSATION',
};

/** Fields that any event may have; which are there follows from its kind. */
interface LooseData extends Partial<ClearError> {
  readonly direction?: string;
  readonly outcome?: string;
  readonly nextAtMs?: number | null;
  readonly cause?: string;
  readonly class?: string;
  readonly participant?: string;
  readonly open?: readonly string[];
  readonly deadlineAtMs?: number | null;
  readonly to?: string;
  readonly error?: ClearError;
}

/** One event of the history, without its secret. */
export function eventView(event: SagaEvent): saga_v1.SagaEvent {
  const at = event as { step?: string; branch?: string; attempt?: number };
  const data = event.data as LooseData;
  const isAttempt = event.kind === 'attempt_failed';
  const exhausted =
    event.kind === 'undo_failed' && data.outcome === 'refused' ? 'ATTEMPT_OUTCOME_REFUSED' : undefined;
  const outcome = isAttempt
    ? `ATTEMPT_OUTCOME_${upper(data.outcome ?? '')}`
    : (exhausted ?? OUTCOMES[event.kind]);
  const direction = isAttempt ? `CALL_DIRECTION_${upper(data.direction ?? '')}` : DIRECTIONS[event.kind];
  return {
    seq: String(event.seq),
    kind: `EVENT_KIND_${upper(event.kind)}` as saga_v1.EventKind,
    time: timeOf(event.atMs),
    ...(event.epoch === null ? {} : { epoch: String(event.epoch) }),
    step: at.step ?? '',
    branch: at.branch ?? '',
    attempt: at.attempt ?? 0,
    direction: direction as saga_v1.CallDirection | undefined,
    outcome: outcome as saga_v1.AttemptOutcome | undefined,
    error: errorView(data.error ?? data),
    next_attempt_time: timeOf(data.nextAtMs ?? null),
    turn_cause:
      data.cause === undefined ? undefined : (`TURN_CAUSE_${upper(data.cause)}` as saga_v1.TurnCause),
    stuck_class:
      data.class === undefined ? undefined : (`STUCK_CLASS_${upper(data.class)}` as saga_v1.StuckClass),
    participant: data.participant ?? '',
    open: [...(data.open ?? [])],
    deadline: timeOf(data.deadlineAtMs ?? null),
    rewind_to: data.to ?? '',
  };
}
