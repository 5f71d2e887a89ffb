/** Which calls a step's branches are ready for, and when the rest will be. Shared by the way forward and the way back. */
import type { RetryPolicy } from './definition.js';
import type { ClearError } from './events.js';
import { retryDelayMs } from './retry.js';
import { isRunnable, type CallRef, type SagaState } from './state.js';
import type { Command } from './story.js';
import { IN_SLOT_WAIT_MS, NOT_SENT_LIMIT_MS, sameCall, type CallResult, type MoverView } from './view.js';

/** A branch that may be called, as far as its own state says. */
export interface Candidate {
  readonly ref: CallRef;
  /** Not before this time; null when due. */
  readonly nextAtMs: number | null;
  readonly attempt: number;
  readonly timeoutMs: number;
}

function isInFlight(view: MoverView, ref: CallRef): boolean {
  return view.inFlight.some((call) => sameCall(call, ref));
}

/** Since when a call could not be sent, as far as the history tells: nothing was recorded and its time had come. */
function notSentTooLong(state: SagaState, view: MoverView, candidate: Candidate, nowMs: number): boolean {
  const postponed = view.postponed.some((entry) => sameCall(entry.ref, candidate.ref));
  const readySinceMs = Math.max(state.lastEventAtMs, candidate.nextAtMs ?? 0);
  return postponed && nowMs - readySinceMs >= NOT_SENT_LIMIT_MS;
}

const NOT_SENT_ERROR: ClearError = { code: 'UNAVAILABLE', reason: 'NOT_SENT' };

/** Calls that could not be sent for so long that each counts as one attempt without effect. */
export function unsentResults(
  candidates: readonly Candidate[],
  state: SagaState,
  view: MoverView,
  nowMs: number,
): CallResult[] {
  if (!isRunnable(state)) return [];
  return candidates
    .filter((candidate) => notSentTooLong(state, view, candidate, nowMs))
    .map(({ ref }) => ({ ref, outcome: 'no_effect', error: NOT_SENT_ERROR }));
}

/**
 * While somebody holds the saga, or after an interruption, no call starts: what is in flight ends, then the saga is given
 * up. Null when calls may start.
 * @param latestMs the saga may not sleep past this time (its deadline); null for no limit
 */
export function standStill(
  state: SagaState,
  view: MoverView,
  nowMs: number,
  latestMs: number | null,
): Command[] | null {
  const { notBeforeMs } = state;
  const delayed = notBeforeMs !== null && notBeforeMs > nowMs;
  if (isRunnable(state) && !delayed) return null;
  if (view.inFlight.length > 0) return [{ kind: 'wait', untilMs: null }];
  const dueAtMs = isRunnable(state) ? Math.min(notBeforeMs ?? nowMs, latestMs ?? Infinity) : null;
  return [{ kind: 'release', dueAtMs }];
}

/**
 * Turns candidates into commands: calls for what is due, else a wait in the slot when the next one is due within two
 * seconds (a call that could not be sent waits two seconds in all), else a release.
 * @param latestMs the saga may not sleep past this time (its deadline); null for no limit
 */
export function schedule(
  candidates: readonly Candidate[],
  view: MoverView,
  nowMs: number,
  latestMs: number | null,
): Command[] {
  const calls: Command[] = [];
  let wakeAtMs = Infinity;
  let stays = true;
  for (const { ref, nextAtMs, attempt, timeoutMs } of candidates) {
    if (isInFlight(view, ref)) continue;
    const postponement = view.postponed.find((entry) => sameCall(entry.ref, ref));
    const readyAtMs = Math.max(nextAtMs ?? 0, postponement?.retryAtMs ?? 0);
    if (readyAtMs <= nowMs) {
      calls.push({ kind: 'call', ref, attempt, timeoutMs });
      continue;
    }
    if (readyAtMs < wakeAtMs) {
      wakeAtMs = readyAtMs;
      stays = readyAtMs - (postponement?.sinceMs ?? nowMs) <= IN_SLOT_WAIT_MS;
    }
  }
  const wakeAt = Math.min(wakeAtMs, latestMs ?? Infinity);
  const busy = calls.length > 0 || view.inFlight.length > 0;
  if (busy || stays) return [...calls, { kind: 'wait', untilMs: Number.isFinite(wakeAt) ? wakeAt : null }];
  return [{ kind: 'release', dueAtMs: wakeAt }];
}

/** When the attempt after `attempt` may start, or null when the policy has none left. */
export function nextAttemptAtMs(
  policy: RetryPolicy,
  attempt: number,
  error: ClearError,
  salt: string,
  nowMs: number,
  askedMs?: number,
): number | null {
  if (attempt >= policy.maxAttempts || policy.nonRetryableCodes.includes(error.code)) return null;
  return nowMs + retryDelayMs(policy, attempt, salt, askedMs);
}
