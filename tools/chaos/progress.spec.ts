import { firstAfter, longestGapMs, perSecond } from './progress.js';

describe('the progress of all sagas together', () => {
  it('has its longest gap also at the edges of the span', () => {
    expect(longestGapMs([30, 10, 20], 0, 100)).toBe(70);
    expect(longestGapMs([-5, 60, 90, 200], 0, 100)).toBe(60);
    expect(longestGapMs([10, 40, 70, 95], 0, 100)).toBe(30);
    expect(longestGapMs([], 0, 100)).toBe(100);
  });

  it('has a rate', () => {
    expect(perSecond([0, 500, 999, 1_999, 2_000], 0, 2_000)).toBe(2);
  });

  it('begins again with the first event after a moment', () => {
    expect(firstAfter([300, 100, 200], 150)).toBe(200);
    expect(firstAfter([300, 100, 200], 200)).toBe(200);
    expect(firstAfter([100], 150)).toBeNaN();
  });
});
