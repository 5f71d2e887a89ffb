/**
 * When a worker has to be rebuilt. BullMQ's workers are known to stop taking jobs after an outage of Redis while they
 * look alive, so what is watched is the taking itself. Pure: looks go in, a decision comes out.
 *
 * 1. A worker is at fault only for a time in which it was free, Redis answered, the queue was not paused, and something
 *    waited at every look. Anything else starts the count anew.
 * 2. "Waits" is judged by looks of this process, not by the time on a job: that was written by another machine's clock.
 *    A live, free worker takes a job within milliseconds, so one that leaves something waiting at five looks over five
 *    seconds and takes nothing for ten is not alive.
 * 3. A job taken proves it alive. Two rebuilds in a row without one: the process is beyond help.
 */

/** What one look at a lane found. */
export interface WatchLook {
  /** Redis answered; if not, the rest means nothing. */
  readonly answered: boolean;
  /** Jobs that wait to be taken. */
  readonly waiting: number;
  /** Somebody paused the queue, or limited it for all workers together. */
  readonly paused: boolean;
  /** The worker has room for one more job. */
  readonly free: boolean;
  /** Jobs taken by this process since it started. */
  readonly taken: number;
}

export interface WatchState {
  readonly taken: number;
  /** Since when the worker could have taken a job and took none. */
  readonly idleSinceMs: number;
  /** Since when something waited at each look, and at how many; null while nothing does. */
  readonly waitingSinceMs: number | null;
  readonly looksWaiting: number;
  /** Rebuilds since the last job that was taken. */
  readonly rebuilds: number;
}

export interface WatchLimits {
  readonly idleMs: number;
  readonly waitingMs: number;
  readonly looks: number;
  readonly rebuilds: number;
}

export const WATCH_LIMITS: WatchLimits = { idleMs: 10_000, waitingMs: 5_000, looks: 5, rebuilds: 2 };

export interface WatchPlan {
  readonly state: WatchState;
  readonly action: 'none' | 'rebuild' | 'dead';
}

/** The state of a worker that was just started. Times are of the monotonic clock. */
export function startWatch(nowMs: number, taken = 0): WatchState {
  return { taken, idleSinceMs: nowMs, waitingSinceMs: null, looksWaiting: 0, rebuilds: 0 };
}

export function planWatch(
  previous: WatchState,
  look: WatchLook,
  nowMs: number,
  limits: WatchLimits = WATCH_LIMITS,
): WatchPlan {
  const state = observe(previous, look, nowMs);
  const isAtFault =
    state.waitingSinceMs !== null &&
    state.looksWaiting >= limits.looks &&
    nowMs - state.waitingSinceMs >= limits.waitingMs &&
    nowMs - state.idleSinceMs >= limits.idleMs;
  if (!isAtFault) return { state, action: 'none' };
  if (state.rebuilds >= limits.rebuilds) return { state, action: 'dead' };
  return { state: { ...startWatch(nowMs, state.taken), rebuilds: state.rebuilds + 1 }, action: 'rebuild' };
}

/** A worker that leaves work lying from one look to the next: nobody should count on it meanwhile. */
export function isSuspect(state: WatchState): boolean {
  return state.looksWaiting > 1;
}

function observe(previous: WatchState, look: WatchLook, nowMs: number): WatchState {
  const tookOne = look.taken !== previous.taken;
  const rebuilds = tookOne ? 0 : previous.rebuilds;
  const couldTake = look.answered && look.free && !look.paused;
  if (tookOne || !couldTake) {
    return { ...startWatch(nowMs, look.taken), rebuilds };
  }
  if (look.waiting === 0) return { ...previous, waitingSinceMs: null, looksWaiting: 0, rebuilds };
  return {
    ...previous,
    waitingSinceMs: previous.waitingSinceMs ?? nowMs,
    looksWaiting: previous.looksWaiting + 1,
    rebuilds,
  };
}
