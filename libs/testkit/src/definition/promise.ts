/**
 * What a definition promises: how a saga of it ends when one of its calls goes wrong. It is read off the definition and the
 * tables of the design alone, and knows nothing of how the core decides, so that it can say that the core is wrong.
 */
import type {
  GrpcStatusName,
  ResolvedBranch,
  ResolvedCall,
  ResolvedDefinition,
  ResolvedStep,
  RetryPolicy,
} from '#libs/saga-core';

/** One branch of one step. */
export interface Place {
  /** `step/branch`. */
  readonly name: string;
  readonly step: ResolvedStep;
  readonly branch: ResolvedBranch;
}

/** What a call that goes wrong gets for an answer, and whether it took effect all the same. */
export interface Answer {
  readonly code: GrpcStatusName;
  readonly tookEffect: boolean;
}

export interface Misfortune {
  /** To be read after the name of a place. */
  readonly says: string;
  readonly first: Answer;
  /** What the further attempts meet: no harm, the same again and again, or a refusal. */
  readonly further: 'passes' | 'stays' | 'refuses';
}

/** How a saga stands when it rests. Places are in the order of the definition. */
export interface End {
  readonly status: 'COMPLETED' | 'COMPENSATED' | 'FAILED';
  /** `class at step/branch`; null where it is not stuck. */
  readonly stuck: string | null;
  /** Places whose action was called. */
  readonly called: readonly string[];
  /** Places whose compensation was called. */
  readonly undoCalled: readonly string[];
  /** Places whose effect is in force; of a saga that went back those that could have been undone, which must be none. */
  readonly standing: readonly string[];
}

const MISFORTUNES: readonly Misfortune[] = [
  { says: 'is refused', first: { code: 'FAILED_PRECONDITION', tookEffect: false }, further: 'stays' },
  {
    says: 'is not answered once, and took effect',
    first: { code: 'UNAVAILABLE', tookEffect: true },
    further: 'passes',
  },
  {
    says: 'times out once, without effect',
    first: { code: 'DEADLINE_EXCEEDED', tookEffect: false },
    further: 'passes',
  },
  {
    says: 'is never answered, and took effect',
    first: { code: 'UNAVAILABLE', tookEffect: true },
    further: 'stays',
  },
  {
    says: 'times out on every attempt, without effect',
    first: { code: 'DEADLINE_EXCEEDED', tookEffect: false },
    further: 'stays',
  },
  {
    says: 'times out, and is refused when it is tried again',
    first: { code: 'DEADLINE_EXCEEDED', tookEffect: false },
    further: 'refuses',
  },
  {
    says: 'is turned away on every attempt',
    first: { code: 'ABORTED', tookEffect: false },
    further: 'stays',
  },
];

const REFUSAL: GrpcStatusName = 'FAILED_PRECONDITION';
/** Whoever answers with one of these says that nothing happened. */
const DEFINITE: readonly GrpcStatusName[] = [REFUSAL, 'ABORTED'];
const REFUSALS: readonly GrpcStatusName[] = [
  REFUSAL,
  ...(['INVALID_ARGUMENT', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'OUT_OF_RANGE'] as const),
];

/** The code that refuses a call; undefined where every refusal means that there was nothing to undo. */
export function refusalOf({ doneCodes }: ResolvedCall): GrpcStatusName | undefined {
  return REFUSALS.find((code) => !doneCodes.includes(code));
}

/** What can befall a call. */
export function misfortunesOf(call: ResolvedCall): Misfortune[] {
  const canBeRefused = refusalOf(call) !== undefined;
  return MISFORTUNES.filter(
    ({ first, further }) => canBeRefused || (first.code !== REFUSAL && further !== 'refuses'),
  );
}

/** The answer to the attempt `nth`, from 1; null where it meets no harm. */
export function answerTo(call: ResolvedCall, { first, further }: Misfortune, nth: number): Answer | null {
  const refused = { code: refusalOf(call) ?? REFUSAL, tookEffect: false };
  if (first.code === REFUSAL) return refused;
  if (nth === 1) return first;
  if (further === 'passes') return null;
  return further === 'refuses' ? refused : first;
}

export function placesOf({ steps }: ResolvedDefinition): Place[] {
  return steps.flatMap((step) =>
    step.branches.map((branch) => ({ name: `${step.name}/${branch.name}`, step, branch })),
  );
}

const isUndoable = ({ branch }: Place) => branch.compensation !== null;
const namesOf = (places: readonly Place[]) => places.map(({ name }) => name);

/** The first attempt uses up the budget. */
function isSpentAtOnce({ maxAttempts, nonRetryableCodes }: RetryPolicy, { code }: Answer): boolean {
  return maxAttempts === 1 || nonRetryableCodes.includes(code);
}

