import fc from 'fast-check';
import { nextAttemptAtMs } from './calls.js';
import { DEFAULT_ACTION_RETRY, DEFAULT_COMPENSATION_RETRY, DEFAULT_RETRIABLE_RETRY } from './definition.js';
import { hashToUnit, isPoison, isSuspect, retryDelayMs, takeoverDelayMs, takeoverDelaysMs } from './retry.js';

const steady = { ...DEFAULT_ACTION_RETRY, jitter: 0 };

describe('the wait before the next attempt', () => {
  it('doubles from one second up to the cap', () => {
    const waits = [1, 2, 3, 6, 7, 8, 1_000].map((attempt) => retryDelayMs(steady, attempt, 's'));
    expect(waits).toEqual([1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000]);
    expect(retryDelayMs({ ...DEFAULT_COMPENSATION_RETRY, jitter: 0 }, 20, 's')).toBe(300_000);
  });

  it('is at least as long as the participant asks, up to the cap', () => {
    expect([1, 2, 3].map((attempt) => retryDelayMs(steady, attempt, 's', 5_000))).toEqual([
      5_000, 5_000, 5_000,
    ]);
    expect(retryDelayMs(steady, 1, 's', 500_000)).toBe(60_000);
    expect(retryDelayMs(steady, 1, 's', -1)).toBe(0);
  });

  it('grows from a short wait that the participant asks for, but not beyond its own', () => {
    const waits = [1, 2, 3, 4, 8].map((attempt) => retryDelayMs(steady, attempt, 's', 200));
    expect(waits).toEqual([200, 400, 800, 1_600, 25_600]);
    expect(retryDelayMs({ ...steady, backoffCoefficient: 1 }, 9, 's', 1_500)).toBe(1_500);
  });

  it('is not shorter than asked, and a thousand that were asked the same do not come back together', () => {
    const policy = { ...steady, jitter: 0.2 };
    const waits = Array.from({ length: 1_000 }, (_, n) => retryDelayMs(policy, 1, `saga-${n}`, 5_000));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(5_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(6_000);
    expect(new Set(waits).size).toBeGreaterThan(300);
  });

  it('is jittered by what the attempt is: the same each time, within bounds, and not the same for neighbours', () => {
    const policy = { ...steady, jitter: 0.2 };
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (salt, attempt) => {
        const wait = retryDelayMs(policy, attempt, salt);
        const plain = retryDelayMs(steady, attempt, salt);
        expect(wait).toBe(retryDelayMs(policy, attempt, salt));
        expect(Math.abs(wait - plain)).toBeLessThanOrEqual(plain * 0.2 + 1);
      }),
    );
    const waits = Array.from({ length: 1_000 }, (_, n) => retryDelayMs(policy, 1, `saga-${n}`));
    expect(new Set(waits).size).toBeGreaterThan(300);
    expect(Math.min(...waits)).toBeLessThan(820);
    expect(Math.max(...waits)).toBeGreaterThan(1_180);
  });

  it('hashes to the unit interval', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(hashToUnit(text)).toBeGreaterThanOrEqual(0);
        expect(hashToUnit(text)).toBeLessThan(1);
      }),
    );
  });
});

describe('a budget', () => {
  const next = (attempt: number, code = 'UNAVAILABLE') =>
    nextAttemptAtMs({ ...steady, nonRetryableCodes: ['ABORTED'] }, attempt, { code }, 's', 10_000);

  it('ends with its last attempt, or with a code that is not retried', () => {
    expect([next(1), next(2), next(3)]).toEqual([11_000, 12_000, null]);
    expect(next(1, 'ABORTED')).toBeNull();
  });

  it('is 3 for actions, 1,000 for retriable ones, 20 for compensations', () => {
    const budgets = [DEFAULT_ACTION_RETRY, DEFAULT_RETRIABLE_RETRY, DEFAULT_COMPENSATION_RETRY];
    expect(budgets.map(({ maxAttempts }) => maxAttempts)).toEqual([3, 1_000, 20]);
  });

  it('of retriable steps lasts about 16 hours at the cap', () => {
    const attempts = Array.from({ length: 999 }, (_, index) => index + 1);
    const totalMs = attempts.reduce(
      (sum, n) => sum + retryDelayMs({ ...DEFAULT_RETRIABLE_RETRY, jitter: 0 }, n, ''),
      0,
    );
    expect(totalMs / 3_600_000).toBeCloseTo(16.6, 0);
  });
});

describe('interruptions', () => {
  it('delay by 0, 0, 4 and 16 s, make a suspect of the second and poison of the fifth', () => {
    expect(takeoverDelaysMs).toEqual([0, 0, 4_000, 16_000]);
    const counts = [1, 2, 3, 4, 5];
    expect(counts.map(takeoverDelayMs)).toEqual([0, 0, 4_000, 16_000, 0]);
    expect(counts.map(isSuspect)).toEqual([false, true, true, true, true]);
    expect(counts.map(isPoison)).toEqual([false, false, false, false, true]);
  });
});
