/**
 * Why a saga stands where it stands, and what happens next if nobody acts. Pure and total: every state has an answer, as
 * data that holds everything a sentence needs. What follows is never worked out a second time: it is read off what the
 * mover would decide (`foresight.ts`) and what the guards of operators allow.
 */
import type { ResolvedDefinition } from './definition.js';
import { STUCK_CLASSES, type ClearError, type StuckClass, type TurnCause } from './events.js';
import { callsInFlight, openCalls, takenOver, type Standpoint } from './foresight.js';
import { effectiveDeadlineMs } from './forward.js';
import { isOwed, obligations } from './obligations.js';
import { openObligations } from './operate.js';
import { allowedActions, type OperatorAction } from './operator-guards.js';
import {
  outlookOf,
  pictureOf,
  placeOf,
  whatFollows,
  type CallPicture,
  type Consequence,
  type Outlook,
  type Place,
} from './outlook.js';
import type { CallRef, SagaState } from './state.js';
import { directionOf } from './status.js';

/** What a saga is doing at this moment: a closed list. */
export const SAGA_CLASSES = [
  'calling',
  'backing_off',
  'due',
  'overdue',
  'orphaned',
  'held',
  'paused',
  ...STUCK_CLASSES,
  'completed',
  'compensated',
  'closed',
] as const;
export type SagaClass = (typeof SAGA_CLASSES)[number];

/** A saga that is due for longer is one that nobody takes, as the view `saga_limbo` counts it (G8). */
export const OVERDUE_MS = 30_000;

/** What the state does not know. */
export interface StandingFacts {
  readonly sagaId: string;
  /** `gone`: the process that owns the saga lives no more. */
  readonly owner: 'none' | 'live' | 'gone';
  /** Null while it is owned or rests. */
  readonly dueAtMs: number | null;
  /** A process has taken it at least once. */
  readonly wasClaimed: boolean;
  readonly heldParticipants: ReadonlySet<string>;
}

/** Why it goes back. `reopened`: an operator took the completed saga back. `pivot_not_done`: its pivot took no effect. */
export interface TurnReason {
  readonly cause: TurnCause | 'reopened' | 'pivot_not_done';
  /** The call that was refused or exhausted; null where it was none. */
  readonly call: CallPicture | null;
  /** The step that a rewind goes back to. */
  readonly to: Place | null;
}

/** Where a saga is on its way. */
export interface Way {
  /** The step that is done or undone; null once nothing is left. */
  readonly place: Place | null;
  /** Null on the way forward. */
  readonly turn: TurnReason | null;
  /** Numbers of the steps that are still to be undone, in their order; only on the way back. */
  readonly toUndo: readonly number[];
  readonly cancelRequested: boolean;
}

export type Why =
  | { readonly kind: 'accepted' }
  /** `moving`: a process has it in hand, and no call is open. */
  | { readonly kind: 'moving'; readonly way: Way }
  /** `retrying`: it failed and waits. `unsent`: it could not be sent and waits. `others`: further calls that are open. */
  | {
      readonly kind: 'calling' | 'retrying' | 'unsent';
      readonly call: CallPicture;
      readonly others: number;
      readonly way: Way;
    }
  | { readonly kind: 'interrupted'; readonly count: number; readonly way: Way }
  | { readonly kind: 'due' | 'overdue'; readonly sinceMs: number | null; readonly way: Way }
  | { readonly kind: 'orphaned'; readonly way: Way }
  /** `isReleased`: the participant is held no more, and the saga waits for its turn to wake. */
  | { readonly kind: 'held'; readonly participant: string; readonly isReleased: boolean; readonly way: Way }
  /** `mayCall`: a call that was made before may still end. */
  | { readonly kind: 'paused'; readonly sinceMs: number; readonly mayCall: boolean; readonly way: Way }
  | {
      readonly kind: 'stuck';
      readonly class: StuckClass;
      readonly place: Place | null;
      readonly call: CallPicture | null;
      readonly error: ClearError | null;
      readonly interruptions: number;
      readonly turn: TurnReason | null;
    }
  | { readonly kind: 'completed'; readonly steps: number }
  | { readonly kind: 'compensated'; readonly turn: TurnReason }
  | { readonly kind: 'closed'; readonly open: readonly string[] };

