/** An explanation of the core as two sentences: why a saga stands where it stands, and what happens next. */
import type {
  CallPicture,
  ClearError,
  Consequence,
  Explanation,
  Next,
  Outlook,
  Place,
  StuckClass,
  TurnReason,
  Way,
  Why,
} from '#libs/saga-core';
import { say, type Filling, type Said } from './said.js';

const MOST_FIELDS = 5;
const MOST_PLACES = 12;

/** `FAILED_PRECONDITION NO_PAPER: data.title`: codes and names of fields only (G12). */
function errorText(error: ClearError | null): Filling {
  if (error === null) return say('no_error');
  const { code, reason, fields = [] } = error;
  const named = [...fields.slice(0, MOST_FIELDS), ...(fields.length > MOST_FIELDS ? ['…'] : [])].join(', ');
  return `${reason === undefined ? code : `${code} ${reason}`}${named === '' ? '' : `: ${named}`}`;
}

/** A list that stays readable. */
export function shortList<T extends string | Said>(items: readonly T[]): Filling {
  const shown = items.slice(0, MOST_PLACES);
  return { list: items.length > shown.length ? [...shown, '…'] : shown };
}

export function placeText({ number, count, step, branch }: Place & { branch?: string | null }): Said {
  return say('place', { number, count, name: branch == null ? step : `${step}/${branch}` });
}

function orderText(steps: readonly number[]): string {
  if (steps.length <= MOST_PLACES) return steps.join('→');
  return [...steps.slice(0, MOST_PLACES - 1), '…', steps.at(-1)].join('→');
}

function positionText({ place, turn }: Way): Said {
  if (place === null) return say('position_end');
  return turn === null
    ? say('position_forward', { place: placeText(place) })
    : say('position_backward', { place: placeText(place) });
}

// ---------------------------------------------------------------------------------------------------------------------
// Why

function turnText({ cause, call, to }: TurnReason): Said {
  const place = call === null ? say('some_step') : placeText(call);
  const error = errorText(call?.error ?? null);
  if (cause === 'refused' || cause === 'exhausted') return say(`turned_${cause}`, { place, error });
  if (cause !== 'rewind') return say(`turned_${cause}`);
  return say('turned_rewind', { place: to === null ? say('some_step') : placeText(to) });
}

/** What belongs to every saga that is on its way. */
function wayTexts({ turn, toUndo, cancelRequested }: Way): Said[] {
  return [
    ...(cancelRequested ? [say('cancel_requested')] : []),
    ...(turn === null ? [] : [turnText(turn)]),
    ...(toUndo.length > 0 ? [say('to_undo', { order: orderText(toUndo) })] : []),
  ];
}

type CallWhy = Extract<Why, { call: CallPicture; others: number }>;

function callTexts({ kind, call, others }: CallWhy): Said[] {
  const { attempts, maxAttempts: max, direction, participant } = call;
  const place = placeText(call);
  const failures = { place, times: { times: attempts }, error: errorText(call.error) };
  const more = others > 0 ? [say('others_open', { count: others })] : [];
  if (kind === 'retrying') {
    const text =
      direction === 'seal' ? say('retrying_seal', failures) : say(`retrying_${direction}`, failures);
    return [text, ...more];
  }
  const before = attempts > 0 && direction !== 'seal' ? [say('failed_before', failures)] : [];
  if (kind === 'unsent') return [say('unsent', { place, participant }), ...before, ...more];
  return [say(`calling_${direction}`, { place, attempt: attempts + 1, max }), ...before, ...more];
}

function stuckText(why: Extract<Why, { kind: 'stuck' }>): Said {
  const { place: at, call, turn, interruptions } = why;
  const place = at === null ? say('some_step') : placeText(call ?? at);
  const position = positionText({ place: at, turn, toUndo: [], cancelRequested: false });
  const error = errorText(why.error);
  switch (why.class) {
    case 'exhausted':
    case 'compensation_exhausted':
      return say(`stuck_${why.class}`, { place, error, times: { times: call?.attempts ?? 0 } });
    case 'refused':
    case 'compensation_refused':
    case 'pivot_unknown':
      return say(`stuck_${why.class}`, { place, error });
    case 'poison':
      return say('stuck_poison', { position, times: { times: interruptions } });
    case 'cannot_decrypt':
      return say('stuck_cannot_decrypt', { position });
    case 'definition_missing':
    case 'unstorable':
      return say(`stuck_${why.class}`, { position, error });
  }
}

/** Why a saga stands where it stands. */
export function whyTexts({ why }: Explanation): Said[] {
  switch (why.kind) {
    case 'accepted':
      return [say('accepted')];
    case 'calling':
    case 'retrying':
    case 'unsent':
      return [...callTexts(why), ...wayTexts(why.way)];
    case 'stuck':
      return [stuckText(why), ...(why.turn === null ? [] : [turnText(why.turn)])];
    case 'completed':
      return [say('completed', { count: why.steps })];
    case 'compensated':
      return [turnText(why.turn), say('compensated')];
    case 'closed':
      return [
        say('closed'),
        why.open.length > 0 ? say('closed_open', { places: shortList(why.open) }) : say('closed_none'),
      ];
    default:
      return [...standingTexts(why), ...wayTexts(why.way)];
  }
}

type Standing = Extract<
  Why,
  { kind: 'moving' | 'interrupted' | 'due' | 'overdue' | 'orphaned' | 'held' | 'paused' }
>;

