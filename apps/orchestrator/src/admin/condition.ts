/** What a saga is doing at this moment: finer than its status. Pure. */
import type { saga_admin_v1 } from '#libs/contracts';
import type { InstancesView, SagaRow } from '#libs/saga-engine';

/** A saga that is due for longer is one that nobody takes, as the view `saga_limbo` counts it (G8). */
const OVERDUE_MS = 30_000;

export interface Situation {
  readonly condition: saga_admin_v1.Condition;
  /** Lease of its owner; null when nobody owns it or the owner is not known any more. */
  readonly ownerLeaseMs: number | null;
}

/** @param view the processes, with the time of the database when they were read */
export function situationOf(row: SagaRow, { instances, databaseNowMs }: InstancesView): Situation {
  const owner = instances.find(({ id }) => id === row.owner);
  const isLive = owner !== undefined && !owner.retired && owner.leaseUntilMs > databaseNowMs;
  const ownerLeaseMs = row.owner === null ? null : (owner?.leaseUntilMs ?? null);
  return { condition: `CONDITION_${nameOf(row, isLive, databaseNowMs)}`, ownerLeaseMs };
}

function nameOf(row: SagaRow, isLive: boolean, nowMs: number) {
  if (row.finishedAtMs !== null) return 'ENDED';
  if (row.status === 'FAILED') return 'STUCK';
  if (row.pausedAtMs !== null) return 'PAUSED';
  if (row.blockedOn !== null) return 'BLOCKED';
  if (row.owner !== null) return isLive ? 'MOVING' : 'ORPHANED';
  const overdueMs = nowMs - (row.dueAtMs ?? nowMs);
  if (overdueMs < 0) return 'BACKING_OFF';
  return overdueMs > OVERDUE_MS ? 'OVERDUE' : 'DUE';
}