export type Next =
  | { readonly kind: 'attempt'; readonly atMs: number; readonly call: CallPicture; readonly outlook: Outlook }
  | { readonly kind: 'answer'; readonly call: CallPicture; readonly outlook: Outlook }
  /** A process takes it up at this time; null for at once. */
  | { readonly kind: 'run'; readonly atMs: number | null; readonly follows: Consequence }
  /** The process that has it in hand goes on. */
  | { readonly kind: 'goes_on'; readonly follows: Consequence }
  | { readonly kind: 'takeover'; readonly follows: Consequence }
  /** Nothing by itself; `heldBy`: a participant that must be released as well. */
  | { readonly kind: 'resume'; readonly heldBy: string | null; readonly follows: Consequence }
  | { readonly kind: 'release'; readonly participant: string; readonly follows: Consequence }
  | { readonly kind: 'wake'; readonly participant: string; readonly follows: Consequence }
  | { readonly kind: 'operator'; readonly class: StuckClass; readonly actions: readonly OperatorAction[] }
  | { readonly kind: 'nothing' };

export interface Explanation {
  readonly class: SagaClass;
  readonly why: Why;
  readonly next: Next;
  /** When that happens; null when nothing happens by itself, or nobody can know. */
  readonly nextAtMs: number | null;
  /** On the way forward, when the saga turns back by itself; null when no deadline counts or it stands still. */
  readonly deadlineAtMs: number | null;
}

type Told = Omit<Explanation, 'class' | 'deadlineAtMs'>;

/** The call that made it turn: its branch keeps how it ended, whatever is undone since. */
function turnedBy(definition: ResolvedDefinition, state: SagaState): CallPicture | null {
  const { turnCause } = state;
  for (const step of definition.steps.toReversed()) {
    const branches = state.steps[step.index]?.branches ?? [];
    const branchIndex = branches.findIndex(({ action: { outcome, exhausted } }) =>
      turnCause === 'refused'
        ? outcome === 'refused' || outcome === 'sealed'
        : turnCause === 'exhausted' && outcome === 'open' && exhausted,
    );
    const ref = { stepIndex: step.index, branchIndex, direction: 'action' } as const;
    if (branchIndex >= 0) return pictureOf(definition, state, ref);
  }
  return null;
}

function turnReason(definition: ResolvedDefinition, state: SagaState): TurnReason {
  const { turnCause, rewindTo } = state;
  const to = rewindTo === null ? null : placeOf(definition, rewindTo);
  const call = turnedBy(definition, state);
  if (turnCause !== null && (turnCause !== 'rewind' || to !== null)) return { cause: turnCause, call, to };
  // It goes back and never turned on this way: after its end, or by what an operator found out about its pivot.
  return { cause: definition.commitStep === null ? 'reopened' : 'pivot_not_done', call, to };
}

/** The saga with what is known of it, and the questions that several classes ask. */
class Subject {
  readonly from: Standpoint;
  readonly open: readonly CallPicture[];

  constructor(
    readonly definition: ResolvedDefinition,
    readonly state: SagaState,
    readonly facts: StandingFacts,
    readonly nowMs: number,
  ) {
    this.from = { sagaId: facts.sagaId, nowMs };
    this.open = openCalls(definition, state, this.from).map(({ ref }) => pictureOf(definition, state, ref));
  }

  /** The same saga, left alone until then. */
  at(nowMs: number): Subject {
    return nowMs === this.nowMs ? this : new Subject(this.definition, this.state, this.facts, nowMs);
  }

  get inFlight(): CallRef[] {
    return this.facts.owner === 'live' ? callsInFlight(this.definition, this.state, this.from) : [];
  }

  isDue({ nextAtMs }: CallPicture): boolean {
    return nextAtMs === null || nextAtMs <= this.nowMs;
  }

  /** Null on the way forward. */
  turn(): TurnReason | null {
    const isForward = directionOf(this.state.phase) === 'forward';
    return isForward ? null : turnReason(this.definition, this.state);
  }

