/**
 * Plans of the thin tasks around the runs: what to sweep, whom to retire, what to take over from oneself. Each is a
 * function of what was seen; the engine looks, asks, and does.
 *
 * 1. An instance is retired for an expired lease, or for a lock seen free twice without a renewal in between.
 * 2. Nobody is retired right after the database or the watcher came back: then every lock looks free.
 * 3. A row without a run is taken over only when two looks in a row missed it: the first may have met a claim whose run
 *    is just being made.
 */

export const LEASE_TTL_MS = 10_000;
export const RENEW_INTERVAL_MS = 2_500;
/** Without its lock connection a process proves more often that it lives. */
export const LOCKLESS_RENEW_INTERVAL_MS = 200;
export const SWEEP_INTERVAL_MS = 250;
export const SELF_CHECK_INTERVAL_MS = 2_000;
/** Two looks at a free lock count only this far apart. */
export const LOCK_LOOK_GAP_MS = 250;
/** After a start of the database or a reconnection of the watcher nobody is retired for this long. */
export const RETIREMENT_QUIET_MS = 3_000;
/** A saga this long overdue was missed by its job; with no queue it is taken at once. */
export const SWEEP_OVERDUE_MS = 1_000;

/** How long a saga must be due before the sweep takes it. */
export function sweepOverdueMs(wakerHealthy: boolean): number {
  return wakerHealthy ? SWEEP_OVERDUE_MS : 0;
}

export function renewIntervalMs(holdsLock: boolean): number {
  return holdsLock ? RENEW_INTERVAL_MS : LOCKLESS_RENEW_INTERVAL_MS;
}

export interface InstanceLook {
  readonly id: string;
  readonly leaseUntilMs: number;
  readonly retired: boolean;
  readonly lockFree: boolean;
}

export interface WatchLook {
  readonly databaseNowMs: number;
  readonly serverStartedAtMs: number;
  readonly instances: readonly InstanceLook[];
}

/** Locks seen free: since when, and under which lease. */
export type FreeLocks = ReadonlyMap<string, { readonly sinceMs: number; readonly leaseUntilMs: number }>;

export interface RetirementPlan {
  readonly retire: readonly { readonly id: string; readonly seenLeaseUntilMs: number }[];
  readonly freeLocks: FreeLocks;
}

/**
 * Whom to retire after a look at all instances.
 * @param reconnectedAtMs when the watcher's own connection came back, database time; null when it never broke
 */
export function planRetirements(
  freeLocks: FreeLocks,
  look: WatchLook,
  selfId: string,
  reconnectedAtMs: number | null,
): RetirementPlan {
  const { databaseNowMs: nowMs } = look;
  const quietUntilMs = Math.max(look.serverStartedAtMs, reconnectedAtMs ?? 0) + RETIREMENT_QUIET_MS;
  if (nowMs < quietUntilMs) return { retire: [], freeLocks: new Map() };
  const retire: { id: string; seenLeaseUntilMs: number }[] = [];
  const seenFree = new Map<string, { sinceMs: number; leaseUntilMs: number }>();
  for (const { id, leaseUntilMs, retired, lockFree } of look.instances) {
    if (retired || id === selfId) continue;
    const before = freeLocks.get(id);
    const unrenewed = before !== undefined && before.leaseUntilMs === leaseUntilMs;
    const sinceMs = unrenewed ? before.sinceMs : nowMs;
    const gone = lockFree && unrenewed && nowMs - before.sinceMs >= LOCK_LOOK_GAP_MS;
    if (leaseUntilMs <= nowMs || gone) retire.push({ id, seenLeaseUntilMs: leaseUntilMs });
    else if (lockFree) seenFree.set(id, { sinceMs, leaseUntilMs });
  }
  return { retire, freeLocks: seenFree };
}

export interface OwnedRow {
  readonly sagaId: string;
  readonly epoch: number;
}

export interface SelfCheckPlan {
  readonly takeOver: readonly OwnedRow[];
  readonly missing: ReadonlySet<string>;
}

/**
 * Which of its own rows a process takes over from itself: owned by the store's account, without a run on two looks.
 * @param missedBefore keys of the look before, as this function returned them
 */
export function planSelfCheck(
  owned: readonly OwnedRow[],
  hasRun: (row: OwnedRow) => boolean,
  missedBefore: ReadonlySet<string>,
): SelfCheckPlan {
  const withoutRun = owned.filter((row) => !hasRun(row));
  const keyOf = (row: OwnedRow) => `${row.sagaId}/${row.epoch}`;
  const takeOver = withoutRun.filter((row) => missedBefore.has(keyOf(row)));
  const missing = new Set(withoutRun.map(keyOf).filter((key) => !missedBefore.has(key)));
  return { takeOver, missing };
}
