/**
 * The state of a saga as its events tell it. It is made by `fold` alone and never changed in place: whoever holds a state
 * may keep it. Questions about a state that several rooms ask stand here; decisions stand elsewhere.
 */
import type { ResolvedDefinition, ResolvedStep } from './definition.js';
import type { CallDirection, ClearError, StuckClass, TurnCause } from './events.js';
import { isEnded, isMoving, type Phase } from './status.js';
import { valueAt, type Json, type Scope } from './template.js';

export interface ActionState {
  /** `sealed`: the participant closed a pivot's key before any effect. `skipped`: an operator supplied the result. */
  readonly outcome: 'open' | 'done' | 'refused' | 'sealed' | 'skipped';
  /** Recorded results of the current budget. */
  readonly attempts: number;
  /** Something is recorded for this generation: an attempt or an interruption. */
  readonly touched: boolean;
  /** An attempt's outcome is unknown, and no OK came since. A later refusal does not clear it. */
  readonly tainted: boolean;
  /** Not before this time; null when due. */
  readonly nextAtMs: number | null;
  /** No attempt is left in the budget, or none would start before the deadline. */
  readonly exhausted: boolean;
  readonly error: ClearError | null;
}

export interface UndoState {
  readonly outcome: 'open' | 'undone' | 'waived' | 'recorded' | 'failed';
  readonly attempts: number;
  readonly nextAtMs: number | null;
  /** Why it failed, where it did. */
  readonly failure: 'refused' | 'exhausted' | null;
  readonly error: ClearError | null;
}

export interface SealState {
  readonly attempts: number;
  readonly nextAtMs: number | null;
  readonly exhausted: boolean;
}

export interface BranchState {
  /** Starts at 1; raised by `rewound` and `input_edited` only. */
  readonly generation: number;
  readonly action: ActionState;
  readonly undo: UndoState;
  readonly seal: SealState;
  readonly reply: Json | undefined;
  /** Set by `input_edited`: replaces the rendered request of the action. */
  readonly editedRequest: Json | undefined;
}

export interface StepState {
  readonly branches: readonly BranchState[];
}

/** An operator's request for the action of one branch, in place of the rendered one. */
export interface InputEdit {
  readonly step: string;
  readonly branch: string;
  readonly request: Json;
}

export interface StuckState {
  readonly class: StuckClass;
  readonly step: string | null;
  readonly branch: string | null;
}

export interface SagaState {
  readonly phase: Phase;
  /** Number of the last event. */
  readonly revision: number;
  /** The step that is being done or undone; the number of steps once all are done. */
  readonly stepIndex: number;
  readonly steps: readonly StepState[];
  readonly input: Json;
  readonly stuck: StuckState | null;
  /** The last refusal or failure that changed the way of the saga. */
  readonly error: ClearError | null;
  /** Why it turned back last; null while it never did. */
  readonly turnCause: TurnCause | null;
  readonly deadlineAtMs: number | null;
  /** Index of the step that a rewind goes back to, else null. */
  readonly rewindTo: number | null;
  /** Accepted, and not met yet: the saga turns as soon as nothing that must not be turned from is in flight. */
  readonly cancelRequested: boolean;
  /** A step was skipped or an outcome recorded past the commit point, or the pivot is done. */
  readonly committed: boolean;
  readonly pausedAtMs: number | null;
  readonly blockedOn: string | null;
  /** Since when the deadline stands still, because the saga is paused or blocked; null while it runs. */
  readonly frozenSinceMs: number | null;
  /** Requests that a rewind brings along; they take effect with the next generation. */
  readonly pendingEdits: readonly InputEdit[];
  /** Interruptions since the last recorded result. */
  readonly interruptions: number;
  /** After an interruption: no call before this time. */
  readonly notBeforeMs: number | null;
  readonly startedAtMs: number;
  readonly lastEventAtMs: number;
  readonly finishedAtMs: number | null;
}

/** Names one call that is or may be made. */
export interface CallRef {
  readonly stepIndex: number;
  readonly branchIndex: number;
  readonly direction: CallDirection;
}

export const FRESH_ACTION: ActionState = {
  outcome: 'open',
  attempts: 0,
  touched: false,
  tainted: false,
  nextAtMs: null,
  exhausted: false,
  error: null,
};
export const FRESH_UNDO: UndoState = {
  outcome: 'open',
  attempts: 0,
  nextAtMs: null,
  failure: null,
  error: null,
};
export const FRESH_SEAL: SealState = { attempts: 0, nextAtMs: null, exhausted: false };

export function freshBranch(generation: number): BranchState {
  return {
    generation,
    action: FRESH_ACTION,
    undo: FRESH_UNDO,
    seal: FRESH_SEAL,
    reply: undefined,
    editedRequest: undefined,
  };
}

export function stepAt(definition: ResolvedDefinition, index: number): ResolvedStep {
  const step = definition.steps[index];
  if (step === undefined) throw new RangeError(`${definition.type} has no step ${index}`);
  return step;
}

export function branchAt(
  state: Pick<SagaState, 'steps'>,
  stepIndex: number,
  branchIndex: number,
): BranchState {
  const branch = state.steps[stepIndex]?.branches[branchIndex];
  if (branch === undefined) throw new RangeError(`no branch ${stepIndex}/${branchIndex}`);
  return branch;
}

/** A branch needs no further action call: it is done, or an operator supplied its result. */
export function isSettled(branch: BranchState): boolean {
  return branch.action.outcome === 'done' || branch.action.outcome === 'skipped';
}

/** The obligation to undo a branch is closed: confirmed, waived, or recorded as done by hand. */
export function isUndoClosed(branch: BranchState): boolean {
  return branch.undo.outcome !== 'open' && branch.undo.outcome !== 'failed';
}

/** Calls may be started: the saga moves, and nobody holds it. */
export function isRunnable(state: SagaState): boolean {
  return isMoving(state.phase) && state.pausedAtMs === null && state.blockedOn === null;
}

/** At rest for a reason: nothing is owed to it by a worker until an operator or a release acts. */
export function isAtRest(state: SagaState): boolean {
  return !isRunnable(state);
}

export function hasEnded(state: SagaState): boolean {
  return isEnded(state.phase);
}

/**
 * What templates may refer to: `input`, and the replies recorded so far. With several branches in a step the second
 * segment names the branch.
 */
export function scopeOf(definition: ResolvedDefinition, state: Pick<SagaState, 'input' | 'steps'>): Scope {
  return (path) => {
    const head = path[0] as string;
    if (head === 'input') return valueAt(state.input, path, 1);
    const index = definition.stepIndexOf.get(head);
    if (index === undefined) return undefined;
    const step = stepAt(definition, index);
    const several = step.branches.length > 1;
    const position = several ? step.branchIndexOf.get(path[1] ?? '') : 0;
    if (position === undefined) return undefined;
    return valueAt(branchAt(state, index, position).reply, path, several ? 2 : 1);
  };
}
