import type { Clock } from '#libs/saga-engine';
import { repeat, within } from './timing.js';

/** A clock that is moved by hand. */
function handClock(): Clock & { pass(ms: number): Promise<void>; armed(): number } {
  let nowMs = 0;
  const timers = new Set<{ atMs: number; fire: () => void }>();
  return {
    monotonicMs: () => nowMs,
    setTimer: (delayMs, fire) => {
      const timer = { atMs: nowMs + delayMs, fire };
      timers.add(timer);
      return { cancel: () => void timers.delete(timer) };
    },
    endOfTurn: queueMicrotask,
    armed: () => timers.size,
    pass: async (ms) => {
      nowMs += ms;
      for (const timer of [...timers]) {
        if (timer.atMs > nowMs) continue;
        timers.delete(timer);
        timer.fire();
      }
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    },
  };
}

describe('within', () => {
  it('tells what became of the work, and leaves no timer behind', async () => {
    const clock = handClock();
    expect(await within(clock, 10, Promise.resolve(7))).toEqual({ kind: 'done', value: 7 });
    const error = new Error('no');
    expect(await within(clock, 10, Promise.reject(error))).toEqual({ kind: 'failed', error });
    expect(clock.armed()).toBe(0);
  });

  it('gives up at the limit, and does not mind a failure after it', async () => {
    const clock = handClock();
    let fail: (error: Error) => void = () => undefined;
    const outcome = within(clock, 10, new Promise((_, reject) => (fail = reject)));
    await clock.pass(10);
    expect(await outcome).toEqual({ kind: 'late' });
    fail(new Error('too late'));
    await clock.pass(0);
  });
});

describe('repeat', () => {
  it('begins a round a pause after the end of the one before, until it is stopped', async () => {
    const clock = handClock();
    const ends: (() => void)[] = [];
    const repetition = repeat(
      clock,
      () => new Promise((resolve) => ends.push(resolve)),
      () => 100,
    );
    await clock.pass(100);
    await clock.pass(1_000);
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await clock.pass(0);
    await clock.pass(99);
    expect(ends).toHaveLength(1);
    await clock.pass(1);
    expect(ends).toHaveLength(2);
    repetition.stop();
    ends[1]?.();
    await clock.pass(1_000);
    expect(ends).toHaveLength(2);
    expect(clock.armed()).toBe(0);
  });

  it('can be asked to begin now, and does not overlap', async () => {
    const clock = handClock();
    let rounds = 0;
    const repetition = repeat(
      clock,
      () => Promise.resolve(void (rounds += 1)),
      () => 100,
    );
    repetition.now();
    repetition.now();
    await clock.pass(0);
    expect(rounds).toBe(1);
    await clock.pass(100);
    expect(rounds).toBe(2);
    repetition.stop();
    repetition.now();
    expect(rounds).toBe(2);
  });
});
