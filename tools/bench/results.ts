/** What the scenarios found, as it is printed, judged, and written with `--json`. */
import type { Latencies, Pair, Sample } from './rounds.js';
import { median } from '../statistics.js';

export interface PairsResult {
  readonly name: string;
  readonly title: string;
  readonly pairs: readonly Pair[];
}

/** Starts that come whatever becomes of them. */
export interface OpenResult {
  readonly perSecond: number;
  /** Of the answer to StartSaga without waiting. */
  readonly start: Latencies;
  /** Of the answer that waits for the end. */
  readonly end: Latencies;
}

/** One rate of consultations with the real participants. */
export interface TargetResult {
  readonly perSecond: number;
  readonly started: number;
  readonly startP95Ms: number;
  /** Of all starts, from 0 to 1. */
  readonly errorShare: number;
  /** Of those that were started, from 0 to 1. */
  readonly completedShare: number;
  readonly holds: boolean;
}

export interface GrowthResult {
  readonly sagasInStore: number;
  readonly pairs: readonly Pair[];
}

/** Per minute, after the first five. */
export interface SoakResult {
  readonly minutes: number;
  readonly perSecond: number;
  readonly sagas: number;
  readonly rssBytesPerMinute: number;
  readonly openFilesPerMinute: number;
  readonly connectionsPerMinute: number;
  readonly redisKeysPerMinute: number;
  /** Of the table `saga`, per saga in it. */
  readonly tableBytesPerSagaPerMinute: number;
}

export interface Results {
  readonly machine: { readonly cpus: number; readonly model: string; readonly node: string };
  readonly commit: string;
  readonly command: string;
  /** Median time of a write that is synced to the disk. */
  readonly fsyncMs: number;
  readonly scenarios: readonly PairsResult[];
  readonly open: OpenResult | null;
  readonly targets: readonly TargetResult[];
  readonly growth: readonly GrowthResult[];
  readonly soak: SoakResult | null;
}

/** Median, least and most of a figure over the rounds. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** Throughput of the saga by that of the bare calls beside it. */
export function ratioOf({ bare, saga }: Pair): number {
  return saga.perSecond / bare.perSecond;
}

/** CPU of orchestrators, Postgres and Redis for a saga, milliseconds. */
export function systemCpuMs({ cpuMs }: Sample): number {
  return cpuMs.orchestrator + cpuMs.postgres + cpuMs.redis;
}

/** Of them, what the bare calls would not have cost. */
export function cpuBeyondMs({ bare, saga }: Pair): number {
  return systemCpuMs(saga) - bare.cpuMs.bare;
}
