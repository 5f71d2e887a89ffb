import { RateLimit } from './rate-limit.js';

function limited(perSecond: number, burst: number) {
  let nowMs = 5_000_000;
  const limit = new RateLimit({ monotonicMs: () => nowMs }, { perSecond, burst });
  return { limit, pass: (ms: number) => void (nowMs += ms) };
}

describe('a rate limit', () => {
  it('lets a burst through, then says how long the next one has to wait', () => {
    const { limit, pass } = limited(4, 3);
    expect([1, 2, 3].map(() => limit.take('a'))).toEqual([0, 0, 0]);
    expect(limit.take('a')).toBe(250);
    pass(100);
    expect(limit.take('a')).toBe(150);
    pass(150);
    expect(limit.take('a')).toBe(0);
    expect(limit.take('a')).toBe(250);
  });

  it.each([1, 3, 7, 20, 100, 99_999])('at %d per second whoever waits as told gets through', (perSecond) => {
    const { limit, pass } = limited(perSecond, 1);
    for (let call = 0; call < 50; call += 1) {
      const waitMs = limit.take('a');
      pass(waitMs);
      if (waitMs > 0) expect(limit.take('a')).toBe(0);
    }
  });

  it('holds nobody up for what another does', () => {
    const { limit } = limited(1, 1);
    expect(limit.take('a')).toBe(0);
    expect(limit.take('a')).toBeGreaterThan(0);
    expect(limit.take('b')).toBe(0);
  });

  it('saves up no more than the burst', () => {
    const { limit, pass } = limited(10, 2);
    limit.take('a');
    pass(86_400_000);
    expect([1, 2, 3].map(() => limit.take('a') > 0)).toEqual([false, false, true]);
  });

  it('refused calls cost nothing: the wait grows no longer', () => {
    const { limit, pass } = limited(1, 1);
    limit.take('a');
    for (let call = 0; call < 100; call += 1) limit.take('a');
    pass(1_000);
    expect(limit.take('a')).toBe(0);
  });

  it('L1: keeps ten thousand keys and no more, the last of them the longest', () => {
    const { limit } = limited(1, 1);
    limit.take('first');
    limit.take('second');
    expect(limit.take('first')).toBeGreaterThan(0);
    for (let key = 0; key < 9_999; key += 1) limit.take(String(key));
    expect(limit.take('first')).toBeGreaterThan(0);
    expect(limit.take('second')).toBe(0);
  });
});
