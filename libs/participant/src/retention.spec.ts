import { silentLogger, type Clock, type TimerHandle } from '#libs/platform';
import { keepPurging } from './retention.js';

const HOUR_MS = 3_600_000;

/** A clock whose one timer the test lets run out. */
class SteeredClock implements Clock {
  delays: number[] = [];
  private fn: (() => void) | undefined;
  now = (): number => 0;
  monotonicMs = (): number => 0;
  endOfTurn = (fn: () => void): void => queueMicrotask(fn);
  sleep = (): Promise<void> => Promise.reject(new Error('not used'));

  setTimer(ms: number, fn: () => void): TimerHandle {
    this.delays.push(ms);
    this.fn = fn;
    return { cancel: () => (this.fn = undefined) };
  }

  get armed(): boolean {
    return this.fn !== undefined;
  }

  fire(): void {
    this.fn?.();
  }
}

describe('the purge', () => {
  it('runs an hour after the start and daily from then on, also after a failure', async () => {
    const clock = new SteeredClock();
    const days: number[] = [];
    const purge = async (olderThanDays = 0): Promise<number> => {
      days.push(olderThanDays);
      if (days.length === 2) throw new Error('the database is away');
      return 1;
    };
    const stop = keepPurging({ purge }, 400, clock, silentLogger);
    expect(days).toEqual([]);
    for (let day = 0; day < 3; day++) clock.fire();
    await stop();
    expect(days).toEqual([400, 400, 400]);
    expect(clock.delays).toEqual([HOUR_MS, 24 * HOUR_MS, 24 * HOUR_MS, 24 * HOUR_MS]);
  });

  it('stops, and waits for one that runs', async () => {
    const clock = new SteeredClock();
    let end = (): void => undefined;
    const running = new Promise<void>((resolve) => (end = resolve));
    const stop = keepPurging({ purge: () => running.then(() => 0) }, 400, clock, silentLogger);
    clock.fire();
    let stopped = false;
    const stopping = stop().then(() => (stopped = true));
    expect(clock.armed).toBe(false);
    await Promise.resolve();
    expect(stopped).toBe(false);
    end();
    await stopping;
  });
});
