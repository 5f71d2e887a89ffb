/** What becomes of a notification that a channel did not take. Pure. */
import { ChannelRefusal } from './channel.js';

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 300_000;

/** Tried again after a while, or given up for a reason that is kept. */
export type Outcome = { kind: 'again'; delayMs: number } | { kind: 'failed'; failure: string };

/**
 * @param error what the channel threw
 * @param attempts deliveries that failed, with this one
 * @param maxAttempts how many may fail
 */
export function outcomeOf(error: unknown, attempts: number, maxAttempts: number): Outcome {
  if (error instanceof ChannelRefusal) return { kind: 'failed', failure: error.reason };
  if (attempts >= maxAttempts) return { kind: 'failed', failure: 'ATTEMPTS_EXHAUSTED' };
  return { kind: 'again', delayMs: delayAfter(attempts) };
}

/** How long to wait after this many failures in a row: doubling from a second up to five minutes. */
export function delayAfter(attempts: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
}
