/**
 * Takes one event after the other into what is known of a saga. Beside the fold, which is the core's own, it keeps a second
 * account of what the core may get wrong: attempts (attempts.ts), and what may have taken effect.
 */
import { apply, hasEnded, type ResolvedDefinition, type SagaEvent, type SagaState } from '#libs/saga-core';
import type { SagaRow } from '#libs/saga-engine';
import { noteAttempts } from './attempts.js';
import type { Known } from './known.js';
import { Violation } from './violation.js';

const BUDGETS_BEGIN: ReadonlySet<string> = new Set(['replayed', 'rewound', 'input_edited']);

/** The saga after one more event. @throws Violation */
export function take(
  before: Known | null,
  definition: ResolvedDefinition,
  row: SagaRow,
  event: SagaEvent,
): Known {
  const { epoch, kind } = event;
  if (before !== null) checkWriter(before, row.id, event);
  if (before !== null) checkReason(before, event);
  const state = fold(definition, before?.state ?? null, event, row.id);
  const known: Known = before ?? {
    ...{ definition, state, row, epoch: 0, moverKnowsOfHold: false },
    ...{ calls: new Map(), attempts: new Map(), disturbances: 0 },
    ...{ skipped: new Set(), effects: new Set(), excused: new Set(), leftOpen: new Set() },
  };
  noteAttempts(known, event);
  noteEffects(known, event);
  known.state = state;
  known.epoch = Math.max(known.epoch, epoch ?? 0);
  const isHeld = state.pausedAtMs !== null || state.blockedOn !== null;
  known.moverKnowsOfHold = isHeld && (known.moverKnowsOfHold || epoch !== null);
  if (BUDGETS_BEGIN.has(kind)) {
    known.calls.clear();
    known.disturbances = 0;
  }
  if (kind === 'interrupted' || kind === 'released') known.disturbances += 1;
  if (kind === 'closed') known.leftOpen = new Set(event.data.open);
  return known;
}

function checkWriter({ state, epoch }: Known, id: string, event: SagaEvent): void {
  const { kind } = event;
  if (hasEnded(state)) throw new Violation('I12', `${id} has ended, and then ${kind} was written`);
  if (event.epoch === null) return;
  if (state.stuck !== null)
    throw new Violation('I1', `${id} is stuck, and then ${kind} was written by a process`);
  if (event.epoch < epoch)
    throw new Violation('I6', `${kind} of epoch ${event.epoch} after one of epoch ${epoch} in ${id}`);
}

/** Nothing turns or stops but for what happened, and by the policy of its step. @param known as it was before the event */
function checkReason({ definition, state, row }: Known, event: SagaEvent): void {
  if (event.kind === 'completed') return checkCancel(definition, state, row.id);
  if (event.kind !== 'turned' && event.kind !== 'failed') return;
  const step = definition.steps[state.stepIndex];
  const actions = state.steps[state.stepIndex]?.branches.map(({ action }) => action) ?? [];
  if (event.kind === 'turned') {
    const isExplained = {
      cancelled: state.cancelRequested || event.epoch === null,
      deadline: state.deadlineAtMs !== null,
      refused: actions.some(({ outcome }) => outcome === 'refused' || outcome === 'sealed'),
      exhausted: actions.some(({ exhausted }) => exhausted),
      operator: event.epoch === null,
      rewind: event.epoch === null,
    }[event.data.cause];
    if (!isExplained) throw new Violation('I1', `${row.id} turned (${event.data.cause}) without a reason`);
    return;
  }
  const { class: why } = event.data;
  if (step === undefined || step.kind === 'retriable' || (why !== 'refused' && why !== 'exhausted')) return;
  if ((why === 'refused' ? step.onRefused : step.onExhausted) !== 'stop')
    throw new Violation('I1', `${row.id} stopped at ${step.name} (${why}), which turns by itself`);
}

