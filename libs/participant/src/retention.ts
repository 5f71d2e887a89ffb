import type { Clock, Logger, TimerHandle } from '#libs/platform';
import type { Barrier } from './barrier.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Purges the barrier an hour after the start and then daily. A purge that fails is logged and tried again the next day.
 * Processes of the same service may all do it: rows that one deletes are left alone by the others.
 * @returns a function that stops it and waits for a purge that runs
 */
export function keepPurging(
  barrier: Pick<Barrier, 'purge'>,
  retentionDays: number,
  clock: Clock,
  logger: Logger,
): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let timer: TimerHandle;
  const purge = async (): Promise<void> => {
    try {
      const count = await barrier.purge(retentionDays);
      logger.info({ count }, 'the barrier was purged');
    } catch (error) {
      logger.warn({ err: error }, 'the barrier could not be purged');
    }
  };
  const arm = (delayMs: number): void => {
    timer = clock.setTimer(delayMs, () => {
      running = purge();
      arm(DAY_MS);
    });
  };
  arm(HOUR_MS);
  return async () => {
    timer.cancel();
    await running;
  };
}