  way(): Way {
    const { definition, state, facts } = this;
    const turn = this.turn();
    const owed = turn === null ? [] : obligations(facts.sagaId, definition, state).filter(isOwed);
    return {
      place: placeOf(definition, state.stepIndex),
      turn,
      toUndo: [...new Set(owed.map(({ call }) => call.ref.stepIndex + 1))],
      cancelRequested: state.cancelRequested,
    };
  }

  follows(state = this.state): Consequence {
    return whatFollows(this.definition, state, this.from, this.inFlight);
  }

  outlook({ ref }: CallPicture): Outlook {
    return outlookOf(this.definition, this.state, this.from, ref, this.inFlight);
  }
}

/** The call that a sentence is about: one that failed before one that did not, then the one that comes first. */
function foremost(calls: readonly CallPicture[]): CallPicture | undefined {
  return calls.toSorted(
    (a, b) => Math.sign(b.attempts) - Math.sign(a.attempts) || (a.nextAtMs ?? 0) - (b.nextAtMs ?? 0),
  )[0];
}

function calling(subject: Subject): Told {
  const inFlight = subject.open.filter((call) => subject.isDue(call));
  const call = foremost(inFlight);
  const way = subject.way();
  if (call === undefined) {
    return {
      why: { kind: 'moving', way },
      next: { kind: 'goes_on', follows: subject.follows() },
      nextAtMs: null,
    };
  }
  const why = { kind: 'calling', call, others: subject.open.length - 1, way } as const;
  return { why, next: { kind: 'answer', call, outlook: subject.outlook(call) }, nextAtMs: null };
}

function backingOff(subject: Subject): Told {
  const { state, facts, nowMs } = subject;
  const way = subject.way();
  const isDelayed = state.notBeforeMs !== null && state.notBeforeMs > nowMs;
  const call = foremost(subject.open);
  const nextAtMs = facts.dueAtMs ?? call?.nextAtMs ?? null;
  // A call that could not be sent has left no trace: only the time at which the saga is due tells what comes then.
  const later = subject.at(facts.dueAtMs ?? nowMs);
  const run = { kind: 'run', atMs: nextAtMs, follows: later.follows() } as const;
  if (isDelayed)
    return { why: { kind: 'interrupted', count: state.interruptions, way }, next: run, nextAtMs };
  if (call === undefined) return { why: { kind: 'moving', way }, next: run, nextAtMs };
  const kind = subject.isDue(call) ? 'unsent' : 'retrying';
  const why = { kind, call, others: subject.open.length - 1, way } as const;
  if (later.open.length === 0) return { why, next: run, nextAtMs };
  const atMs = (kind === 'unsent' ? nextAtMs : call.nextAtMs) ?? nowMs;
  return { why, next: { kind: 'attempt', atMs, call, outlook: later.outlook(call) }, nextAtMs };
}

function due(subject: Subject, kind: 'due' | 'overdue'): Told {
  const { dueAtMs, wasClaimed } = subject.facts;
  const next = { kind: 'run', atMs: null, follows: subject.follows() } as const;
  const isNew = kind === 'due' && !wasClaimed;
  const why = isNew ? ({ kind: 'accepted' } as const) : { kind, sinceMs: dueAtMs, way: subject.way() };
  return { why, next, nextAtMs: dueAtMs };
}

function orphaned(subject: Subject): Told {
  const { definition, state, from } = subject;
  const follows = subject.follows(takenOver(definition, state, from));
  return {
    why: { kind: 'orphaned', way: subject.way() },
    next: { kind: 'takeover', follows },
    nextAtMs: null,
  };
}

function held(subject: Subject, participant: string): Told {
  const isReleased = !subject.facts.heldParticipants.has(participant);
  const next = { kind: isReleased ? 'wake' : 'release', participant, follows: subject.follows() } as const;
  return { why: { kind: 'held', participant, isReleased, way: subject.way() }, next, nextAtMs: null };
}

function paused(subject: Subject, sinceMs: number): Told {
  const { state, facts } = subject;
  const mayCall = facts.owner === 'live';
  const next = { kind: 'resume', heldBy: state.blockedOn, follows: subject.follows() } as const;
  return { why: { kind: 'paused', sinceMs, mayCall, way: subject.way() }, next, nextAtMs: null };
}

