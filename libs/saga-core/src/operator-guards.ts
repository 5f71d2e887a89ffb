/**
 * What operators may do to a saga as it stands. Pure: the same guards answer "what is allowed here" for the interfaces and
 * "may this be done" for the command, so the two never disagree.
 */
import type { ResolvedBranch, ResolvedDefinition } from './definition.js';
import { branchAt, type SagaState } from './state.js';
import { isMoving, isStuck, statusOf } from './status.js';
import { taintOf } from './taint.js';

export const OPERATOR_ACTIONS = [
  'replay',
  'rewind',
  'compensate',
  'skip',
  'edit_input',
  'record_outcome',
  'waive',
  'pause',
  'resume',
  'close',
] as const;
export type OperatorAction = (typeof OPERATOR_ACTIONS)[number];

/** What the decision must know beside the state. */
export interface OperatorFacts {
  /** A process owns the saga: its mover meets the action at its next write. */
  readonly owned: boolean;
  /** Why a completed saga cannot be reopened (retention, partition, key); null when it can. */
  readonly reopenRefusal: string | null;
}

export const REFUSAL_CODES = [
  'STATUS_FORBIDS',
  'COMMITTED',
  'PIVOT_UNKNOWN',
  'UNKNOWN_STEP',
  'RESULT_MISSING',
  'BRANCH_MAY_HAVE_EFFECT',
  'NOTHING_OWED',
  'ALREADY_REQUESTED',
  'OWNED',
  'CANNOT_REOPEN',
  'ALREADY_HELD',
  'NOT_HELD',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
}

export const refusal = (code: RefusalCode, message: string): Refusal => ({ code, message });

function shownStatus(state: SagaState): string {
  return state.stuck === null ? statusOf(state.phase) : `FAILED (${state.stuck.class})`;
}

export const forbids = (state: SagaState, needs: string): Refusal =>
  refusal('STATUS_FORBIDS', `The saga is ${shownStatus(state)}; this needs ${needs}.`);

export function pivotUnknown(definition: ResolvedDefinition, state: SagaState): ResolvedBranch | null {
  const step = definition.steps[state.stepIndex];
  if (step?.kind !== 'pivot') return null;
  return taintOf(branchAt(state, step.index, 0)) === 'unknown' ? (step.branches[0] ?? null) : null;
}

function mayReplay(state: SagaState, nowMs: number): Refusal | null {
  if (isStuck(state.phase)) return null;
  const waits = (call: { nextAtMs: number | null }) => call.nextAtMs !== null && call.nextAtMs > nowMs;
  const branches = isMoving(state.phase) ? (state.steps[state.stepIndex]?.branches ?? []) : [];
  const waiting = branches.some(({ action, undo, seal }) =>
    state.phase === 'RUNNING' ? waits(action) || waits(seal) : waits(undo),
  );
  return waiting ? null : forbids(state, 'FAILED, or a call that waits for its retry');
}

function mayTurn(definition: ResolvedDefinition, state: SagaState): Refusal | null {
  if (state.committed) {
    return refusal(
      'COMMITTED',
      'The saga passed its commit point and only goes forward: its pivot took effect, or a step that cannot be undone began.',
    );
  }
  const pivot = pivotUnknown(definition, state);
  if (pivot !== null && (isStuck(state.phase) || !pivot.barrier)) {
    return refusal(
      'PIVOT_UNKNOWN',
      'The pivot may have taken effect. A replay settles it; where that failed, find out and record its outcome.',
    );
  }
  return null;
}

function mayCompensate(
  definition: ResolvedDefinition,
  state: SagaState,
  facts: OperatorFacts,
): Refusal | null {
  if (state.phase === 'COMPLETED') {
    if (definition.commitStep !== null) {
      return refusal('COMMITTED', 'The saga has steps that cannot be undone, so it stays completed.');
    }
    return facts.reopenRefusal === null ? null : refusal('CANNOT_REOPEN', facts.reopenRefusal);
  }
  if (state.phase !== 'RUNNING' && state.phase !== 'FAILED_FORWARD') {
    return forbids(state, 'PENDING, RUNNING, or FAILED on the way forward');
  }
  const refused = mayTurn(definition, state);
  if (refused !== null) return refused;
  return state.cancelRequested && isMoving(state.phase)
    ? refusal('ALREADY_REQUESTED', 'The saga was already asked to turn back.')
    : null;
}

function mayRewind(definition: ResolvedDefinition, state: SagaState): Refusal | null {
  if (state.phase !== 'FAILED_FORWARD') return forbids(state, 'FAILED on the way forward');
  return mayTurn(definition, state);
}

function mayEdit(state: SagaState, facts: OperatorFacts): Refusal | null {
  if (state.phase === 'FAILED_FORWARD') return null;
  const pausedForward = state.phase === 'RUNNING' && state.pausedAtMs !== null;
  if (!pausedForward) return forbids(state, 'FAILED on the way forward, or paused');
  return facts.owned ? refusal('OWNED', 'A call of the saga still ends; try again in a moment.') : null;
}

/** Whether an action may be done to the saga as it stands, before its arguments are looked at. Null: it may. */
export function guard(
  definition: ResolvedDefinition,
  state: SagaState,
  action: OperatorAction,
  facts: OperatorFacts,
  nowMs: number,
): Refusal | null {
  switch (action) {
    case 'replay':
      return mayReplay(state, nowMs);
    case 'rewind':
      return mayRewind(definition, state);
    case 'compensate':
      return mayCompensate(definition, state, facts);
    case 'skip':
      return state.phase === 'FAILED_FORWARD' ? null : forbids(state, 'FAILED on the way forward');
    case 'edit_input':
      return mayEdit(state, facts);
    case 'record_outcome':
      return state.stuck?.class === 'pivot_unknown' ? null : forbids(state, 'FAILED (pivot_unknown)');
    case 'waive':
      return state.phase === 'FAILED_BACKWARD' ? null : forbids(state, 'FAILED on the way back');
    case 'pause':
      return isMoving(state.phase) && state.pausedAtMs === null
        ? null
        : forbids(state, 'a saga that moves and is not paused');
    case 'resume':
      return state.pausedAtMs === null ? forbids(state, 'a paused saga') : null;
    case 'close':
      return isStuck(state.phase) ? null : forbids(state, 'FAILED');
  }
}

export interface AllowedAction {
  readonly action: OperatorAction;
  /** Why it is not allowed now; null when it is. */
  readonly refusal: Refusal | null;
}

/** Every action with whether the saga allows it as it stands, for interfaces that must not guess. */
export function allowedActions(
  definition: ResolvedDefinition,
  state: SagaState,
  facts: OperatorFacts,
  nowMs: number,
): AllowedAction[] {
  return OPERATOR_ACTIONS.map((action) => ({
    action,
    refusal: guard(definition, state, action, facts, nowMs),
  }));
}
