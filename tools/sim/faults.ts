/**
 * The faults that a simulated world knows, and which of them a seed arms. A fault is data: it strikes at a time, or at the
 * n-th occasion of its kind. So a failing seed can be tried again with fewer of them.
 */
import type { Chance } from './chance.js';

/** Strike when a process talks to the database: at the n-th call of one method. */
export const STORE_FAULTS = [
  'crash_before_commit',
  'crash_after_commit',
  'commit_lost',
  'commit_unanswered',
  'commit_late',
  'store_conflict',
  'store_busy',
  'store_slow',
] as const;

/** Strike when a participant is called: at the n-th call. */
export const CALL_FAULTS = [
  'request_lost',
  'reply_lost',
  'reply_delayed',
  'request_delayed',
  'request_duplicated',
  'refused',
  'no_effect',
  'hangs',
  'crash_while_called',
] as const;

/** Strike when a job is added to the queue, or a snapshot published: at the n-th. */
export const HINT_FAULTS = ['job_lost', 'job_duplicated', 'job_delayed', 'progress_lost'] as const;

/** Strike at a time. */
export const TIMED_FAULTS = [
  'kill',
  'freeze',
  'clock_drift',
  'lock_lost',
  'database_restart',
  'redis_wiped',
  'redis_down',
  'participant_down',
  'participant_refuses',
  'breaker_open',
  'undo_refused',
  'hold',
  'operator',
  'operators_race',
  'client_cancels',
  'deploy',
  'deploy_unfit',
  'rollback',
] as const;

export type FaultKind =
  | (typeof STORE_FAULTS)[number]
  | (typeof CALL_FAULTS)[number]
  | (typeof HINT_FAULTS)[number]
  | (typeof TIMED_FAULTS)[number];

export const FAULT_KINDS: readonly FaultKind[] = [
  ...STORE_FAULTS,
  ...CALL_FAULTS,
  ...HINT_FAULTS,
  ...TIMED_FAULTS,
];

export interface Fault {
  /** Its place among the faults of the seed: the name by which it can be kept or left out. */
  readonly index: number;
  readonly kind: FaultKind;
  /** The method of the store it strikes at; else null. */
  readonly method: string | null;
  /** The occasion it strikes at, from 1; 0 where it has a time. */
  readonly nth: number;
  /** When it strikes; milliseconds of simulated time. */
  readonly atMs: number;
  /** How long it lasts, where it lasts; milliseconds. */
  readonly forMs: number;
  /** Picks among what is there when it strikes: a process, a saga, an action. */
  readonly pick: number;
  readonly choice: number;
}

/** How often a seed's sagas meet these methods: a fault at an occasion that never comes would be no fault. */
const OCCASIONS: readonly (readonly [method: string, limit: number])[] = [
  ['start', 3],
  ['claim', 4],
  ['flush', 14],
  ['flush', 6],
  ['takeover', 20],
  ['sweep', 20],
  ['load', 2],
  ['operate', 2],
  ['ownedBy', 2],
  ['renew', 3],
  ['view', 12],
];

export function isOf(kinds: readonly FaultKind[], kind: FaultKind): boolean {
  return kinds.includes(kind);
}

/** The faults of a seed. @param untilMs no fault begins later */
export function armFaults(chance: Chance, untilMs: number): Fault[] {
  const kinds = armable(chance);
  const count = chance.between(4, 12);
  return Array.from({ length: count }, (_, index) => armFault(chance, index, chance.pick(kinds), untilMs));
}

/** Each seed knows only some kinds, so that rare combinations come about. */
function armable(chance: Chance): FaultKind[] {
  const share = chance.pick([0.15, 0.4, 1]);
  const kinds = FAULT_KINDS.filter(() => chance.is(share));
  return kinds.length > 0 ? kinds : [chance.pick(FAULT_KINDS)];
}

function armFault(chance: Chance, index: number, kind: FaultKind, untilMs: number): Fault {
  const [method, limit] = chance.pick(OCCASIONS);
  const atStore = isOf(STORE_FAULTS, kind);
  const nth = atStore
    ? chance.between(1, limit)
    : isOf(CALL_FAULTS, kind)
      ? chance.between(1, 14)
      : chance.between(1, 6);
  return {
    ...{ index, kind, method: atStore ? method : null },
    nth: isOf(TIMED_FAULTS, kind) ? 0 : nth,
    atMs: chance.between(0, untilMs),
    forMs: chance.pick([5, 50, 300, 1_000, 2_500]),
    pick: chance.below(1_000),
    choice: chance.below(1_000),
  };
}

/** The armed faults while a world runs: which strike now, and which did. */
export class ArmedFaults {
  readonly fired: Fault[] = [];
  private readonly seen = new Map<string, number>();
  private healed = false;

  constructor(readonly armed: readonly Fault[]) {}

  /** From now on nothing fails any more. */
  heal(): void {
    this.healed = true;
  }

  get timed(): readonly Fault[] {
    return this.armed.filter(({ kind }) => isOf(TIMED_FAULTS, kind));
  }

  /** One more call of this method of the store: the fault that strikes at it, or null. */
  atStore(method: string): Fault | null {
    return this.occasion(STORE_FAULTS, method);
  }

  atCall(): Fault | null {
    return this.occasion(CALL_FAULTS, null);
  }

  atHint(kinds: readonly FaultKind[]): Fault | null {
    return this.occasion(kinds, null);
  }

  /** It struck. */
  fire(fault: Fault): void {
    this.fired.push(fault);
  }

  private occasion(kinds: readonly FaultKind[], method: string | null): Fault | null {
    const place = method ?? (kinds[0] as string);
    const count = (this.seen.get(place) ?? 0) + 1;
    this.seen.set(place, count);
    if (this.healed) return null;
    const fault = this.armed.find(
      (one) => one.nth === count && one.method === method && kinds.includes(one.kind),
    );
    if (fault !== undefined) this.fire(fault);
    return fault ?? null;
  }
}
