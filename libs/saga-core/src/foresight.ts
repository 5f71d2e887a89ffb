/**
 * What would happen to a saga: the mover's own decisions (`decide.ts`), made in a world that exists only here. Whoever tells
 * an operator what follows asks here, so that what is told is what is done.
 *
 * 1. Nothing is decided in here: every event and every call is one that `decide` asked for.
 * 2. What holds the saga (a pause, a held participant) is taken away first: it is told what follows then.
 * 3. Calls take no time; where the saga waits, the clock jumps to what it waits for.
 * 4. It ends: after `MAX_TURNS` decisions the saga stays where it is.
 */
import { undoAhead } from './backward.js';
import type { Candidate } from './calls.js';
import { decide } from './decide.js';
import type { ResolvedBranch, ResolvedDefinition, RetryPolicy } from './definition.js';
import type { SagaEvent } from './events.js';
import { callsAhead, effectiveDeadlineMs, sealPolicyOf } from './forward.js';
import type { GrpcStatusName } from './outcome.js';
import { branchAt, stepAt, type BranchState, type CallRef, type SagaState } from './state.js';
import { isMoving } from './status.js';
import { Story, type Moment } from './story.js';
import { EMPTY_VIEW, sameCall, type CallResult } from './view.js';

/** For whom and from when on: the database's time. */
export type Standpoint = Pick<Moment, 'sagaId' | 'nowMs'>;

/** What a call meets in the imagined world. */
export type Imagined = (ref: CallRef) => CallResult;

export type Move =
  | { readonly kind: 'event'; readonly event: SagaEvent; readonly before: SagaState }
  /** `state`: the one that asked for the call. */
  | { readonly kind: 'call'; readonly ref: CallRef; readonly state: SagaState; readonly atMs: number };

export interface Foreseen {
  /** Events and calls in their order. */
  readonly moves: readonly Move[];
  /** Where the saga comes to rest. */
  readonly state: SagaState;
}

const MAX_TURNS = 10_000;
/** Failures in a row that are imagined one by one; of more only the last is. */
const MAX_FAILURES = 500;

function penOf(definition: ResolvedDefinition, state: SagaState, from: Standpoint): Story {
  return new Story(definition, state, { ...from, epoch: null });
}

/** The saga as it is once nothing holds it any more. */
export function unheld(definition: ResolvedDefinition, state: SagaState, from: Standpoint): SagaState {
  if (!isMoving(state.phase)) return state;
  const story = penOf(definition, state, from);
  if (state.pausedAtMs !== null) story.add({ kind: 'resumed', data: {} });
  if (state.blockedOn !== null) story.add({ kind: 'unblocked', data: {} });
  return story.state;
}

/** The saga after its process died and another one took it over. */
export function takenOver(definition: ResolvedDefinition, state: SagaState, from: Standpoint): SagaState {
  if (!isMoving(state.phase)) return state;
  const story = penOf(definition, state, from);
  story.add({ kind: 'interrupted', data: {} });
  return story.state;
}

/**
 * Lets the saga run until it rests.
 * @param inFlight calls that a process has made already; they are answered first
 */
export function foresee(
  definition: ResolvedDefinition,
  state: SagaState,
  from: Standpoint,
  imagined: Imagined,
  inFlight: readonly CallRef[] = [],
): Foreseen {
  const moves: Move[] = [];
  let current = unheld(definition, state, from);
  let { nowMs } = from;
  let calls = inFlight;
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const view = { ...EMPTY_VIEW, results: calls.map(imagined), firstResultAtMs: nowMs };
    const moment = { sagaId: from.sagaId, nowMs, epoch: null };
    const { commands, events, state: next } = decide(definition, current, { kind: 'advance', view }, moment);
    moves.push(...events.map((event): Move => ({ kind: 'event', event, before: current })));
    current = next;
    calls = commands.flatMap((command) => (command.kind === 'call' ? [command.ref] : []));
    moves.push(...calls.map((ref): Move => ({ kind: 'call', ref, state: next, atMs: nowMs })));
    if (calls.length > 0) continue;
    const wakesAt = commands.flatMap((command) => {
      const atMs =
        command.kind === 'wait' ? command.untilMs : command.kind === 'release' ? command.dueAtMs : null;
      return atMs === null ? [] : [atMs];
    });
    if (wakesAt.length === 0) break;
    nowMs = Math.max(nowMs, Math.min(...wakesAt));
  }
  return { moves, state: current };
}

/** Everything answers OK. A seal finds that the pivot took no effect, unless told otherwise. */
export function allWell(pivotTookEffect = false): Imagined {
  return (ref) =>
    ref.direction === 'seal' && !pivotTookEffect
      ? { ref, outcome: 'sealed' }
      : { ref, outcome: 'done', reply: {} };
}

/** Every call that the saga has to make next, also one that waits for its time. */
export function openCalls(definition: ResolvedDefinition, state: SagaState, from: Standpoint): Candidate[] {
  const story = penOf(definition, state, from);
  if (state.phase === 'RUNNING') return callsAhead(story);
  return state.phase === 'COMPENSATING' ? undoAhead(story) : [];
}

