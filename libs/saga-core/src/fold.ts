/**
 * The state is the fold of the events (G7). `apply` is the only place where a state comes into being.
 *
 * 1. Events are applied in the order of their numbers, without gaps.
 * 2. An event that the status machine forbids throws: such a history was never written by this code.
 * 3. Nothing in here looks at a clock: every time comes from an event.
 */
import { actionEffects, undoEffects } from './branch-effects.js';
import { commits, FoldError, type Effect, type EventOf } from './changes.js';
import type { ResolvedDefinition } from './definition.js';
import type { EventKind, SagaEvent } from './events.js';
import { operatorEffects, scheduleEffects, wayEffects } from './saga-effects.js';
import { freshBranch, type SagaState } from './state.js';
import { nextPhase, statusOf, triggerOf } from './status.js';

export { FoldError } from './changes.js';

const EFFECTS = { ...actionEffects, ...undoEffects, ...wayEffects, ...scheduleEffects, ...operatorEffects };

function begin(definition: ResolvedDefinition, event: EventOf<'started'>): SagaState {
  return {
    phase: 'RUNNING',
    revision: event.seq,
    stepIndex: 0,
    steps: definition.steps.map((step) => ({ branches: step.branches.map(() => freshBranch(1)) })),
    input: event.secret.input,
    stuck: null,
    error: null,
    turnCause: null,
    deadlineAtMs: event.data.deadlineAtMs,
    rewindTo: null,
    cancelRequested: false,
    committed: commits(definition, 0),
    pausedAtMs: null,
    blockedOn: null,
    frozenSinceMs: null,
    pendingEdits: [],
    interruptions: 0,
    notBeforeMs: null,
    startedAtMs: event.atMs,
    lastEventAtMs: event.atMs,
    finishedAtMs: null,
  };
}

/**
 * A cancel that was accepted keeps a saga from entering its first retriable step: nothing but its turn follows. Where
 * anything else does, the history is of a version that did not know this rule, and the step was entered: calls of it may
 * have left, which nobody can undo.
 */
function wasEntered(definition: ResolvedDefinition, state: SagaState, event: SagaEvent): boolean {
  const isTurning = state.phase === 'RUNNING' && state.cancelRequested && !state.committed;
  return isTurning && event.kind !== 'turned' && commits(definition, state.stepIndex);
}

/** The state after one more event. Throws `FoldError` for a history that cannot be. */
export function apply(definition: ResolvedDefinition, state: SagaState | null, event: SagaEvent): SagaState {
  if (state === null || event.kind === 'started') {
    if (state !== null || event.kind !== 'started' || event.seq !== 1) {
      throw new FoldError(
        `a history begins with one started event, not with ${event.kind} as number ${event.seq}`,
      );
    }
    return begin(definition, event);
  }
  if (event.seq !== state.revision + 1) {
    throw new FoldError(`event ${event.seq} does not follow revision ${state.revision}`);
  }
  const trigger = triggerOf(event);
  const phase = trigger === null ? null : nextPhase(state.phase, trigger);
  if (phase === null) {
    throw new FoldError(
      `event ${event.seq} (${event.kind}) cannot happen to a saga that is ${statusOf(state.phase)}`,
    );
  }
  const effect = EFFECTS[event.kind] as Effect<EventKind>;
  const before = wasEntered(definition, state, event) ? { ...state, committed: true } : state;
  const changed = effect(definition, before, event as never);
  return { ...before, ...changed, phase, revision: event.seq, lastEventAtMs: event.atMs };
}

/** The state that a whole history tells, optionally going on from an earlier one; null for an empty history. */
export function fold(
  definition: ResolvedDefinition,
  events: readonly SagaEvent[],
  from: SagaState | null = null,
): SagaState | null {
  let state = from;
  for (const event of events) state = apply(definition, state, event);
  return state;
}
