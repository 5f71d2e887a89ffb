/** What a saga is doing at this moment: finer than its status. Pure. */
import { OVERDUE_MS } from '#libs/saga-core';
import type { saga_admin_v1 } from '#libs/contracts';
import type { InstancesView, SagaRow } from '#libs/saga-engine';

export interface Situation {
  readonly condition: saga_admin_v1.Condition;
  /** Lease of its owner; null when nobody owns it or the owner is not known any more. */
  readonly ownerLeaseMs: number | null;
}

/** Whether a process lives: nobody retired it, and its lease has not run out. One that is not known does not. */
export function isLive(instanceId: string, { instances, databaseNowMs }: InstancesView): boolean {
  const instance = instances.find(({ id }) => id === instanceId);
  return instance !== undefined && !instance.retired && instance.leaseUntilMs > databaseNowMs;
}

/** @param view the processes, with the time of the database when they were read */
export function situationOf(row: SagaRow, view: InstancesView): Situation {
  const { instances, databaseNowMs } = view;
  const lease = instances.find(({ id }) => id === row.owner)?.leaseUntilMs ?? null;
  const isMoved = row.owner !== null && isLive(row.owner, view);
  return { condition: `CONDITION_${nameOf(row, isMoved, databaseNowMs)}`, ownerLeaseMs: lease };
}

function nameOf(row: SagaRow, isMoved: boolean, nowMs: number) {
  if (row.finishedAtMs !== null) return 'ENDED';
  if (row.status === 'FAILED') return 'STUCK';
  if (row.pausedAtMs !== null) return 'PAUSED';
  if (row.blockedOn !== null) return 'BLOCKED';
  if (row.owner !== null) return isMoved ? 'MOVING' : 'ORPHANED';
  const overdueMs = nowMs - (row.dueAtMs ?? nowMs);
  if (overdueMs < 0) return 'BACKING_OFF';
  return overdueMs > OVERDUE_MS ? 'OVERDUE' : 'DUE';
}
