/** How the engine meets a store that does not answer: it waits a little longer each time, and asks again. */
import { StoreError, type Clock } from './ports.js';
import { sleep } from './time.js';

const BACKOFF_MS = [20, 50, 100, 200, 400, 800, 1_000] as const;
const LONGEST_BACKOFF_MS = 1_000;

/** Milliseconds to wait before the try after `tries` failed ones (from 1). */
export function backoffMs(tries: number): number {
  return BACKOFF_MS[tries - 1] ?? LONGEST_BACKOFF_MS;
}

/** Whether the same may be asked again: neither the data nor the code is at fault. */
export function isPassing(error: unknown): error is StoreError {
  return error instanceof StoreError && error.kind !== 'bug' && error.kind !== 'poison';
}

/**
 * Reads from the store until it answers. An outage is no reason for a run to end.
 * @param isWanted asked before every further try; once it says no, `undefined` is returned
 * @throws what asking again does not mend
 */
export async function untilAnswered<T>(
  clock: Clock,
  ask: () => Promise<T>,
  isWanted: () => boolean,
): Promise<T | undefined> {
  for (let tries = 1; isWanted(); tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await sleep(clock, backoffMs(tries));
    }
  }
  return undefined;
}
