/**
 * What the nemesis will do and when, from a seed: pure, and the same for the same seed and length.
 *
 * 1. It acts within 5 s of the start, then at least every 5 s, to the end.
 * 2. Kinds come in rounds, each in an order of its own, so that every kind comes at least five times in 600 s.
 */
import { Chance } from '../sim/chance.js';

/** Seconds that a fault of the kind lasts, at least and at most; 0 for those that are over in a moment. */
const KINDS = {
  'kill-orchestrator': [0, 0],
  'stop-orchestrator': [2, 14],
  'end-orchestrator': [0, 0],
  'kill-participant': [0, 0],
  'stop-participant': [2, 8],
  'end-participant': [0, 0],
  'participant-down': [2, 8],
  'participant-slow': [2, 8],
  'participant-black-hole': [2, 8],
  'participant-half-open': [0, 0],
  'participant-goaway': [0, 0],
  'participant-replies-lost': [1, 2],
  'redis-kill': [3, 12],
  'redis-restart': [0, 0],
  'redis-flush': [0, 0],
  'redis-fill': [3, 8],
  'redis-delete-keys': [0, 0],
  'redis-black-hole': [3, 12],
  'redis-half-open': [0, 0],
  'postgres-restart': [0, 0],
  'postgres-terminate-backends': [0, 0],
  'postgres-black-hole': [2, 14],
  'postgres-half-open': [0, 0],
} as const satisfies Record<string, readonly [least: number, most: number]>;

export type FaultKind = keyof typeof KINDS;
export const FAULT_KINDS = Object.keys(KINDS) as readonly FaultKind[];

export interface PlannedAct {
  /** Since the start of the load. */
  readonly atMs: number;
  readonly kind: FaultKind;
  /** Chooses among those that the kind can hit: an index, modulo their number. */
  readonly target: number;
  readonly lastsMs: number;
}

const SHORTEST_PAUSE_MS = 2_500;
const LONGEST_PAUSE_MS = 3_900;
const TARGETS = 60;

function shuffled(chance: Chance): FaultKind[] {
  const kinds = [...FAULT_KINDS];
  for (let left = kinds.length; left > 1; left -= 1) {
    const picked = chance.below(left);
    const last = left - 1;
    [kinds[picked], kinds[last]] = [kinds[last] as FaultKind, kinds[picked] as FaultKind];
  }
  return kinds;
}

/** The acts of so many seconds, in order of time. */
export function planFaults(seed: number, seconds: number): PlannedAct[] {
  const chance = new Chance(seed, 'chaos');
  const acts: PlannedAct[] = [];
  let round: FaultKind[] = [];
  let atMs = chance.between(1_000, SHORTEST_PAUSE_MS);
  while (atMs < seconds * 1_000) {
    if (round.length === 0) round = shuffled(chance);
    const kind = round.pop() as FaultKind;
    const [least, most] = KINDS[kind];
    acts.push({
      atMs,
      kind,
      target: chance.below(TARGETS),
      lastsMs: chance.between(least * 1_000, most * 1_000),
    });
    atMs += chance.between(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS);
  }
  return acts;
}
