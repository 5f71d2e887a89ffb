/** What follows for a saga, as data that a sentence can be made of. All of it is read off what the mover would do. */
import type { ResolvedBranch, ResolvedDefinition } from './definition.js';
import type { CallDirection, ClearError, Direction, StuckClass, TurnCause } from './events.js';
import {
  allWell,
  budgetOf,
  foresee,
  foreseeFailure,
  retryOf,
  type Move,
  type Standpoint,
} from './foresight.js';
import { branchAt, stepAt, type BranchState, type CallRef, type SagaState } from './state.js';

/** A step as people count: from 1. */
export interface Place {
  readonly number: number;
  readonly count: number;
  readonly step: string;
}

export interface CallPicture extends Place {
  readonly ref: CallRef;
  /** Null where the step has only one. */
  readonly branch: string | null;
  readonly direction: CallDirection;
  readonly participant: string;
  /** Recorded results of the current budget. */
  readonly attempts: number;
  readonly maxAttempts: number;
  /** Attempts that are left, the next one among them. */
  readonly left: number;
  readonly error: ClearError | null;
  /** Not before this time; null when it is due. */
  readonly nextAtMs: number | null;
  /** An answer is waited for that long at most. */
  readonly timeoutMs: number;
}

export type Consequence =
  /** These calls come next. */
  | { readonly kind: 'calls'; readonly calls: readonly CallPicture[] }
  /** It turns back and undoes these steps, in this order; numbers from 1. */
  | { readonly kind: 'turns'; readonly cause: TurnCause; readonly undo: readonly number[] }
  /** The participant is asked whether the pivot took effect, and closes its key where it did not. */
  | { readonly kind: 'settles'; readonly call: CallPicture; readonly outlook: Outlook }
  | { readonly kind: 'stuck'; readonly class: StuckClass; readonly direction: Direction }
  /** The undo of a rewind is done: forward again from this step, under new keys. */
  | { readonly kind: 'forward_again'; readonly place: Place }
  | { readonly kind: 'completes' }
  | { readonly kind: 'is_compensated' }
  /** It stays where it is. */
  | { readonly kind: 'rests' };

/** What becomes of a saga by what becomes of one call. */
export interface Outlook {
  /** It succeeds; of a seal: the pivot took effect. */
  readonly ifDone: Consequence;
  /** It is refused; of a seal: the pivot took no effect, and never will. */
  readonly ifRefused: Consequence;
  /** No attempt that is left succeeds. */
  readonly ifExhausted: Consequence;
}

export function placeOf(definition: ResolvedDefinition, stepIndex: number): Place | null {
  const step = definition.steps[stepIndex];
  return step === undefined
    ? null
    : { number: stepIndex + 1, count: definition.steps.length, step: step.name };
}

function errorOf({ action, undo }: BranchState, direction: CallDirection): ClearError | null {
  return direction === 'compensation' ? undo.error : action.error;
}

function nextAtOf({ action, undo, seal }: BranchState, direction: CallDirection): number | null {
  if (direction === 'compensation') return undo.nextAtMs;
  return direction === 'seal' ? seal.nextAtMs : action.nextAtMs;
}

export function pictureOf(definition: ResolvedDefinition, state: SagaState, ref: CallRef): CallPicture {
  const step = stepAt(definition, ref.stepIndex);
  const spec = step.branches[ref.branchIndex] as ResolvedBranch;
  const branch = branchAt(state, ref.stepIndex, ref.branchIndex);
  const { attempts, maxAttempts } = budgetOf(definition, state, ref);
  const call = ref.direction === 'compensation' ? (spec.compensation ?? spec.action) : spec.action;
  return {
    ref,
    number: step.index + 1,
    count: definition.steps.length,
    step: step.name,
    branch: step.branches.length > 1 ? spec.name : null,
    direction: ref.direction,
    participant: call.participant,
    attempts,
    maxAttempts,
    left: Math.max(0, maxAttempts - attempts),
    error: errorOf(branch, ref.direction),
    nextAtMs: nextAtOf(branch, ref.direction),
    timeoutMs: retryOf(spec, ref).timeoutMs,
  };
}

