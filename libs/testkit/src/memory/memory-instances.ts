import type { Instances, InstancesView } from '#libs/saga-engine';
import type { MemoryDatabase } from './memory-database.js';
import { lookAtInstances, register, renew, retire } from './memory-leases.js';

const PURGE_AFTER_MS = 60_000;

/** One process among the others, in memory. `loseLock` cuts its lock connection, as the death of the process does. */
export class MemoryInstances implements Instances {
  private lockedId: string | null = null;
  /** Whether a lost lock connection can be had again. */
  canReconnect = true;
  private lockLost: () => void = () => {};

  constructor(private readonly db: MemoryDatabase) {}

  async register(instanceId: string, leaseTtlMs: number): Promise<{ databaseNowMs: number }> {
    this.freeLock();
    const registered = register(this.db, instanceId, leaseTtlMs);
    this.takeLock(instanceId);
    return registered;
  }

  async renew(instanceId: string, leaseTtlMs: number): Promise<{ databaseNowMs: number } | null> {
    return renew(this.db, instanceId, leaseTtlMs);
  }

  holdsLock(): boolean {
    return this.lockedId !== null;
  }

  onLockLost(listener: () => void): void {
    this.lockLost = listener;
  }

  async regainLock(instanceId: string): Promise<boolean> {
    if (this.lockedId === null && this.canReconnect && this.db.instances.has(instanceId))
      this.takeLock(instanceId);
    return this.lockedId !== null;
  }

  /** The lock connection dies; the database frees the lock at once. */
  loseLock(): void {
    if (this.lockedId === null) return;
    this.freeLock();
    this.lockLost();
  }

  async view(): Promise<InstancesView> {
    return lookAtInstances(this.db);
  }

  async retire(instanceId: string, seenLeaseUntilMs: number): Promise<boolean> {
    return retire(this.db, instanceId, seenLeaseUntilMs);
  }

  async purge(): Promise<void> {
    const owners = new Set([...this.db.sagas.values()].map(({ owner }) => owner));
    for (const { id, retiredAtMs } of this.db.instances.values()) {
      const isOld = retiredAtMs !== null && retiredAtMs < this.db.now() - PURGE_AFTER_MS;
      if (isOld && !owners.has(id)) this.db.instances.delete(id);
    }
  }

  async leave(instanceId: string): Promise<void> {
    const row = this.db.instances.get(instanceId);
    if (row !== undefined && row.retiredAtMs === null)
      this.db.instances.set(instanceId, { ...row, retiredAtMs: this.db.now() });
    this.freeLock();
  }

  private freeLock(): void {
    if (this.lockedId !== null) this.db.locks.delete(this.lockedId);
    this.lockedId = null;
  }

  private takeLock(instanceId: string): void {
    this.db.locks.add(instanceId);
    this.lockedId = instanceId;
  }
}
