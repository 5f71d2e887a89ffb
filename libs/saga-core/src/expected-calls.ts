/** Calls that an action of a batch leads to, counted for its preview. Pure. */
import type { BatchAction } from './batch.js';
import type { ResolvedDefinition } from './definition.js';
import { branchAt, isSettled, type SagaState } from './state.js';
import { directionOf, isMoving } from './status.js';
import { owedBranches } from './taint.js';

/**
 * The participants of the calls that follow at least, one entry per call, where none is refused or repeated.
 * A pause makes no call, nor does a close; a resume of what is stuck sets nothing going.
 */
export function expectedCalls(
  definition: ResolvedDefinition,
  state: SagaState,
  action: BatchAction,
): string[] {
  if (action === 'compensate') return undoCalls(definition, state, 0);
  const goesOn = action === 'replay' || (action === 'resume' && isMoving(state.phase));
  if (!goesOn) return [];
  if (directionOf(state.phase) === 'forward') return forwardCalls(definition, state);
  const { rewindTo } = state;
  const undo = undoCalls(definition, state, rewindTo ?? 0);
  return rewindTo === null ? undo : [...undo, ...allActions(definition, rewindTo)];
}

function undoCalls(definition: ResolvedDefinition, state: SagaState, target: number): string[] {
  return definition.steps.slice(target).flatMap((step) =>
    owedBranches(definition, state, step.index).flatMap((index) => {
      const participant = step.branches[index]?.compensation?.participant;
      return participant === undefined ? [] : [participant];
    }),
  );
}

function forwardCalls(definition: ResolvedDefinition, state: SagaState): string[] {
  return definition.steps
    .slice(state.stepIndex)
    .flatMap((step) =>
      step.branches.flatMap(({ action }, index) =>
        isSettled(branchAt(state, step.index, index)) ? [] : [action.participant],
      ),
    );
}

function allActions(definition: ResolvedDefinition, fromStep: number): string[] {
  return definition.steps
    .slice(fromStep)
    .flatMap(({ branches }) => branches.map(({ action }) => action.participant));
}