/** Numbers of the steps that are undone from a turn on, each once, in their order. */
function undoOrder(moves: readonly Move[]): number[] {
  const undone = moves.flatMap((move) =>
    move.kind === 'call' && move.ref.direction === 'compensation' ? [move.ref.stepIndex + 1] : [],
  );
  return [...new Set(undone)];
}

class Reading {
  constructor(
    private readonly definition: ResolvedDefinition,
    private readonly from: Standpoint,
  ) {}

  /** The first thing in a course of events that is worth a word. */
  firstOf(moves: readonly Move[], showsCalls: boolean): Consequence {
    for (const [index, move] of moves.entries()) {
      const found =
        move.kind === 'call'
          ? this.ofCall(move, moves.slice(index), showsCalls)
          : this.ofEvent(move, moves.slice(index));
      if (found !== null) return found;
    }
    return { kind: 'rests' };
  }

  /** What a seal leads to. */
  sealing(state: SagaState, ref: CallRef, from = this.from): Outlook {
    const course = (tookEffect: boolean) =>
      this.firstOf(foresee(this.definition, state, from, allWell(tookEffect), [ref]).moves, true);
    const branches = (state.steps[ref.stepIndex]?.branches ?? []).map((branch, index) =>
      index === ref.branchIndex ? { ...branch, seal: { ...branch.seal, exhausted: true } } : branch,
    );
    const unsettled = { ...state, steps: state.steps.with(ref.stepIndex, { branches }) };
    const { moves } = foresee(this.definition, unsettled, from, allWell());
    return { ifDone: course(true), ifRefused: course(false), ifExhausted: this.firstOf(moves, true) };
  }

  private ofCall(
    move: Extract<Move, { kind: 'call' }>,
    rest: readonly Move[],
    showsCalls: boolean,
  ): Consequence | null {
    const { ref, state, atMs } = move;
    if (ref.direction === 'seal') {
      const outlook = this.sealing(state, ref, { ...this.from, nowMs: atMs });
      return { kind: 'settles', call: pictureOf(this.definition, state, ref), outlook };
    }
    if (!showsCalls) return null;
    const together = rest.filter((other) => other.kind === 'call' && other.state === state);
    const calls = together.flatMap((other) =>
      other.kind === 'call' ? [pictureOf(this.definition, state, other.ref)] : [],
    );
    return { kind: 'calls', calls };
  }

  private ofEvent({ event }: Extract<Move, { kind: 'event' }>, rest: readonly Move[]): Consequence | null {
    switch (event.kind) {
      case 'turned':
        return { kind: 'turns', cause: event.data.cause, undo: undoOrder(rest) };
      case 'failed':
        return { kind: 'stuck', class: event.data.class, direction: event.data.direction };
      case 'rewound': {
        const place = placeOf(this.definition, this.definition.stepIndexOf.get(event.step) ?? 0);
        return place === null ? null : { kind: 'forward_again', place };
      }
      case 'completed':
        return { kind: 'completes' };
      case 'compensated':
        return { kind: 'is_compensated' };
      default:
        return null;
    }
  }
}

/** What follows by itself once somebody moves the saga, if nothing goes wrong. */
export function whatFollows(
  definition: ResolvedDefinition,
  state: SagaState,
  from: Standpoint,
  inFlight: readonly CallRef[] = [],
): Consequence {
  const { moves } = foresee(definition, state, from, allWell(), inFlight);
  return new Reading(definition, from).firstOf(moves, true);
}

/**
 * What follows from how one of the open calls ends.
 * @param inFlight calls that are made already; the others wait for their time
 */
export function outlookOf(
  definition: ResolvedDefinition,
  state: SagaState,
  from: Standpoint,
  ref: CallRef,
  inFlight: readonly CallRef[] = [],
): Outlook {
  const reading = new Reading(definition, from);
  if (ref.direction === 'seal') return reading.sealing(state, ref);
  const isMade = inFlight.some(({ branchIndex }) => branchIndex === ref.branchIndex);
  const made = isMade ? inFlight : [...inFlight, ref];
  const failed = (how: 'refused' | 'exhausted') =>
    reading.firstOf(foreseeFailure(definition, state, from, ref, how, inFlight).moves, false);
  return {
    ifDone: whatFollows(definition, state, from, made),
    ifRefused: failed('refused'),
    ifExhausted: failed('exhausted'),
  };
}
