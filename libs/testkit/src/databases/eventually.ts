import { systemClock } from '#libs/platform/clock';

export interface EventuallyOptions {
  /** Default 10 s. */
  timeoutMs?: number;
  /** Between two looks; default 20 ms. */
  intervalMs?: number;
  /** What is waited for, for the error text. */
  what?: string;
}

/** A machine that stood still for longer than the deadline has shown nothing yet. */
const FEWEST_LOOKS = 3;

/**
 * Calls `look` until it neither throws nor returns false, and returns what it returned; for waiting on a condition
 * instead of for a time. After the deadline it throws, with the last failure in the text and as the cause.
 */
export async function eventually<T>(
  look: () => T | Promise<T>,
  options: EventuallyOptions = {},
): Promise<Exclude<T, false>> {
  const { timeoutMs = 10_000, intervalMs = 20, what = 'the condition' } = options;
  const start = systemClock.monotonicMs();
  let failure: unknown;
  for (let looks = 1; ; looks++) {
    try {
      const found = await look();
      if (found !== false) return found as Exclude<T, false>;
      failure = new Error('it was false');
    } catch (error) {
      failure = error;
    }
    if (looks >= FEWEST_LOOKS && systemClock.monotonicMs() - start >= timeoutMs) {
      const last = failure instanceof Error ? failure.message : String(failure);
      throw new Error(`${what} did not come true within ${timeoutMs} ms (${looks} looks); last: ${last}`, {
        cause: failure,
      });
    }
    await systemClock.sleep(intervalMs);
  }
}