function standingTexts(why: Standing): Said[] {
  const position = positionText(why.way);
  switch (why.kind) {
    case 'moving':
    case 'orphaned':
      return [say(why.kind, { position })];
    case 'interrupted':
      return [say('interrupted', { times: { times: why.count }, position })];
    case 'due':
    case 'overdue': {
      const { kind, sinceMs } = why;
      return [sinceMs === null ? say('due_now', { position }) : say(kind, { at: { at: sinceMs }, position })];
    }
    case 'held':
      return [say(why.isReleased ? 'released' : 'held', { participant: why.participant, position })];
    case 'paused':
      return [
        say('paused', { at: { at: why.sinceMs }, position }),
        ...(why.mayCall ? [say('paused_call')] : []),
      ];
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// What happens next

function consequenceText(consequence: Consequence): Said {
  switch (consequence.kind) {
    case 'calls':
      return callsText(consequence.calls);
    case 'turns': {
      const { undo } = consequence;
      if (undo.length === 0) return say('then_turns_none');
      return say(undo.length === 1 ? 'then_turns_one' : 'then_turns', { order: orderText(undo) });
    }
    case 'settles': {
      const { call, outlook } = consequence;
      return say('then_settles', { place: placeText(call), outlook: { clauses: sealTexts(outlook) } });
    }
    case 'stuck':
      return say('then_stuck', { class: consequence.class });
    case 'forward_again':
      return say('then_forward_again', { place: placeText(consequence.place) });
    case 'completes':
    case 'is_compensated':
    case 'rests':
      return say(`then_${consequence.kind}`);
  }
}

function callsText(calls: readonly CallPicture[]): Said {
  const places = shortList(calls.map(placeText));
  return say(calls[0]?.direction === 'compensation' ? 'then_undoes' : 'then_calls', { places });
}

function sealTexts({ ifDone, ifRefused, ifExhausted }: Outlook): Said[] {
  return [
    say('if_applied', { what: consequenceText(ifDone) }),
    say('if_not_applied', { what: consequenceText(ifRefused) }),
    say('if_unsettled', { what: consequenceText(ifExhausted) }),
  ];
}

/** Two consequences that read the same are one. Where both stop the saga, both classes are named. */
function merged(refused: Consequence, exhausted: Consequence): Said | null {
  if (refused.kind === 'stuck' && exhausted.kind === 'stuck') {
    const classes = new Set<string>([refused.class, exhausted.class]);
    return say('then_stuck', { class: [...classes].join(' / ') });
  }
  const [one, other] = [consequenceText(refused), consequenceText(exhausted)];
  return JSON.stringify(one) === JSON.stringify(other) ? one : null;
}

function failureTexts({ ifRefused, ifExhausted }: Outlook): Said[] {
  const both = merged(ifRefused, ifExhausted);
  if (both !== null) return [say('if_fails', { what: both })];
  return [
    say('if_exhausted', { what: consequenceText(ifExhausted) }),
    say('if_refused', { what: consequenceText(ifRefused) }),
  ];
}

function attemptTexts(
  { call, atMs, outlook }: Extract<Next, { kind: 'attempt' }>,
  isUnsent: boolean,
): Said[] {
  const { left, direction } = call;
  const first = say(isUnsent ? 'sent_again' : 'attempt', { at: { at: atMs }, left });
  return direction === 'seal' ? [first, ...sealTexts(outlook)] : [first, ...failureTexts(outlook)];
}

function answerTexts({ call, outlook }: Extract<Next, { kind: 'answer' }>): Said[] {
  const left = Math.max(0, call.left - 1);
  const first = say('answer', { span: { span: call.timeoutMs }, left });
  if (call.direction === 'seal') return [first, ...sealTexts(outlook)];
  return [first, say('if_done', { what: consequenceText(outlook.ifDone) }), ...failureTexts(outlook)];
}

const HELPS: Record<StuckClass, Said> = {
  refused: say('helps_refused'),
  exhausted: say('helps_exhausted'),
  pivot_unknown: say('helps_pivot_unknown'),
  compensation_refused: say('helps_compensation_refused'),
  compensation_exhausted: say('helps_compensation_exhausted'),
  poison: say('helps_poison'),
  definition_missing: say('helps_definition_missing'),
  cannot_decrypt: say('helps_cannot_decrypt'),
  unstorable: say('helps_unstorable'),
};

function movesTexts({ next, class: saga, why }: Explanation): Said[] {
  switch (next.kind) {
    case 'attempt':
      return attemptTexts(next, why.kind === 'unsent');
    case 'answer':
      return answerTexts(next);
    case 'run': {
      const what = consequenceText(next.follows);
      if (next.atMs !== null) return [say('run_at', { at: { at: next.atMs }, what })];
      return [say(saga === 'overdue' ? 'run_overdue' : 'run_now', { what })];
    }
    case 'goes_on':
    case 'takeover':
      return [say(next.kind, { what: consequenceText(next.follows) })];
    case 'resume': {
      const { heldBy: participant } = next;
      const resumed = say('resume', { what: consequenceText(next.follows) });
      return participant === null ? [resumed] : [resumed, say('resume_held', { participant })];
    }
    case 'release':
      return [say('release', { participant: next.participant, what: consequenceText(next.follows) })];
    case 'wake':
      return [say('wake', { what: consequenceText(next.follows) })];
    case 'operator': {
      const actions = { list: next.actions.map((action) => say(`action_${action}`)) };
      return [say('operator', { actions }), HELPS[next.class]];
    }
    case 'nothing':
      return [say('nothing')];
  }
}

/** What happens next if nobody acts. */
export function nextTexts(explanation: Explanation): Said[] {
  const { deadlineAtMs } = explanation;
  const deadline = deadlineAtMs === null ? [] : [say('deadline', { at: { at: deadlineAtMs } })];
  return [...movesTexts(explanation), ...deadline];
}
