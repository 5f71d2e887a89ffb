import { eventually } from '../databases/eventually.js';
import { LEASE_MS, type StoreWorld } from './saga-store-world.js';

export function instanceCases(world: StoreWorld): void {
  leaseCases(world);
  lockCases(world);
}

function leaseCases(world: StoreWorld): void {
  it('registers with a lease and a lock, and renews', async () => {
    const instances = world.harness.newInstances();
    const id = world.id();
    expect(instances.holdsLock()).toBe(false);
    const { databaseNowMs } = await instances.register(id, LEASE_MS);
    expect(Math.abs(databaseNowMs - (await world.harness.nowMs()))).toBeLessThan(5_000);
    expect(instances.holdsLock()).toBe(true);
    const view = await instances.view();
    expect(view.instances).toEqual([
      { id, leaseUntilMs: databaseNowMs + LEASE_MS, retired: false, lockFree: false },
    ]);
    expect(view.serverStartedAtMs).toBeLessThanOrEqual(view.databaseNowMs);
    const renewed = await instances.renew(id, 2 * LEASE_MS);
    const [after] = (await instances.view()).instances;
    expect(after?.leaseUntilMs).toBe((renewed?.databaseNowMs ?? 0) + 2 * LEASE_MS);
    expect(await instances.renew(world.id(), LEASE_MS)).toBeNull();
  });

  it('sees nobody where nobody is', async () => {
    expect((await world.harness.newInstances().view()).instances).toEqual([]);
  });

  it('retires an instance only under the lease that was seen', async () => {
    const [instances, watcher] = [world.harness.newInstances(), world.harness.newInstances()];
    const id = world.id();
    await instances.register(id, LEASE_MS);
    const seenMs = (await watcher.view()).instances[0]?.leaseUntilMs ?? 0;
    await instances.renew(id, 2 * LEASE_MS);
    expect(await watcher.retire(id, seenMs)).toBe(false);
    const nowMs = (await watcher.view()).instances[0]?.leaseUntilMs ?? 0;
    expect(await watcher.retire(id, nowMs)).toBe(true);
    expect(await watcher.retire(id, nowMs)).toBe(false);
    expect(await instances.renew(id, LEASE_MS)).toBeNull();
    expect((await watcher.view()).instances).toMatchObject([{ id, retired: true }]);
    await expect(instances.register(id, LEASE_MS)).rejects.toMatchObject({ name: 'StoreError' });
  });

  it('registers anew under another id after it was retired, with a lock of its own', async () => {
    const instances = world.harness.newInstances();
    const [first, second] = [world.id(), world.id()];
    await instances.register(first, LEASE_MS);
    await instances.retire(first, (await instances.view()).instances[0]?.leaseUntilMs ?? 0);
    await instances.register(second, LEASE_MS);
    const seen = async (id: string) => (await instances.view()).instances.find((one) => one.id === id);
    // The server may take a moment to see that the session before is gone.
    await eventually(async () => (await seen(first))?.lockFree === true);
    expect(await seen(first)).toMatchObject({ retired: true });
    expect(await seen(second)).toMatchObject({ retired: false, lockFree: false });
  });

  it('removes rows retired for a minute that no saga names', async () => {
    const instances = world.harness.newInstances();
    const [idle, owner] = [world.id(), world.id()];
    await instances.register(idle, LEASE_MS);
    await instances.leave(idle);
    await instances.register(owner, LEASE_MS);
    await world.ownedBy(owner);
    await instances.leave(owner);
    await instances.purge();
    expect((await instances.view()).instances).toHaveLength(2);
    await world.harness.passTime(60_001);
    await instances.purge();
    expect((await instances.view()).instances.map(({ id }) => id)).toEqual([owner]);
  });
}

function lockCases(world: StoreWorld): void {
  it('frees the lock the moment its connection dies, and takes it again', async () => {
    const [instances, watcher] = [world.harness.newInstances(), world.harness.newInstances()];
    const id = world.id();
    let losses = 0;
    instances.onLockLost(() => (losses += 1));
    await instances.register(id, LEASE_MS);
    expect(losses).toBe(0);
    await world.harness.cutLock(instances);
    expect(losses).toBe(1);
    expect(instances.holdsLock()).toBe(false);
    expect((await watcher.view()).instances).toMatchObject([{ id, lockFree: true, retired: false }]);
    expect(await instances.renew(id, LEASE_MS)).not.toBeNull();
    expect(await instances.regainLock(id)).toBe(true);
    expect(instances.holdsLock()).toBe(true);
    expect((await watcher.view()).instances).toMatchObject([{ id, lockFree: false }]);
    expect(await instances.regainLock(id)).toBe(true);
  });

  it('frees the lock when it leaves', async () => {
    const instances = world.harness.newInstances();
    const id = world.id();
    let losses = 0;
    instances.onLockLost(() => (losses += 1));
    await instances.register(id, LEASE_MS);
    await instances.leave(id);
    expect(losses).toBe(0);
    expect(instances.holdsLock()).toBe(false);
    expect((await instances.view()).instances).toMatchObject([{ id, retired: true }]);
    await eventually(async () => (await instances.view()).instances[0]?.lockFree === true);
  });
}
