/** What a saga owes: the undo of every branch that has, or may have, an effect, in the order in which it is done. */
import type { ResolvedDefinition } from './definition.js';
import { plannedCall, type PlannedCall } from './preview.js';
import { branchAt, isUndoClosed, type SagaState, type UndoState } from './state.js';
import { statusOf } from './status.js';
import { owedBranches } from './taint.js';

/** `pending`: owed, or owed as soon as the saga turns back. `failed`: owed, and an operator has to decide. */
export type ObligationStanding = 'pending' | 'failed' | 'done' | 'waived' | 'recorded';

export interface Obligation {
  readonly call: PlannedCall;
  readonly standing: ObligationStanding;
  readonly undo: UndoState;
}

const STANDINGS: Record<UndoState['outcome'], ObligationStanding> = {
  open: 'pending',
  failed: 'failed',
  undone: 'done',
  waived: 'waived',
  recorded: 'recorded',
};

/** Nothing is undone any more: the saga is done, or it can only go forward. */
function goesForwardOnly(state: SagaState): boolean {
  return state.committed || statusOf(state.phase) === 'COMPLETED';
}

/**
 * Obligations, open and closed ones, the highest step first. On the way forward they are those that turning back would
 * bring; a saga that goes back to a step owes what stands from there on. What owes nothing any more keeps those it closed.
 */
export function obligations(sagaId: string, definition: ResolvedDefinition, state: SagaState): Obligation[] {
  const from = state.rewindTo ?? 0;
  return definition.steps
    .filter(({ index }) => index >= from)
    .toReversed()
    .flatMap((step) => {
      const open = goesForwardOnly(state) ? [] : owedBranches(definition, state, step.index);
      return step.branches.flatMap((_, branchIndex): Obligation[] => {
        const branch = branchAt(state, step.index, branchIndex);
        if (!open.includes(branchIndex) && !isUndoClosed(branch)) return [];
        const ref = { stepIndex: step.index, branchIndex, direction: 'compensation' as const };
        const call = plannedCall(sagaId, definition, state, ref);
        return [{ call, standing: STANDINGS[branch.undo.outcome], undo: branch.undo }];
      });
    });
}

/** Those of them that are still owed. */
export function isOwed({ standing }: Obligation): boolean {
  return standing === 'pending' || standing === 'failed';
}
