/**
 * The state is the fold of the events (G7). `apply` is the only place where a state comes into being.
 *
 * 1. Events are applied in the order of their numbers, without gaps.
 * 2. An event that the status machine forbids throws: such a history was never written by this code.
 * 3. Nothing in here looks at a clock: every time comes from an event.
 */
import type { ResolvedDefinition } from './definition.js';
import type { EventKind, SagaEvent } from './events.js';
import { takeoverDelayMs } from './retry.js';
import {
  FRESH_ACTION,
  FRESH_SEAL,
  FRESH_UNDO,
  freshBranch,
  isSettled,
  isStepSettled,
  isUndoClosed,
  type BranchState,
  type SagaState,
} from './state.js';
import { nextPhase, statusOf, triggerOf } from './status.js';
import { undoFront } from './taint.js';

type EventOf<K extends EventKind> = Extract<SagaEvent, { kind: K }>;
type Effect<K extends EventKind> = (
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

function stepIndexOf(definition: ResolvedDefinition, name: string): number {
  const index = definition.stepIndexOf.get(name);
  if (index === undefined) throw new FoldError(`${definition.type} has no step ${name}`);
  return index;
}

type ChangeBranch = (branch: BranchState) => BranchState;

function changeStep(
  state: SagaState,
  stepIndex: number,
  change: (branch: BranchState, index: number) => BranchState,
) {
  return state.steps.map((step, index) =>
    index === stepIndex ? { branches: step.branches.map(change) } : step,
  );
}

function changeBranch(
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
function advance(definition: ResolvedDefinition, state: SagaState, changed: Pick<SagaState, 'steps'>) {
  const after = { ...state, ...changed };
  let { stepIndex } = after;
  while (stepIndex < definition.steps.length && isStepSettled(after, stepIndex)) stepIndex += 1;
  return { ...changed, stepIndex, committed: state.committed || commits(definition, stepIndex) };
}

/** The pivot is behind, or a retriable step was entered without one. */
function commits(definition: ResolvedDefinition, stepIndex: number): boolean {
  const { commitStep } = definition;
  if (commitStep === null) return false;
  const entering = definition.steps[commitStep]?.kind === 'retriable';
  return entering ? stepIndex >= commitStep : stepIndex > commitStep;
}

/** Points the step index at what the way back undoes next. */
function backward(definition: ResolvedDefinition, state: SagaState, changed: Partial<SagaState>) {
  const after = { ...state, ...changed };
  const target = after.rewindTo ?? 0;
  return { ...changed, stepIndex: undoFront(definition, after, target) ?? target };
}

const RESULT: Partial<SagaState> = { interruptions: 0, notBeforeMs: null };
const UNSTUCK: Partial<SagaState> = { stuck: null, interruptions: 0, notBeforeMs: null };

/** A fresh budget that forgets nothing of what may have happened. */
function freshBudget(branch: BranchState): BranchState {
  if (isSettled(branch)) return branch;
  const { touched, tainted } = branch.action;
  return { ...branch, action: { ...FRESH_ACTION, touched, tainted }, seal: FRESH_SEAL };
}

function freshUndoBudget(branch: BranchState): BranchState {
  return isUndoClosed(branch) ? branch : { ...branch, undo: FRESH_UNDO };
}

function taintBranches(state: SagaState, isOpen: (index: number) => boolean): Pick<SagaState, 'steps'> {
  if (state.phase !== 'RUNNING') return { steps: state.steps };
  return {
    steps: changeStep(state, state.stepIndex, (branch, index) =>
      isSettled(branch) || !isOpen(index)
        ? branch
        : { ...branch, action: { ...branch.action, touched: true, tainted: true } },
    ),
  };
}

function unfreeze(state: SagaState, atMs: number, stillFrozen: boolean): Partial<SagaState> {
  if (stillFrozen || state.frozenSinceMs === null) return {};
  const frozenMs = atMs - state.frozenSinceMs;
  const deadlineAtMs = state.deadlineAtMs === null ? null : state.deadlineAtMs + frozenMs;
  return { frozenSinceMs: null, deadlineAtMs };
}

/** A new deadline counts from now; while the saga is held it stands still from now. */
function newDeadline(state: SagaState, event: { atMs: number; data: { deadlineAtMs: number | null } }) {
  const frozen = state.pausedAtMs !== null || state.blockedOn !== null;
  return { deadlineAtMs: event.data.deadlineAtMs, frozenSinceMs: frozen ? event.atMs : null };
}

const ended = (event: SagaEvent): Partial<SagaState> => ({
  finishedAtMs: event.atMs,
  pausedAtMs: null,
  blockedOn: null,
  frozenSinceMs: null,
  cancelRequested: false,
  rewindTo: null,
  pendingEdits: [],
  ...UNSTUCK,
});

const actionEffects = {
  branch_done: (definition, state, event) => ({
    ...RESULT,
    ...advance(
      definition,
      state,
      changeBranch(definition, state, event, (branch) => ({
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
      })),
    ),
  }),
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

const undoEffects = {
  branch_undone: (definition, state, event) =>
    backward(definition, state, {
      ...RESULT,
      ...changeBranch(definition, state, event, (branch) => ({
        ...branch,
        undo: {
          ...branch.undo,
          outcome: 'undone',
          attempts: branch.undo.attempts + 1,
          nextAtMs: null,
          error: null,
        },
      })),
    }),
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
  return backward(definition, state, {
    ...UNSTUCK,
    ...changeBranch(definition, state, at, (branch) => ({ ...branch, undo: { ...branch.undo, outcome } })),
  });
}

const wayEffects = {
  turned: (definition, state, event) =>
    backward(definition, state, {
      ...UNSTUCK,
      cancelRequested: false,
      rewindTo: event.data.to === undefined ? null : stepIndexOf(definition, event.data.to),
      pendingEdits: event.secret?.edits ?? [],
      error: event.data.error ?? state.error,
    }),
  rewound: (definition, state, event) => {
    const target = stepIndexOf(definition, event.step);
    const editOf = (step: string, branch: string) =>
      state.pendingEdits.find((edit) => edit.step === step && edit.branch === branch)?.request;
    return {
      ...UNSTUCK,
      ...newDeadline(state, event),
      stepIndex: target,
      rewindTo: null,
      pendingEdits: [],
      error: null,
      steps: state.steps.map((step, index) =>
        index < target
          ? step
          : {
              branches: step.branches.map((branch, position) => {
                const spec = definition.steps[index];
                const edited = editOf(spec?.name ?? '', spec?.branches[position]?.name ?? '');
                return {
                  ...freshBranch(branch.generation + 1),
                  editedRequest: edited ?? branch.editedRequest,
                };
              }),
            },
      ),
    };
  },
  failed: (_definition, _state, event) => ({
    stuck: { class: event.data.class, step: event.step ?? null, branch: event.branch ?? null },
    error: event.data.error ?? null,
    blockedOn: null,
    cancelRequested: false,
    notBeforeMs: null,
  }),
  completed: (_definition, _state, event) => ({ ...ended(event), error: null }),
  compensated: (_definition, _state, event) => ended(event),
  closed: (_definition, _state, event) => ended(event),
  reopened: (definition, state) => backward(definition, state, { finishedAtMs: null }),
} satisfies {
  [K in 'turned' | 'rewound' | 'failed' | 'completed' | 'compensated' | 'closed' | 'reopened']: Effect<K>;
};

const scheduleEffects = {
  interrupted: (_definition, state, event) => {
    const interruptions = state.interruptions + 1;
    return {
      ...taintBranches(state, () => true),
      interruptions,
      notBeforeMs: event.atMs + takeoverDelayMs(interruptions),
    };
  },
  released: (definition, state, event) => {
    const open = new Set(event.data.open);
    const names = definition.steps[state.stepIndex]?.branches ?? [];
    return taintBranches(state, (index) => open.has(names[index]?.name ?? ''));
  },
  cancel_requested: () => ({ cancelRequested: true }),
  paused: (_definition, state, event) => ({
    pausedAtMs: event.atMs,
    frozenSinceMs: state.frozenSinceMs ?? event.atMs,
  }),
  resumed: (_definition, state, event) => ({
    ...unfreeze(state, event.atMs, state.blockedOn !== null),
    pausedAtMs: null,
  }),
  blocked: (_definition, state, event) => ({
    blockedOn: event.data.participant,
    frozenSinceMs: state.frozenSinceMs ?? event.atMs,
  }),
  unblocked: (_definition, state, event) => ({
    ...unfreeze(state, event.atMs, state.pausedAtMs !== null),
    blockedOn: null,
  }),
} satisfies {
  [
    K in 'interrupted' | 'released' | 'cancel_requested' | 'paused' | 'resumed' | 'blocked' | 'unblocked'
  ]: Effect<K>;
};

const operatorEffects = {
  replayed: (_definition, state, event) => {
    const goesBack = state.phase === 'COMPENSATING' || state.phase === 'FAILED_BACKWARD';
    return {
      ...UNSTUCK,
      ...newDeadline(state, event),
      error: goesBack ? state.error : null,
      steps: state.steps.map((step) => ({
        branches: step.branches.map(goesBack ? freshUndoBudget : freshBudget),
      })),
    };
  },
  input_edited: (definition, state, event) =>
    changeBranch(definition, state, event, (branch) => ({
      ...freshBranch(branch.generation + 1),
      editedRequest: event.secret.request,
    })),
  skipped: (definition, state, event) => {
    const stepIndex = stepIndexOf(definition, event.step);
    const names = definition.steps[stepIndex]?.branches ?? [];
    const steps = changeStep(state, stepIndex, (branch, index) =>
      isSettled(branch)
        ? branch
        : {
            ...branch,
            reply: event.secret.results[names[index]?.name ?? ''],
            action: { ...branch.action, outcome: 'skipped', nextAtMs: null, exhausted: false },
          },
    );
    return {
      ...UNSTUCK,
      ...newDeadline(state, event),
      error: null,
      ...advance(definition, state, { steps }),
    };
  },
  outcome_recorded: (definition, state, event) => {
    const done = event.data.outcome === 'done';
    const changed = changeBranch(definition, state, event, (branch) => ({
      ...branch,
      reply: done ? event.secret?.reply : undefined,
      action: {
        ...branch.action,
        outcome: done ? 'done' : 'refused',
        touched: true,
        tainted: false,
        nextAtMs: null,
      },
    }));
    if (done)
      return {
        ...UNSTUCK,
        ...newDeadline(state, event),
        error: null,
        ...advance(definition, state, changed),
      };
    const turnsBack = state.phase !== 'RUNNING';
    return turnsBack ? backward(definition, state, { ...UNSTUCK, ...changed }) : { ...UNSTUCK, ...changed };
  },
} satisfies { [K in 'replayed' | 'input_edited' | 'skipped' | 'outcome_recorded']: Effect<K> };

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
  const changed = effect(definition, state, event as never);
  return { ...state, ...changed, phase, revision: event.seq, lastEventAtMs: event.atMs };
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
