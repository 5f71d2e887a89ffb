/**
 * What the effects of events are made of: changing one branch, moving on past settled steps, pointing at what is undone
 * next, opening fresh budgets, freezing deadlines. Each returns what changes; nothing is changed in place.
 */
import type { ResolvedDefinition } from './definition.js';
import type { EventKind, SagaEvent } from './events.js';
import {
  FRESH_ACTION,
  FRESH_SEAL,
  FRESH_UNDO,
  isSettled,
  isUndoClosed,
  type BranchState,
  type SagaState,
} from './state.js';
import { undoFront } from './taint.js';

export type EventOf<K extends EventKind> = Extract<SagaEvent, { kind: K }>;
export type Effect<K extends EventKind> = (
  definition: ResolvedDefinition,
  state: SagaState,
  event: EventOf<K>,
) => Partial<SagaState>;

/** A history that cannot be: a gap, an unknown step, an event that the status machine forbids. A bug or a forgery. */
export class FoldError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FoldError';
  }
}

export function stepIndexOf(definition: ResolvedDefinition, name: string): number {
  const index = definition.stepIndexOf.get(name);
  if (index === undefined) throw new FoldError(`${definition.type} has no step ${name}`);
  return index;
}

type ChangeBranch = (branch: BranchState) => BranchState;

export function changeStep(
  state: SagaState,
  stepIndex: number,
  change: (branch: BranchState, index: number) => BranchState,
) {
  const branches = state.steps[stepIndex]?.branches ?? [];
  return state.steps.with(stepIndex, { branches: branches.map(change) });
}

export function changeBranch(
  definition: ResolvedDefinition,
  state: SagaState,
  at: { step: string; branch: string },
  change: ChangeBranch,
): Pick<SagaState, 'steps'> {
  const stepIndex = stepIndexOf(definition, at.step);
  const branchIndex = definition.steps[stepIndex]?.branchIndexOf.get(at.branch);
  if (branchIndex === undefined) throw new FoldError(`step ${at.step} has no branch ${at.branch}`);
  return {
    steps: changeStep(state, stepIndex, (branch, index) => (index === branchIndex ? change(branch) : branch)),
  };
}

/** Moves on past every settled step, and notes when that commits the saga. */
export function moveOn(
  definition: ResolvedDefinition,
  state: SagaState,
  changed: Pick<SagaState, 'steps'>,
): Pick<SagaState, 'steps' | 'stepIndex' | 'committed'> {
  const { steps } = changed;
  let { stepIndex } = state;
  while (steps[stepIndex]?.branches.every(isSettled)) stepIndex += 1;
  // A cancel that was accepted turns the saga with the last result in hand: what can only go forward is not entered.
  const isTurning = state.cancelRequested && stepIndex === definition.commitStep;
  return { steps, stepIndex, committed: state.committed || (!isTurning && commits(definition, stepIndex)) };
}

/** The pivot is behind, or a retriable step was entered without one. */
export function commits(definition: ResolvedDefinition, stepIndex: number): boolean {
  const { commitStep } = definition;
  if (commitStep === null) return false;
  const entering = definition.steps[commitStep]?.kind === 'retriable';
  return entering ? stepIndex >= commitStep : stepIndex > commitStep;
}

/** Points the step index at what the way back undoes next. */
export function moveBack(definition: ResolvedDefinition, state: SagaState, changed: Partial<SagaState>) {
  const after = { ...state, ...changed };
  const target = after.rewindTo ?? 0;
  return { ...changed, stepIndex: undoFront(definition, after, target) ?? target };
}

export const RESULT: Partial<SagaState> = { interruptions: 0, notBeforeMs: null };
export const UNSTUCK: Partial<SagaState> = { stuck: null, interruptions: 0, notBeforeMs: null };

/** A fresh budget that forgets nothing of what may have happened. */
export function freshBudget(branch: BranchState): BranchState {
  if (isSettled(branch)) return branch;
  const { touched, tainted } = branch.action;
  return { ...branch, action: { ...FRESH_ACTION, touched, tainted }, seal: FRESH_SEAL };
}

export function freshUndoBudget(branch: BranchState): BranchState {
  return isUndoClosed(branch) ? branch : { ...branch, undo: FRESH_UNDO };
}

export function taintBranches(
  state: SagaState,
  isOpen: (index: number) => boolean,
): Pick<SagaState, 'steps'> {
  if (state.phase !== 'RUNNING') return { steps: state.steps };
  return {
    steps: changeStep(state, state.stepIndex, (branch, index) =>
      branch.action.outcome === 'open' && isOpen(index)
        ? { ...branch, action: { ...branch.action, touched: true, tainted: true } }
        : branch,
    ),
  };
}

export function unfreeze(state: SagaState, atMs: number, stillFrozen: boolean): Partial<SagaState> {
  if (stillFrozen || state.frozenSinceMs === null) return {};
  const frozenMs = atMs - state.frozenSinceMs;
  const deadlineAtMs = state.deadlineAtMs === null ? null : state.deadlineAtMs + frozenMs;
  return { frozenSinceMs: null, deadlineAtMs };
}

/** Nobody is waited for any more; the deadline runs on, unless the saga is paused as well. */
export function unblock(state: SagaState, atMs: number): Partial<SagaState> {
  return { ...unfreeze(state, atMs, state.pausedAtMs !== null), blockedOn: null };
}

/** A new deadline counts from now; while the saga is held it stands still from now. */
export function newDeadline(
  state: SagaState,
  event: { atMs: number; data: { deadlineAtMs: number | null } },
) {
  const frozen = state.pausedAtMs !== null || state.blockedOn !== null;
  return { deadlineAtMs: event.data.deadlineAtMs, frozenSinceMs: frozen ? event.atMs : null };
}
