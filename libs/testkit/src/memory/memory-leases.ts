/** Who lives, as functions over the tables: leases, retirements, and the look at everybody. */
import { StoreError, type InstancesView } from '#libs/saga-engine';
import type { MemoryDatabase } from './memory-database.js';

/** See `Instances.register`; the lock is the caller's affair. */
export function register(
  db: MemoryDatabase,
  instanceId: string,
  leaseTtlMs: number,
): { databaseNowMs: number } {
  const known = db.instances.get(instanceId);
  if (known !== undefined && known.retiredAtMs !== null)
    throw new StoreError('bug', `instance ${instanceId} is retired already`);
  const nowMs = db.now();
  db.instances.set(instanceId, {
    id: instanceId,
    leaseUntilMs: nowMs + leaseTtlMs,
    retiredAtMs: null,
    startedAtMs: known?.startedAtMs ?? nowMs,
  });
  return { databaseNowMs: nowMs };
}

/** See `Instances.renew`. */
export function renew(
  db: MemoryDatabase,
  instanceId: string,
  leaseTtlMs: number,
): { databaseNowMs: number } | null {
  const row = db.instances.get(instanceId);
  if (row === undefined || row.retiredAtMs !== null) return null;
  const nowMs = db.now();
  db.instances.set(instanceId, { ...row, leaseUntilMs: nowMs + leaseTtlMs });
  return { databaseNowMs: nowMs };
}

/** See `Instances.view`. */
export function lookAtInstances(db: MemoryDatabase): InstancesView {
  return {
    databaseNowMs: db.now(),
    serverStartedAtMs: db.serverStartedAtMs,
    instances: [...db.instances.values()].map(({ id, leaseUntilMs, retiredAtMs }) => ({
      id,
      leaseUntilMs,
      retired: retiredAtMs !== null,
      lockFree: !db.locks.has(id),
    })),
  };
}

/** See `Instances.retire`. */
export function retire(db: MemoryDatabase, instanceId: string, seenLeaseUntilMs: number): boolean {
  const row = db.instances.get(instanceId);
  if (row === undefined || row.retiredAtMs !== null || row.leaseUntilMs !== seenLeaseUntilMs) return false;
  db.instances.set(instanceId, { ...row, retiredAtMs: db.now() });
  return true;
}
