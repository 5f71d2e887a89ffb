/** What has to be reached, and what was. Pure. */
import { cpuBeyondMs, ratioOf, type Results } from './results.js';
import type { Pair } from './rounds.js';
import { median } from '../statistics.js';

export interface Bar {
  readonly what: string;
  /** Null where this run did not measure it. */
  readonly measured: number | null;
  readonly must: number;
  readonly aim: number;
  readonly better: 'higher' | 'lower';
  readonly unit: string;
}

export type Verdict = 'aim' | 'met' | 'missed' | 'not measured';

export function verdictOf({ measured, must, aim, better }: Bar): Verdict {
  if (measured === null) return 'not measured';
  const reaches = (limit: number): boolean => (better === 'higher' ? measured >= limit : measured <= limit);
  if (reaches(aim)) return 'aim';
  return reaches(must) ? 'met' : 'missed';
}

/** Commits that one saga waits for, one after the other: its start, its claim, five steps. */
const COMMITS_IN_A_ROW = 7;
const KIB = 1_024;
const MB = 1_000_000;

function medianOf(pairs: readonly Pair[] | undefined, figure: (pair: Pair) => number): number | null {
  return pairs === undefined || pairs.length === 0 ? null : median(pairs.map(figure));
}

function growthRatio({ growth }: Results): number | null {
  const [least, most] = [growth.at(0), growth.at(-1)];
  if (least === undefined || most === undefined || least === most) return null;
  return (medianOf(most.pairs, ratioOf) ?? 0) / (medianOf(least.pairs, ratioOf) ?? 0);
}

/** Every bar, in the order in which they are promised. */
export function barsOf(results: Results): Bar[] {
  const of = (name: string) => results.scenarios.find((scenario) => scenario.name === name)?.pairs;
  const at = (inFlight: number) => of(`in-flight-${inFlight}`);
  const latency = (pair: Pair): number =>
    pair.saga.latency.p50 - pair.bare.latency.p50 - COMMITS_IN_A_ROW * results.fsyncMs;
  const higher = { better: 'higher', unit: '' } as const;
  return [
    ...[64, 256].map((inFlight) => ({
      ...{ what: `throughput at ${inFlight} in flight ÷ the bare calls`, must: 0.55, aim: 0.7 },
      ...{ measured: medianOf(at(inFlight), ratioOf), ...higher },
    })),
    {
      ...{ what: 'CPU per saga beyond the bare calls, at 64 in flight', must: 0.9, aim: 0.6 },
      ...{ measured: medianOf(at(64), cpuBeyondMs), better: 'lower', unit: 'ms' },
    },
    {
      ...{ what: 'latency p50 at 1 in flight beyond the bare calls and 7 × fsync', must: 5, aim: 3 },
      ...{ measured: medianOf(at(1), latency), better: 'lower', unit: 'ms' },
    },
    {
      ...{ what: 'commits per saga at 64 in flight', must: 0.6, aim: 0.3 },
      ...{ measured: medianOf(at(64), ({ saga }) => saga.commits), better: 'lower', unit: '' },
    },
    {
      ...{ what: 'share of HOT updates on saga', must: 0.6, aim: 0.66 },
      ...{ measured: medianOf(at(64), ({ saga }) => saga.hotShare), ...higher },
    },
    {
      ...{ what: 'WAL per saga', must: 16, aim: 11, better: 'lower', unit: 'KiB' },
      measured: medianOf(at(64), ({ saga }) => saga.walBytes / KIB),
    },
    {
      ...{ what: 'undo ÷ bare calls of the same count', must: 0.5, aim: 0.65 },
      ...{ measured: medianOf(of('undo'), ratioOf), ...higher },
    },
    {
      ...{ what: 'throughput with 1,000,000 finished sagas ÷ with 2,000', must: 0.9, aim: 0.97 },
      ...{ measured: growthRatio(results), ...higher },
    },
    {
      ...{
        what: 'RSS of the orchestrator at 1024 in flight',
        must: 400,
        aim: 250,
        better: 'lower',
        unit: 'MB',
      },
      measured: medianOf(at(1_024), ({ saga }) => saga.peakRss / MB),
    },
    {
      ...{ what: 'soak: RSS per minute after the first 5', must: 1, aim: 0, better: 'lower', unit: 'MB' },
      measured: results.soak === null ? null : results.soak.rssBytesPerMinute / MB,
    },
  ];
}
