/**
 * What the answers to calls, and the words of operators about them, do to the branch that they name.
 *
 * What every saga passes through (`branch_done`, `branch_undone`) names each field: several spreads in one literal cost a
 * decision more than everything else in it.
 */
import { moveOn, moveBack, changeBranch, RESULT, UNSTUCK, type Effect, type EventOf } from './changes.js';
import type { ResolvedDefinition } from './definition.js';
import type { BranchState, SagaState } from './state.js';

export const actionEffects = {
  branch_done: (definition, state, event) => {
    const changed = changeBranch(definition, state, event, (branch) => ({
      ...branch,
      reply: event.secret.reply,
      action: {
        ...branch.action,
        outcome: 'done',
        attempts: branch.action.attempts + 1,
        touched: true,
        tainted: false,
        nextAtMs: null,
        error: null,
      },
    }));
    const { steps, stepIndex, committed } = moveOn(definition, state, changed);
    return { interruptions: 0, notBeforeMs: null, steps, stepIndex, committed };
  },
  branch_refused: (definition, state, event) => ({
    ...RESULT,
    ...changeBranch(definition, state, event, (branch) => ({
      ...branch,
      action: {
        ...branch.action,
        outcome: 'refused',
        attempts: branch.action.attempts + 1,
        touched: true,
        nextAtMs: null,
        error: event.data,
      },
    })),
  }),
  attempt_failed: (definition, state, event) => ({
    ...RESULT,
    ...changeBranch(definition, state, event, (branch) => failAttempt(branch, event)),
  }),
} satisfies { [K in 'branch_done' | 'branch_refused' | 'attempt_failed']: Effect<K> };

function failAttempt(branch: BranchState, event: EventOf<'attempt_failed'>): BranchState {
  const { direction, outcome, nextAtMs, code, reason, fields } = event.data;
  const error = { code, reason, fields };
  if (direction === 'compensation') {
    return { ...branch, undo: { ...branch.undo, attempts: branch.undo.attempts + 1, nextAtMs, error } };
  }
  if (direction === 'seal') {
    return {
      ...branch,
      seal: { attempts: branch.seal.attempts + 1, nextAtMs, exhausted: nextAtMs === null },
    };
  }
  const { action } = branch;
  return {
    ...branch,
    action: {
      ...action,
      attempts: action.attempts + 1,
      touched: true,
      tainted: action.tainted || outcome === 'unknown',
      nextAtMs,
      exhausted: nextAtMs === null,
      error,
    },
  };
}

export const undoEffects = {
  branch_undone: (definition, state, event) => {
    const { steps } = changeBranch(definition, state, event, (branch) => ({
      ...branch,
      undo: {
        ...branch.undo,
        outcome: 'undone',
        attempts: branch.undo.attempts + 1,
        nextAtMs: null,
        error: null,
      },
    }));
    return moveBack(definition, state, { interruptions: 0, notBeforeMs: null, steps });
  },
  undo_failed: (definition, state, event) => ({
    ...RESULT,
    ...changeBranch(definition, state, event, (branch) => ({
      ...branch,
      undo: {
        outcome: 'failed',
        attempts: branch.undo.attempts + 1,
        nextAtMs: null,
        failure: event.data.outcome,
        error: { code: event.data.code, reason: event.data.reason, fields: event.data.fields },
      },
    })),
  }),
  undo_waived: (definition, state, event) => closeUndo(definition, state, event, 'waived'),
  undo_recorded: (definition, state, event) => closeUndo(definition, state, event, 'recorded'),
} satisfies { [K in 'branch_undone' | 'undo_failed' | 'undo_waived' | 'undo_recorded']: Effect<K> };

function closeUndo(
  definition: ResolvedDefinition,
  state: SagaState,
  at: { step: string; branch: string },
  outcome: 'waived' | 'recorded',
): Partial<SagaState> {
  return moveBack(definition, state, {
    ...UNSTUCK,
    ...changeBranch(definition, state, at, (branch) => ({ ...branch, undo: { ...branch.undo, outcome } })),
  });
}
