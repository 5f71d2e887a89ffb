/**
 * Time, as the rest of the code is allowed to see it.
 *
 * Owns: the only calls of `Date.now` and `setTimeout` outside tests (a lint rule says so).
 *
 * C1 `now` may jump (NTP, an operator); it is for display and for records, never for measuring.
 * C2 `monotonicMs` never goes back and is for measuring and for leases.
 * C3 A timer fires once, never before its time, however far away it is: Node's own timers fire at once beyond
 *    2^31 - 1 ms, so long ones are chained.
 * C4 A due time that another process compares is decided by the database's clock, never by this one.
 */

/** A timer that has not fired yet can be taken back; after that, and twice, cancelling does nothing. */
export interface TimerHandle {
  cancel(): void;
}

/** The port of time; `systemClock` is the real one, tests have one that they move by hand. */
export interface Clock {
  /** Wall clock, milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since an arbitrary moment of this process, fractional, never going back. */
  monotonicMs(): number;
  /** Calls `fn` once after `ms` (negative or NaN: on the next turn; Infinity: never). An exception of `fn` is not caught here. */
  setTimer(ms: number, fn: () => void): TimerHandle;
  /** Calls `fn` when everything that is at hand in this turn of the event loop has been dealt with. */
  endOfTurn(fn: () => void): void;
  /** Resolves after `ms`; rejects at once with the signal's reason when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The longest delay that Node's setTimeout keeps. */
const LONGEST_NODE_TIMEOUT_MS = 2 ** 31 - 1;

function setTimer(ms: number, fn: () => void): TimerHandle {
  if (ms === Number.POSITIVE_INFINITY) return { cancel: () => undefined };
  const dueAt = performance.now() + (Number.isFinite(ms) ? Math.max(0, ms) : 0);
  let timeout: NodeJS.Timeout | undefined;
  // Node rounds its own clock down to whole milliseconds and may fire a fraction early: look again instead of trusting it.
  const arm = (): void => {
    const leftMs = Math.ceil(dueAt - performance.now());
    timeout = setTimeout(
      () => (dueAt > performance.now() ? arm() : fn()),
      Math.min(leftMs, LONGEST_NODE_TIMEOUT_MS),
    );
  };
  arm();
  return { cancel: () => clearTimeout(timeout) };
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const abort = (): void => {
      timer.cancel();
      reject(signal?.reason);
    };
    const timer = setTimer(ms, () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
}

/** The clock of this machine. Its timers keep the process alive until they fire or are cancelled. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer,
  endOfTurn: (fn) => void setImmediate(fn),
  sleep,
};
