/**
 * How long sagas stood still after a fault, from the times of their events: pure.
 *
 * The time of one saga is that from the moment (the act of the nemesis, or its heal) to the saga's next event; what it had
 * to wait for anyway, its next attempt, is not counted. Sagas that rest or ended are not asked. Where a fault hit one
 * process, only the sagas count that this process owned.
 */
import type { FaultKind } from './plan.js';

/** A fault that was done, by the wall clock. */
export interface Deed {
  readonly kind: FaultKind;
  /** Name of what it hit. */
  readonly target: string;
  readonly atMs: number;
  /** When it was over and what it hit was back; null when that never came. */
  readonly healedAtMs: number | null;
  /** Sagas of the process that was hit, with their revision then. Undefined: it hit no single process. Null: not known. */
  readonly owned?: ReadonlyMap<string, number> | null;
}

export interface TimedEvent {
  readonly seq: number;
  readonly kind: string;
  readonly atMs: number;
  /** When a failed attempt is to be made again. */
  readonly nextAtMs: number | null;
}

export interface TimedSaga {
  readonly id: string;
  readonly events: readonly TimedEvent[];
}

/** Under which circumstances a fault met the system. */
export type Circumstance = 'alone' | 'after a start of Postgres' | 'no other process';

export interface Recovery {
  readonly kind: FaultKind;
  readonly since: 'act' | 'heal';
  readonly circumstance: Circumstance;
  readonly samplesMs: readonly number[];
}

/** Nobody moves a saga after these, until an operator acts. */
const RESTS: ReadonlySet<string> = new Set([
  'completed',
  'compensated',
  'closed',
  'failed',
  'paused',
  'blocked',
]);

/** A new session must not retire others within 3 s of a start of Postgres; then they are looked at twice. */
const AFTER_POSTGRES_MS = 4_000;
/** A process that is lost is looked for by others that live during this. */
const TAKEOVER_MS = 2_000;
/** How long a process with half-open connections may be thought to be of no use. */
const LINGERS_MS: Partial<Record<FaultKind, number>> = { 'postgres-half-open': 15_000 };

/** Index of the first event after the moment. */
function firstAfter(events: readonly TimedEvent[], momentMs: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.atMs ?? 0) <= momentMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Milliseconds from the moment to the saga's next event; null when it did not have to move, or never did. */
function stoodStillMs({ events }: TimedSaga, momentMs: number): number | null {
  const index = firstAfter(events, momentMs);
  const [last, next] = [events[index - 1], events[index]];
  if (last === undefined || next === undefined || RESTS.has(last.kind)) return null;
  return Math.max(0, next.atMs - Math.max(momentMs, last.nextAtMs ?? 0));
}

function asked(sagas: ReadonlyMap<string, TimedSaga>, { owned }: Deed): Iterable<TimedSaga> {
  if (owned === undefined) return sagas.values();
  return [...(owned ?? new Map<string, number>()).keys()].flatMap((id) => sagas.get(id) ?? []);
}

function overlaps(deed: Deed, fromMs: number, toMs: number): boolean {
  const endMs = Math.max(
    deed.healedAtMs ?? Number.POSITIVE_INFINITY,
    deed.atMs + (LINGERS_MS[deed.kind] ?? 0),
  );
  return deed.atMs <= toMs && endMs >= fromMs;
}

/** What else was going on when a process was lost that would have kept anybody from taking over. */
export function circumstanceOf(deed: Deed, deeds: readonly Deed[]): Circumstance {
  if (deed.owned === undefined) return 'alone';
  const others = deeds.filter((other) => other !== deed);
  const postgresStarts = others.filter(({ kind }) => kind === 'postgres-restart');
  if (postgresStarts.some((other) => overlaps(other, deed.atMs - AFTER_POSTGRES_MS, deed.atMs + TAKEOVER_MS)))
    return 'after a start of Postgres';
  const rivals = others.filter(({ owned, target }) => owned !== undefined && target !== deed.target);
  return rivals.some((other) => overlaps(other, deed.atMs, deed.atMs + TAKEOVER_MS))
    ? 'no other process'
    : 'alone';
}

/** The times of all deeds, gathered by kind, moment and circumstance. */
export function recoveriesOf(deeds: readonly Deed[], sagas: ReadonlyMap<string, TimedSaga>): Recovery[] {
  const gathered = new Map<string, Recovery & { samplesMs: number[] }>();
  for (const deed of deeds) {
    const circumstance = circumstanceOf(deed, deeds);
    const moments = [
      { since: 'act', momentMs: deed.atMs },
      { since: 'heal', momentMs: deed.healedAtMs },
    ] as const;
    for (const { since, momentMs } of moments) {
      if (momentMs === null) continue;
      const { kind } = deed;
      const name = `${kind} ${since} ${circumstance}`;
      const recovery = gathered.get(name) ?? { kind, since, circumstance, samplesMs: [] };
      gathered.set(name, recovery);
      for (const saga of asked(sagas, deed)) {
        const sampleMs = stoodStillMs(saga, momentMs);
        if (sampleMs !== null) recovery.samplesMs.push(sampleMs);
      }
    }
  }
  return [...gathered.values()];
}
