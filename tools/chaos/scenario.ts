/** What every scenario is given and gives back. */
import type { SagaHistory } from './rows.js';
import type { FailedAct } from './nemesis.js';
import type { Deed } from './recovery.js';
import type { Site } from './site.js';

export interface Field {
  readonly site: Site;
  readonly seed: number;
  readonly seconds: number;
  /** Starts per second. */
  readonly rate: number;
  /** Aborts when somebody ends it early; what was begun is healed all the same. */
  readonly told: AbortSignal;
  /** Hears what is being done. */
  readonly tell: (text: string) => void;
}

/** Something measured, and what it must not exceed (or, for shares, fall below). */
export interface Bound {
  readonly what: string;
  readonly measured: string;
  readonly limit: string;
  readonly holds: boolean;
}

export interface Happened {
  readonly deeds: readonly Deed[];
  readonly failed: readonly FailedAct[];
  /** Judges by what the database says in the end. */
  bounds(histories: ReadonlyMap<string, SagaHistory>): readonly Bound[];
}

/** A time that must not be longer than the limit. NaN, nothing measured, does not hold. */
export function atMost(what: string, measuredMs: number, limitMs: number): Bound {
  return {
    what,
    measured: seconds(measuredMs),
    limit: `≤ ${seconds(limitMs)}`,
    holds: measuredMs <= limitMs,
  };
}

export function seconds(ms: number): string {
  return Number.isNaN(ms) ? '-' : `${(ms / 1_000).toFixed(2)} s`;
}

/** Aborts when either does, or after the time; call `end` when it is not needed any more. */
export function within(
  clockMs: number,
  told: AbortSignal,
  setTimer: (ms: number, fn: () => void) => { cancel(): void },
) {
  const over = new AbortController();
  const abort = (): void => over.abort();
  if (told.aborted) abort();
  told.addEventListener('abort', abort, { once: true });
  const timer = setTimer(clockMs, abort);
  const end = (): void => {
    timer.cancel();
    told.removeEventListener('abort', abort);
  };
  return { signal: over.signal, end };
}
