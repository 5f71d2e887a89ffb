/**
 * What is known of a branch's effect (docs/STATE_MACHINE.md, "taint"). Going back, what is done and what is unknown is
 * undone (G3); a branch of which every attempt was definitely without effect is not.
 */
import type { ResolvedDefinition } from './definition.js';
import { branchAt, isUndoClosed, type BranchState, type SagaState } from './state.js';

export type Taint = 'untouched' | 'done' | 'refused' | 'unknown';

/** Classifies the current generation of a branch; total. A skipped branch keeps what its attempts left behind. */
export function taintOf(branch: BranchState): Taint {
  const { action } = branch;
  if (action.outcome === 'done') return 'done';
  if (action.tainted) return 'unknown';
  return action.touched ? 'refused' : 'untouched';
}

/** The branch has, or may have, an effect that a way back has to undo. */
export function mayHaveEffect(branch: BranchState): boolean {
  const taint = taintOf(branch);
  return taint === 'done' || taint === 'unknown';
}

/** Positions of the branches of a step whose undo is owed and not closed. */
export function owedBranches(definition: ResolvedDefinition, state: SagaState, stepIndex: number): number[] {
  const step = definition.steps[stepIndex];
  if (step === undefined) return [];
  return step.branches.flatMap((branch, branchIndex) => {
    const current = branchAt(state, stepIndex, branchIndex);
    const owed = branch.compensation !== null && mayHaveEffect(current) && !isUndoClosed(current);
    return owed ? [branchIndex] : [];
  });
}

/** The step that a way back to `target` undoes next: the highest one with an open obligation; null when none is left. */
export function undoFront(definition: ResolvedDefinition, state: SagaState, target: number): number | null {
  for (let index = definition.steps.length - 1; index >= target; index -= 1) {
    if (owedBranches(definition, state, index).length > 0) return index;
  }
  return null;
}