/** Who was told that a cancel is accepted finds the saga turned; only a pivot that was in flight may end it otherwise. */
function checkCancel({ steps }: ResolvedDefinition, { cancelRequested }: SagaState, id: string): void {
  if (cancelRequested && steps.every(({ kind }) => kind !== 'pivot'))
    throw new Violation('I1', `${id} completed, and its cancel had been accepted`);
}

function fold(
  definition: ResolvedDefinition,
  state: SagaState | null,
  event: SagaEvent,
  id: string,
): SagaState {
  try {
    return apply(definition, state, event);
  } catch (error) {
    throw new Violation('I5', `${id}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** @param known as it was before the event */
function noteEffects(known: Known, event: SagaEvent): void {
  const { effects, excused } = known;
  switch (event.kind) {
    case 'skipped':
      return unsettledPlaces(known, event.step).forEach((place) => known.skipped.add(place));
    case 'branch_done':
      return void effects.add(placeOf(event));
    case 'attempt_failed':
      if (event.data.direction === 'action' && event.data.outcome === 'unknown') effects.add(placeOf(event));
      return;
    case 'interrupted':
      return openPlaces(known).forEach((place) => effects.add(place));
    case 'released':
      return openPlaces(known)
        .filter((place) => event.data.open.includes(place.split('/')[1] ?? ''))
        .forEach((place) => effects.add(place));
    case 'outcome_recorded':
      return void (event.data.outcome === 'done'
        ? effects.add(placeOf(event))
        : effects.delete(placeOf(event)));
    case 'branch_undone':
      return void effects.delete(placeOf(event));
    case 'undo_waived':
    case 'undo_recorded':
      excused.add(placeOf(event));
      return void effects.delete(placeOf(event));
    case 'input_edited':
      if (effects.has(placeOf(event)))
        throw new Violation('I3', `${placeOf(event)} has another request, and may have an effect`);
      return;
    case 'rewound':
      checkUndone(known, event.step);
      return forgetSkips(known, event.step);
    case 'compensated':
      checkUndone(known, null);
      return;
    default:
  }
}

function placeOf({ step, branch }: { readonly step: string; readonly branch: string }): string {
  return `${step}/${branch}`;
}

/** Branches of a step that have neither a result of their own nor one from an operator. */
function unsettledPlaces({ definition, state }: Known, name: string): string[] {
  const index = definition.stepIndexOf.get(name) ?? -1;
  const isSettledAt = (at: number) => {
    const outcome = state.steps[index]?.branches[at]?.action.outcome;
    return outcome === 'done' || outcome === 'skipped';
  };
  const branches = definition.steps[index]?.branches ?? [];
  return branches
    .filter((_, at) => !isSettledAt(at))
    .map((branch) => placeOf({ step: name, branch: branch.name }));
}

/** Branches of the current step of which no last word is recorded. */
function openPlaces({ definition, state }: Known): string[] {
  const step = definition.steps[state.stepIndex];
  if (step === undefined || state.phase !== 'RUNNING') return [];
  const isOpen = (at: number) => state.steps[step.index]?.branches[at]?.action.outcome === 'open';
  return step.branches
    .filter((_, at) => isOpen(at))
    .map(({ name }) => placeOf({ step: step.name, branch: name }));
}

/** What is done again has its own result. */
function forgetSkips({ definition, skipped }: Known, from: string): void {
  const target = definition.stepIndexOf.get(from) ?? 0;
  for (const step of definition.steps.slice(target))
    for (const { name } of step.branches) skipped.delete(placeOf({ step: step.name, branch: name }));
}

/** From this step on nothing may have an effect any more, except what says of itself that it is not undone. */
function checkUndone({ definition, effects, row }: Known, from: string | null): void {
  const target = from === null ? 0 : (definition.stepIndexOf.get(from) ?? 0);
  for (const step of definition.steps.slice(target)) {
    for (const { name, compensation } of step.branches) {
      const place = placeOf({ step: step.name, branch: name });
      const stands = effects.delete(place) && (compensation !== null || step.kind !== 'compensatable');
      if (stands) throw new Violation('I3', `${row.id} is undone, but ${place} may have an effect`);
    }
  }
}
