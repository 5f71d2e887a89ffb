import { FAULT_KINDS, planFaults } from './plan.js';

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed * 7_919);

describe('the plan of the nemesis', () => {
  it('is a function of the seed', () => {
    expect(planFaults(42, 600)).toEqual(planFaults(42, 600));
    expect(planFaults(42, 600)).not.toEqual(planFaults(43, 600));
    expect(planFaults(42, 600).slice(0, 20)).toEqual(planFaults(42, 120).slice(0, 20));
  });

  it('has every kind at least five times in 600 s', () => {
    for (const seed of SEEDS) {
      const acts = planFaults(seed, 600);
      for (const kind of FAULT_KINDS) {
        expect({ seed, kind, often: acts.filter((act) => act.kind === kind).length >= 5 }).toEqual({
          seed,
          kind,
          often: true,
        });
      }
    }
  });

  it.each([30, 120, 600])('acts at least every 5 s, from the start to the end of %i s', (seconds) => {
    for (const seed of SEEDS) {
      const times = planFaults(seed, seconds).map(({ atMs }) => atMs);
      const marks = [0, ...times, seconds * 1_000];
      const pauses = marks.slice(1).map((mark, index) => mark - (marks[index] ?? 0));
      expect(Math.max(...pauses)).toBeLessThanOrEqual(5_000);
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(0);
    }
  });

  it('hits every participant and every orchestrator sooner or later', () => {
    const targets = SEEDS.flatMap((seed) => planFaults(seed, 120).map(({ target }) => target));
    expect(new Set(targets.map((target) => target % 5)).size).toBe(5);
    expect(new Set(targets.map((target) => target % 2)).size).toBe(2);
  });
});
