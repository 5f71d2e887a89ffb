import { cancelled, nextDelayMs, PUBLIC_STATES, STATES, statesOf } from './delivery.js';

describe('a cancel', () => {
  it.each([
    ['queued', 0, 'dropped'],
    ['queued', 1, 'retracting'],
    ['sending', 1, 'retracting'],
    ['delivered', 1, 'retracting'],
    ['failed', 10, 'retracting'],
    ['dropped', 0, undefined],
    ['retracting', 1, undefined],
    ['retracted', 1, undefined],
  ] as const)('of what is %s after %d tries: %s', (state, attempts, expected) => {
    expect(cancelled(state, attempts)).toBe(expected);
  });
});

describe('public states', () => {
  it('cover all states, each once', () => {
    const all = [...new Set(Object.values(PUBLIC_STATES))].flatMap(statesOf);
    expect(all.sort()).toEqual([...STATES].sort());
  });
});

describe('the wait after a failed try', () => {
  const policy = { maxAttempts: 5, initialDelayMs: 100, maxDelayMs: 500 };

  it('doubles up to the cap, and ends with the last try', () => {
    expect([1, 2, 3, 4, 5, 6].map((attempt) => nextDelayMs(attempt, policy))).toEqual([
      100,
      200,
      400,
      500,
      undefined,
      undefined,
    ]);
  });
});
