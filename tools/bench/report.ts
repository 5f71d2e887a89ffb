/** The results in words. */
import { barsOf, verdictOf, type Bar } from './bars.js';
import {
  cpuBeyondMs,
  ratioOf,
  spread,
  type GrowthResult,
  type OpenResult,
  type PairsResult,
  type Results,
  type SoakResult,
  type TargetResult,
} from './results.js';
import type { Latencies, Pair, Sample } from './rounds.js';
import { median } from '../statistics.js';

const MB = 1_000_000;
const KIB = 1_024;

function digits(value: number): string {
  if (Number.isNaN(value)) return '-';
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

function over(pairs: readonly Pair[], figure: (pair: Pair) => number): string {
  const { median: middle, min, max } = spread(pairs.map(figure));
  return `${digits(middle)} (${digits(min)}–${digits(max)})`;
}

const latencies = ({ p50, p95, p99 }: Latencies): string =>
  `p50 ${digits(p50)}, p95 ${digits(p95)}, p99 ${digits(p99)} ms`;

function cpuLine(pairs: readonly Pair[]): string {
  const kinds: readonly (keyof Sample['cpuMs'])[] = [
    'orchestrator',
    'postgres',
    'redis',
    'participants',
    'load',
  ];
  const parts = kinds.map((kind) => `${kind} ${digits(median(pairs.map(({ saga }) => saga.cpuMs[kind])))}`);
  return `${parts.join(', ')}; bare ${digits(median(pairs.map(({ bare }) => bare.cpuMs.bare)))}`;
}

/** One scenario: medians, with least and most over its rounds. */
export function scenarioLines({ title, pairs }: PairsResult): string[] {
  const middle = (figure: (pair: Pair) => number): string => digits(median(pairs.map(figure)));
  const of = (which: 'bare' | 'saga', share: keyof Latencies) => middle((pair) => pair[which].latency[share]);
  return [
    title,
    `  sagas/s          ${over(pairs, ({ saga }) => saga.perSecond)}; bare ${over(pairs, ({ bare }) => bare.perSecond)}`,
    `  ÷ bare           ${over(pairs, ratioOf)}`,
    `  latency          p50 ${of('saga', 'p50')}, p95 ${of('saga', 'p95')}, p99 ${of('saga', 'p99')} ms; bare p50 ${of('bare', 'p50')}, p99 ${of('bare', 'p99')} ms`,
    `  CPU ms per saga  ${cpuLine(pairs)}; beyond the bare calls ${over(pairs, cpuBeyondMs)}`,
    `  per saga         ${middle(({ saga }) => saga.commits)} commits, ${middle(({ saga }) => saga.walBytes / KIB)} KiB of WAL, HOT ${middle(({ saga }) => saga.hotShare)}`,
    `  per flush        ${middle(({ saga }) => saga.transitionsPerFlush)} transitions`,
    `  RSS              ${digits(Math.max(...pairs.map(({ saga }) => saga.peakRss)) / MB)} MB at most`,
  ];
}

export function openLines({ perSecond, start, end }: OpenResult): string[] {
  return [
    `starts at ${digits(perSecond)}/s, whatever becomes of them`,
    `  start            ${latencies(start)}`,
    `  end to end       ${latencies(end)}`,
  ];
}

export function targetLines(targets: readonly TargetResult[]): string[] {
  const lines = targets.map(
    ({ perSecond, startP95Ms, errorShare, completedShare, holds }) =>
      `  ${perSecond}/s: start p95 ${digits(startP95Ms)} ms, errors ${(errorShare * 100).toFixed(2)} %, completed ${(completedShare * 100).toFixed(2)} %: ${holds ? 'holds' : 'does not hold'}`,
  );
  const best = Math.max(0, ...targets.filter(({ holds }) => holds).map(({ perSecond }) => perSecond));
  return [
    'consultations with the real participants (start p95 < 200 ms, errors < 0.1 %, completed > 99 %)',
    ...lines,
    `  the highest rate at which they hold: ${best}/s`,
  ];
}

export function growthLines(growth: readonly GrowthResult[]): string[] {
  return [
    'growth, at 64 in flight',
    ...growth.map(
      ({ sagasInStore, pairs }) =>
        `  ${sagasInStore} sagas in the store: ${over(pairs, ({ saga }) => saga.perSecond)} sagas/s, ÷ bare ${over(pairs, ratioOf)}`,
    ),
  ];
}

export function soakLines(soak: SoakResult): string[] {
  return [
    `soak of ${digits(soak.minutes)} minutes at ${digits(soak.perSecond)}/s, ${soak.sagas} sagas; per minute after the first five`,
    `  RSS ${(soak.rssBytesPerMinute / MB).toFixed(2)} MB, files ${soak.openFilesPerMinute.toFixed(2)}, connections ${soak.connectionsPerMinute.toFixed(2)}, Redis keys ${digits(soak.redisKeysPerMinute)}, table ${soak.tableBytesPerSagaPerMinute.toFixed(2)} bytes per saga`,
  ];
}

function barLine(bar: Bar): string {
  const { what, measured, must, aim, better, unit } = bar;
  const sign = better === 'higher' ? '≥' : '≤';
  const value = measured === null ? '-' : `${measured.toFixed(2)}${unit && ` ${unit}`}`;
  return `  ${verdictOf(bar).padEnd(13)} ${what}: ${value} (must ${sign} ${must}, aim ${sign} ${aim})`;
}

export function barLines(results: Results): string[] {
  return ['bars', ...barsOf(results).map(barLine)];
}