/** Calls that the process that owns the saga has made, as far as its history tells: what is due is called at once. */
export function callsInFlight(definition: ResolvedDefinition, state: SagaState, from: Standpoint): CallRef[] {
  // A cancel that was accepted lets the calls in flight end.
  const asked = { ...state, cancelRequested: false };
  return openCalls(definition, asked, from)
    .filter(({ nextAtMs }) => nextAtMs === null || nextAtMs <= from.nowMs)
    .map(({ ref }) => ref);
}

/** How a call is tried again. */
export function retryOf(spec: ResolvedBranch, { direction }: CallRef): RetryPolicy {
  if (direction === 'compensation') return (spec.compensation ?? spec.action).retry;
  return direction === 'seal' ? sealPolicyOf(spec.action.retry) : spec.action.retry;
}

function attemptsOf(branch: BranchState, { direction }: CallRef): number {
  if (direction === 'compensation') return branch.undo.attempts;
  return direction === 'seal' ? branch.seal.attempts : branch.action.attempts;
}

/** Recorded results of a call in the current budget, and how many there may be. */
export function budgetOf(definition: ResolvedDefinition, state: SagaState, ref: CallRef) {
  const branch = branchAt(state, ref.stepIndex, ref.branchIndex);
  const spec = stepAt(definition, ref.stepIndex).branches[ref.branchIndex] as ResolvedBranch;
  return { attempts: attemptsOf(branch, ref), maxAttempts: retryOf(spec, ref).maxAttempts };
}

const REFUSALS: readonly GrpcStatusName[] = [
  'FAILED_PRECONDITION',
  'INVALID_ARGUMENT',
  'NOT_FOUND',
  'PERMISSION_DENIED',
  'ALREADY_EXISTS',
  'OUT_OF_RANGE',
];

/** A refusal that does not count as "nothing to undo". */
function refusalOf(spec: ResolvedBranch, ref: CallRef): CallResult {
  const doneCodes = ref.direction === 'compensation' ? (spec.compensation?.doneCodes ?? []) : [];
  const code = REFUSALS.find((name) => !doneCodes.includes(name)) ?? 'FAILED_PRECONDITION';
  return { ref, outcome: 'refused', error: { code } };
}

/** Fails as it did before: where every attempt was surely without effect, the next ones are too. */
function failureOf(branch: BranchState, ref: CallRef): CallResult {
  const { error, tainted } = branch.action;
  const code = (ref.direction === 'compensation' ? branch.undo.error : error)?.code ?? 'UNAVAILABLE';
  const isSure = ref.direction === 'action' && error !== null && !tainted;
  return { ref, outcome: isSure ? 'no_effect' : 'unknown', error: { code } };
}

/** The same saga with all attempts of a call spent but the last. */
function beforeLastAttempt(state: SagaState, ref: CallRef, maxAttempts: number): SagaState {
  const spent = { attempts: maxAttempts - 1, nextAtMs: null };
  const branches = (state.steps[ref.stepIndex]?.branches ?? []).map((branch, index): BranchState => {
    if (index !== ref.branchIndex) return branch;
    if (ref.direction === 'compensation') return { ...branch, undo: { ...branch.undo, ...spent } };
    if (ref.direction === 'seal') return { ...branch, seal: { ...branch.seal, ...spent } };
    return { ...branch, action: { ...branch.action, ...spent } };
  });
  return { ...state, steps: state.steps.with(ref.stepIndex, { branches }) };
}

/** Where no deadline can come first, the last failure decides alone. */
function nearTheEnd(definition: ResolvedDefinition, state: SagaState, ref: CallRef): SagaState {
  const { attempts, maxAttempts } = budgetOf(definition, state, ref);
  const mayMeetDeadline = ref.direction === 'action' && effectiveDeadlineMs(state) !== null;
  const isNear = maxAttempts - attempts <= (mayMeetDeadline ? MAX_FAILURES : 1);
  return isNear ? state : beforeLastAttempt(state, ref, maxAttempts);
}

/**
 * Lets one call fail, and everything else go well.
 * @param how refused at its next attempt, or no attempt that is left succeeds
 */
export function foreseeFailure(
  definition: ResolvedDefinition,
  state: SagaState,
  from: Standpoint,
  failing: CallRef,
  how: 'refused' | 'exhausted',
  inFlight: readonly CallRef[] = [],
): Foreseen {
  const start = unheld(definition, state, from);
  const spec = stepAt(definition, failing.stepIndex).branches[failing.branchIndex] as ResolvedBranch;
  const branch = branchAt(start, failing.stepIndex, failing.branchIndex);
  const failure = how === 'refused' ? refusalOf(spec, failing) : failureOf(branch, failing);
  const well = allWell();
  const imagined: Imagined = (ref) => (sameCall(ref, failing) ? failure : well(ref));
  const begin = how === 'refused' ? start : nearTheEnd(definition, start, failing);
  return foresee(definition, begin, from, imagined, inFlight);
}
