import { FakeClock, settled } from '#libs/testkit';
import { DatabaseClock, Latch, Pulse, sleep, within } from './time.js';

describe('DatabaseClock', () => {
  it('says nothing before the database was asked', () => {
    expect(() => new DatabaseClock(new FakeClock()).nowMs()).toThrow('has not been asked');
  });

  it('advances by the own clock, and follows the database where an answer rules out what it believed', async () => {
    const clock = new FakeClock();
    const time = new DatabaseClock(clock);
    time.observe(1_000, 0);
    await clock.pass(500);
    expect(time.nowMs()).toBe(1_500);
    time.observe(9_000, 500);
    expect(time.nowMs()).toBe(9_000);
    time.observe(2_000, 500);
    expect(time.nowMs()).toBe(2_000);
  });

  it('is not set back by an answer that was long on its way', async () => {
    const clock = new FakeClock();
    const time = new DatabaseClock(clock);
    time.observe(1_000, 0);
    await clock.pass(500);
    time.observe(1_200, 0);
    expect(time.nowMs()).toBe(1_500);
  });
});

describe('Latch', () => {
  it('lets everybody go who waits', async () => {
    const clock = new FakeClock();
    const latch = new Latch();
    const gone: string[] = [];
    void latch.wait(clock, null).then(() => gone.push('first'));
    void latch.wait(clock, 1_000).then(() => gone.push('second'));
    latch.raise();
    await settled();
    expect(gone).toEqual(['first', 'second']);
    expect(clock.timers).toBe(0);
  });

  it('keeps a raise for who comes late, once', async () => {
    const clock = new FakeClock();
    const latch = new Latch();
    latch.raise();
    await latch.wait(clock, null);
    let isThrough = false;
    void latch.wait(clock, 100).then(() => (isThrough = true));
    await settled();
    expect(isThrough).toBe(false);
    await clock.pass(100);
    expect(isThrough).toBe(true);
  });

  it('loses no raise that comes between the waking of a waiter and its next wait', async () => {
    const clock = new FakeClock();
    const latch = new Latch();
    const box = { value: 0 };
    const seen: number[] = [];
    const reader = (async () => {
      do {
        await latch.wait(clock, null);
        seen.push(box.value);
        await Promise.resolve();
      } while (seen.at(-1) !== 3);
    })();
    for (let count = 1; count <= 3; count += 1) {
      box.value = count;
      latch.raise();
      // Every distance in turns of the microtask queue.
      for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
    }
    await reader;
    expect(seen.at(-1)).toBe(3);
  });
});

describe('within', () => {
  it('leaves no timer behind when the work is done in time', async () => {
    const clock = new FakeClock();
    await expect(within(clock, 1_000, Promise.resolve('done'))).resolves.toBe(true);
    expect(clock.timers).toBe(0);
  });

  it('says so when the work takes longer', async () => {
    const clock = new FakeClock();
    const answer = within(clock, 1_000, new Promise(() => {}));
    await clock.pass(1_000);
    await expect(answer).resolves.toBe(false);
  });

  it('hands on what the work throws', async () => {
    const clock = new FakeClock();
    await expect(within(clock, 1_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(clock.timers).toBe(0);
  });
});

describe('Pulse', () => {
  it('repeats, one run at a time, also after a failure, and sooner when poked', async () => {
    const clock = new FakeClock();
    const errors: unknown[] = [];
    let runs = 0;
    const task = async () => {
      runs += 1;
      await sleep(clock, 30);
      if (runs === 1) throw new Error('no');
    };
    const pulse = new Pulse(
      clock,
      () => 100,
      task,
      (error) => errors.push(error),
    );
    pulse.start();
    pulse.start();
    await clock.pass(129);
    expect(runs).toBe(1);
    await clock.pass(1);
    expect([runs, errors.length]).toEqual([2, 1]);
    await clock.pass(40);
    pulse.poke();
    await settled();
    expect(runs).toBe(3);
    const stopped = pulse.stop();
    await clock.pass(30);
    await stopped;
    await clock.pass(1_000);
    expect([runs, clock.timers]).toEqual([3, 0]);
  });

  it('stops before it was started', async () => {
    const clock = new FakeClock();
    const pulse = new Pulse(
      clock,
      () => 100,
      async () => {},
      () => {},
    );
    await pulse.stop();
  });
});