function stuckCall({ definition, state }: Subject): CallPicture | null {
  const stepIndex = definition.stepIndexOf.get(state.stuck?.step ?? '');
  const branchIndex = definition.steps[stepIndex ?? -1]?.branchIndexOf.get(state.stuck?.branch ?? '');
  if (stepIndex === undefined || branchIndex === undefined) return null;
  const goesBack = directionOf(state.phase) === 'backward';
  const direction = goesBack ? ('compensation' as const) : ('action' as const);
  return pictureOf(definition, state, { stepIndex, branchIndex, direction });
}

function stuck(subject: Subject, reason: StuckClass): Told {
  const { definition, state, nowMs } = subject;
  const facts = { owned: subject.facts.owner !== 'none', reopenRefusal: null };
  const actions = allowedActions(definition, state, facts, nowMs)
    .filter(({ refusal }) => refusal === null)
    .map(({ action }) => action);
  const call = stuckCall(subject);
  const { error, interruptions, stepIndex } = state;
  const why = {
    kind: 'stuck',
    class: reason,
    place: call ?? placeOf(definition, stepIndex),
    call,
    error,
    interruptions,
    turn: subject.turn(),
  } as const;
  return { why, next: { kind: 'operator', class: reason, actions }, nextAtMs: null };
}

function ended(subject: Subject, kind: 'completed' | 'compensated' | 'closed'): Told {
  const { definition, state } = subject;
  const rest = { next: { kind: 'nothing' }, nextAtMs: null } as const;
  if (kind === 'completed') return { why: { kind, steps: definition.steps.length }, ...rest };
  if (kind === 'closed') return { why: { kind, open: openObligations(definition, state) }, ...rest };
  return { why: { kind, turn: turnReason(definition, state) }, ...rest };
}

const ENDS = { COMPLETED: 'completed', COMPENSATED: 'compensated', CLOSED: 'closed' } as const;

function classOf(subject: Subject): SagaClass {
  const { state, facts, nowMs, open } = subject;
  const { phase } = state;
  if (phase === 'COMPLETED' || phase === 'COMPENSATED' || phase === 'CLOSED') return ENDS[phase];
  if (state.stuck !== null) return state.stuck.class;
  if (state.pausedAtMs !== null) return 'paused';
  if (state.blockedOn !== null) return 'held';
  if (facts.owner === 'gone') return 'orphaned';
  const dueAtMs = facts.dueAtMs ?? nowMs;
  if (facts.owner === 'none') {
    if (dueAtMs > nowMs) return 'backing_off';
    return nowMs - dueAtMs > OVERDUE_MS ? 'overdue' : 'due';
  }
  return open.length > 0 && !open.some((call) => subject.isDue(call)) ? 'backing_off' : 'calling';
}

function tell(subject: Subject, saga: SagaClass): Told {
  const { state } = subject;
  switch (saga) {
    case 'calling':
      return calling(subject);
    case 'backing_off':
      return backingOff(subject);
    case 'due':
    case 'overdue':
      return due(subject, saga);
    case 'orphaned':
      return orphaned(subject);
    case 'held':
      return held(subject, state.blockedOn ?? '');
    case 'paused':
      return paused(subject, state.pausedAtMs ?? state.lastEventAtMs);
    case 'completed':
    case 'compensated':
    case 'closed':
      return ended(subject, saga);
    default:
      return stuck(subject, saga);
  }
}

/** Deadline of a saga that goes forward by itself. */
function deadlineAhead({ state, nowMs }: Subject, saga: SagaClass): number | null {
  const isUnderWay = ['calling', 'backing_off', 'due', 'overdue', 'orphaned'].includes(saga);
  const deadlineMs = state.phase === 'RUNNING' && isUnderWay ? effectiveDeadlineMs(state) : null;
  return deadlineMs !== null && deadlineMs > nowMs ? deadlineMs : null;
}

/** Explains a saga as it stands at `nowMs`, the database's time. */
export function explain(
  definition: ResolvedDefinition,
  state: SagaState,
  facts: StandingFacts,
  nowMs: number,
): Explanation {
  const subject = new Subject(definition, state, facts, nowMs);
  const saga = classOf(subject);
  return { class: saga, ...tell(subject, saga), deadlineAtMs: deadlineAhead(subject, saga) };
}
