import { median, percentile, slope } from './statistics.js';

it('percentiles and medians of samples in any order', () => {
  const samples = [5, 1, 4, 2, 3];
  expect([percentile(samples, 0), percentile(samples, 0.5), percentile(samples, 0.99)]).toEqual([1, 3, 5]);
  expect([median(samples), median([4, 1, 3, 2])]).toEqual([3, 2.5]);
  expect(samples).toEqual([5, 1, 4, 2, 3]);
});

it('of nothing there is none', () => {
  expect([percentile([], 0.5), median([]), slope([]), slope([{ x: 1, y: 1 }])]).toEqual([NaN, NaN, NaN, NaN]);
});

it('the slope is that of the straight line through the points', () => {
  const points = [0, 1, 2, 3].map((x) => ({ x, y: 7 + 2.5 * x + (x % 2 === 0 ? 0.1 : -0.1) }));
  expect(slope(points)).toBeCloseTo(2.5, 1);
  expect(
    slope([
      { x: 0, y: 3 },
      { x: 9, y: 3 },
    ]),
  ).toBe(0);
});
