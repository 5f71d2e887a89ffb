import { jest } from '@jest/globals';
import { systemClock } from './clock.js';

describe('systemClock', () => {
  it('C2: the monotonic clock never goes back', () => {
    const looks = Array.from({ length: 1_000 }, () => systemClock.monotonicMs());
    expect([...looks].sort((a, b) => a - b)).toEqual(looks);
  });

  it('C3: a timer fires once and not early', async () => {
    const start = systemClock.monotonicMs();
    const fired: number[] = [];
    systemClock.setTimer(15, () => fired.push(systemClock.monotonicMs() - start));
    await systemClock.sleep(40);
    expect(fired).toHaveLength(1);
    expect(fired[0]).toBeGreaterThanOrEqual(15);
  });

  it.each([-1, 0, Number.NaN])('C3: a timer of %p ms fires on the next turn', async (ms) => {
    const fired = jest.fn();
    systemClock.setTimer(ms, fired);
    expect(fired).not.toHaveBeenCalled();
    await systemClock.sleep(5);
    expect(fired).toHaveBeenCalledTimes(1);
  });

  it('C3: a timer farther away than Node can count does not fire at once', async () => {
    jest.useFakeTimers();
    try {
      const fired = jest.fn();
      const days = 24 * 3_600_000;
      systemClock.setTimer(60 * days, fired);
      jest.advanceTimersByTime(59 * days);
      expect(fired).not.toHaveBeenCalled();
      jest.advanceTimersByTime(days + 1);
      expect(fired).toHaveBeenCalledTimes(1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('a cancelled timer does not fire, and neither does one at infinity', async () => {
    const fired = jest.fn();
    const timer = systemClock.setTimer(1, fired);
    timer.cancel();
    timer.cancel();
    systemClock.setTimer(Number.POSITIVE_INFINITY, fired).cancel();
    await systemClock.sleep(10);
    expect(fired).not.toHaveBeenCalled();
  });

  it('sleep rejects with the reason of the signal, before and while sleeping', async () => {
    const reason = new Error('enough');
    await expect(systemClock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
    const abort = new AbortController();
    const sleeping = systemClock.sleep(60_000, abort.signal);
    abort.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
  });
});
