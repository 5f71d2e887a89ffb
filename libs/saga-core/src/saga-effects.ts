/** What events that concern the whole saga do to it: its way, its schedule, and what operators decide. */
import {
  changeBranch,
  changeStep,
  freshBudget,
  freshUndoBudget,
  moveBack,
  moveOn,
  newDeadline,
  stepIndexOf,
  taintBranches,
  unblock,
  unfreeze,
  UNSTUCK,
  type Effect,
} from './changes.js';
import type { SagaEvent } from './events.js';
import { takeoverDelayMs } from './retry.js';
import { freshBranch, isSettled, type SagaState } from './state.js';

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

export const wayEffects = {
  turned: (definition, state, event) =>
    moveBack(definition, state, {
      // Only an operator's word opens a stuck saga; a mover's own turn proves nothing about what interrupts the saga.
      ...(state.stuck === null ? {} : UNSTUCK),
      // The way back may need nobody who is held; where it does, the mover blocks it anew.
      ...unblock(state, event.atMs),
      cancelRequested: false,
      turnCause: event.data.cause,
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
  failed: (_definition, state, event) => ({
    ...unblock(state, event.atMs),
    stuck: { class: event.data.class, step: event.step ?? null, branch: event.branch ?? null },
    error: event.data.error ?? null,
    notBeforeMs: null,
  }),
  completed: (_definition, _state, event) => ({ ...ended(event), error: null }),
  compensated: (_definition, _state, event) => ended(event),
  closed: (_definition, _state, event) => ended(event),
  reopened: (definition, state) => moveBack(definition, state, { finishedAtMs: null }),
} satisfies {
  [K in 'turned' | 'rewound' | 'failed' | 'completed' | 'compensated' | 'closed' | 'reopened']: Effect<K>;
};

export const scheduleEffects = {
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
  unblocked: (_definition, state, event) => unblock(state, event.atMs),
} satisfies {
  [
    K in 'interrupted' | 'released' | 'cancel_requested' | 'paused' | 'resumed' | 'blocked' | 'unblocked'
  ]: Effect<K>;
};

export const operatorEffects = {
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
      cancelRequested: false,
      error: null,
      ...moveOn(definition, { ...state, cancelRequested: false }, { steps }),
    };
  },
  outcome_recorded: (definition, state, event) => {
    const done = event.data.outcome === 'done';
    const changed = changeBranch(definition, state, event, (branch) => ({
      ...branch,
      reply: done ? event.secret?.reply : undefined,
      action: {
        ...branch.action,
        outcome: done ? 'done' : event.data.by === 'seal' ? 'sealed' : 'refused',
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
        ...moveOn(definition, state, changed),
      };
    const turnsBack = state.phase !== 'RUNNING';
    return turnsBack ? moveBack(definition, state, { ...UNSTUCK, ...changed }) : { ...UNSTUCK, ...changed };
  },
} satisfies { [K in 'replayed' | 'input_edited' | 'skipped' | 'outcome_recorded']: Effect<K> };