/** What the attempts of a call come to, as far as the call's own policy goes. */
function outcomeOfAll(
  { retry }: ResolvedCall,
  { first, further }: Misfortune,
): 'done' | 'refused' | 'exhausted' {
  if (first.code === REFUSAL) return 'refused';
  if (isSpentAtOnce(retry, first)) return 'exhausted';
  if (further === 'passes') return 'done';
  return further === 'refuses' ? 'refused' : 'exhausted';
}

/** How many attempts meet the misfortune. */
export function attemptsOf({ retry }: ResolvedCall, { first, further }: Misfortune): number {
  if (first.code === REFUSAL || isSpentAtOnce(retry, first)) return 1;
  if (further === 'passes') return 1;
  return further === 'refuses' ? 2 : retry.maxAttempts;
}

export function completed(places: readonly Place[]): End {
  const all = namesOf(places);
  return { status: 'COMPLETED', stuck: null, called: all, undoCalled: [], standing: all };
}

/**
 * A saga that went as far as a place and turned back.
 * @param isOwed the place itself has, or may have, an effect
 */
export function takenBack(places: readonly Place[], at: Place, isOwed = true): End {
  const reached = places.filter(({ step }) => step.index <= at.step.index);
  const owed = reached.filter((place) => isUndoable(place) && (isOwed || place.name !== at.name));
  return {
    ...{ status: 'COMPENSATED', stuck: null, standing: [] },
    called: namesOf(reached),
    undoCalled: namesOf(owed),
  };
}

/** How many events a course has that nothing disturbs: the start, every result, the end, and between them cancel and turn. */
export function eventsOf(end: End): number {
  return effectsOf(end) + (end.status === 'COMPLETED' ? 2 : 4);
}

/** How many effects the calls of such a course have. */
export function effectsOf({ called, undoCalled }: End): number {
  return called.length + undoCalled.length;
}

/** How a saga ends whose action goes wrong at a place. */
export function endOfAction(places: readonly Place[], at: Place, misfortune: Misfortune): End {
  const { kind, onRefused, onExhausted } = at.step;
  const { first } = misfortune;
  const outcome = outcomeOfAll(at.branch.action, misfortune);
  const isUnknown = !DEFINITE.includes(first.code);
  if (outcome === 'done') return completed(places);
  const reached = places.filter(({ step }) => step.index <= at.step.index);
  const standing = reached.filter(({ name }) => name !== at.name || first.tookEffect);
  const stuck = (why: string): End => ({
    ...{ status: 'FAILED', stuck: `${why} at ${at.name}`, undoCalled: [] },
    called: namesOf(reached),
    standing: namesOf(standing),
  });
  if (kind === 'retriable') return stuck(outcome);
  // Behind the barrier an unknown pivot is settled: it had taken effect, or it never will.
  if (kind === 'pivot' && isUnknown) {
    if (!at.branch.barrier) return stuck('pivot_unknown');
    return first.tookEffect ? completed(places) : takenBack(places, at, false);
  }
  const policy = outcome === 'refused' ? onRefused : onExhausted;
  return policy === 'stop' ? stuck(outcome) : takenBack(places, at, isUnknown);
}

/** An operator may take a saga back that is stuck here: it is not committed, and no pivot may have taken effect. */
export function mayBeTakenBack(at: Place, { stuck }: End): boolean {
  return stuck !== null && at.step.kind !== 'retriable' && !stuck.startsWith('pivot_unknown');
}

/** The way back after a definite or an unknown end of an action that stopped the saga. */
export function takenBackByOperator(places: readonly Place[], at: Place, { first }: Misfortune): End {
  return takenBack(places, at, !DEFINITE.includes(first.code));
}

/**
 * How a saga stands whose compensation goes wrong at a place.
 * @param turn where the saga turned back
 */
export function endOfUndo(places: readonly Place[], turn: Place, at: Place, misfortune: Misfortune): End {
  const back = takenBack(places, turn);
  const { compensation } = at.branch;
  if (compensation === null) throw new RangeError(`${at.name} has no compensation`);
  const outcome = outcomeOfAll(compensation, misfortune);
  if (outcome === 'done') return back;
  const reached = places.filter(({ step }) => step.index <= turn.step.index);
  const undoCalled = reached.filter((place) => isUndoable(place) && place.step.index >= at.step.index);
  const isUndone = ({ name }: Place) =>
    undoCalled.some((place) => place.name === name) && (name !== at.name || misfortune.first.tookEffect);
  return {
    ...{ status: 'FAILED', stuck: `compensation_${outcome} at ${at.name}` },
    called: back.called,
    undoCalled: namesOf(undoCalled),
    standing: namesOf(reached.filter((place) => !isUndone(place))),
  };
}

/** Where a saga is turned back so that as much as possible has to be undone; null where nothing can be. */
export function turningPlace(places: readonly Place[]): Place | null {
  return places.findLast(isUndoable) ?? null;
}

export const undoablePlaces = (places: readonly Place[]): Place[] => places.filter(isUndoable);
