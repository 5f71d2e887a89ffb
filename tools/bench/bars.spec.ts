import { barsOf, verdictOf, type Bar } from './bars.js';
import { barLines, scenarioLines, targetLines } from './report.js';
import type { Results } from './results.js';
import type { Pair, Sample } from './rounds.js';

const sample = (perSecond: number, more: Partial<Sample> = {}): Sample => ({
  sagas: 100,
  perSecond,
  latency: { p50: 10, p95: 20, p99: 30 },
  cpuMs: { orchestrator: 2, postgres: 0.5, redis: 0.25, participants: 1, bare: 1.5, load: 0.5 },
  commits: 0.5,
  transitionsPerFlush: 17,
  walBytes: 12 * 1_024,
  hotShare: 0.66,
  peakRss: 300_000_000,
  ...more,
});
const pair = (ratio: number, saga: Partial<Sample> = {}, bare: Partial<Sample> = {}): Pair => ({
  bare: sample(1_000, { latency: { p50: 2, p95: 3, p99: 4 }, ...bare }),
  saga: sample(1_000 * ratio, saga),
});
const scenario = (name: string, ...pairs: Pair[]) => ({ name, title: name, pairs });
const NOTHING: Results = {
  ...{ machine: { cpus: 2, model: 'm', node: 'v20' }, commit: 'c', command: 'x', fsyncMs: 0.5 },
  ...{ scenarios: [], open: null, targets: [], growth: [], soak: null },
};
const measured = (results: Partial<Results>, what: RegExp): number | null | undefined =>
  barsOf({ ...NOTHING, ...results }).find((bar) => what.test(bar.what))?.measured;

describe('bars', () => {
  it('are met, reached or missed on the side that is better', () => {
    const bar = { what: '', unit: '', must: 0.5, aim: 0.7 };
    const higher = (value: number | null): Bar => ({ ...bar, better: 'higher', measured: value });
    expect([0.7, 0.5, 0.49, null].map((value) => verdictOf(higher(value)))).toEqual([
      'aim',
      'met',
      'missed',
      'not measured',
    ]);
    const lower = (value: number): Bar => ({ ...bar, must: 5, aim: 3, better: 'lower', measured: value });
    expect([3, 5, 5.1].map((value) => verdictOf(lower(value)))).toEqual(['aim', 'met', 'missed']);
  });

  it('of a figure that is none are missed', () => {
    expect(verdictOf({ what: '', unit: '', must: 1, aim: 2, better: 'higher', measured: Number.NaN })).toBe(
      'missed',
    );
  });

  it('compare rounds with those beside them, and take the median', () => {
    const pairs = [pair(0.4), pair(0.6), pair(0.5)];
    expect(measured({ scenarios: [scenario('in-flight-64', ...pairs)] }, /at 64 in flight ÷/)).toBe(0.5);
    expect(measured({ scenarios: [scenario('undo', ...pairs)] }, /undo/)).toBe(0.5);
  });

  it('take from a saga what the bare calls cost as well', () => {
    const scenarios = [scenario('in-flight-1', pair(0.3)), scenario('in-flight-64', pair(0.5))];
    expect(measured({ scenarios }, /CPU/)).toBeCloseTo(2 + 0.5 + 0.25 - 1.5);
    // Seven commits wait for the disk.
    expect(measured({ scenarios }, /latency/)).toBeCloseTo(10 - 2 - 7 * 0.5);
  });

  it('compare the fullest store with the emptiest, each by the bare calls of its time', () => {
    const growth = [
      { sagasInStore: 2_000, pairs: [pair(0.5)] },
      { sagasInStore: 1_000_000, pairs: [pair(0.45)] },
    ];
    expect(measured({ growth }, /1,000,000/)).toBeCloseTo(0.9);
    expect(measured({ growth: growth.slice(0, 1) }, /1,000,000/)).toBeNull();
  });

  it('that were not measured say so', () => {
    for (const bar of barsOf(NOTHING)) expect(verdictOf(bar)).toBe('not measured');
  });
});

describe('the report', () => {
  it('shows each bar with its verdict', () => {
    const lines = barLines({ ...NOTHING, scenarios: [scenario('in-flight-64', pair(0.6))] });
    expect(lines.find((line) => line.includes('at 64 in flight ÷'))).toBe(
      '  met           throughput at 64 in flight ÷ the bare calls: 0.60 (must ≥ 0.55, aim ≥ 0.7)',
    );
    expect(lines.filter((line) => line.includes('not measured'))).toHaveLength(6);
  });

  it('shows a scenario with its spread', () => {
    const text = scenarioLines(scenario('64 in flight', pair(0.4), pair(0.6))).join('\n');
    expect(text).toContain('÷ bare           0.50 (0.40–0.60)');
    expect(text).toContain('12.0 KiB of WAL');
  });

  it('names the highest rate that holds', () => {
    const target = (perSecond: number, holds: boolean) => ({
      ...{ perSecond, holds, started: 1_500, startP95Ms: 20, errorShare: 0, completedShare: 1 },
    });
    expect(targetLines([target(100, true), target(125, true), target(150, false)]).at(-1)).toContain('125/s');
    expect(targetLines([target(100, false)]).at(-1)).toContain(' 0/s');
  });
});
