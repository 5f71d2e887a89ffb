/** What a process does whose session with the lock is dead without anybody having said so (I4, L2). */
import { randomUUID } from 'node:crypto';
import { startFaultProxy, type FaultProxy, type TestDatabase } from '#libs/testkit';
import type pg from 'pg';
import { PostgresInstances } from '../src/postgres/postgres-instances.js';
import { createStorePool } from '../src/postgres/store-pool.js';
import { orchestratorDatabase } from './postgres-harness.js';

const LEASE_MS = 10_000;

describe('a lock session that is dead without a word', () => {
  let database: TestDatabase;
  let proxy: FaultProxy;
  let pool: pg.Pool;
  let silent: PostgresInstances;
  let watcher: PostgresInstances;

  const seen = async (id: string) => (await watcher.view()).instances.find((one) => one.id === id);

  beforeAll(async () => {
    database = await orchestratorDatabase();
    const address = new URL(database.url);
    proxy = await startFaultProxy(Number(address.port));
    address.port = String(proxy.port);
    pool = createStorePool({ url: database.url });
    silent = new PostgresInstances(pool, { url: address.toString() });
    watcher = new PostgresInstances(pool, { url: database.url });
  });

  afterAll(async () => {
    await proxy.close();
    await pool.end();
    await database.drop();
  });

  it('does not keep a process that was retired from registering anew', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    await silent.register(first, LEASE_MS);
    proxy.halfOpen();
    await watcher.retire(first, (await seen(first))?.leaseUntilMs ?? 0);
    expect(silent.holdsLock()).toBe(true);
    await silent.register(second, LEASE_MS);
    expect(await seen(second)).toMatchObject({ retired: false, lockFree: false });
  });

  it('is given up by a registration that it swallows, and the next one goes through', async () => {
    const id = randomUUID();
    proxy.freeze(true);
    await expect(silent.register(id, LEASE_MS)).rejects.toMatchObject({
      name: 'StoreError',
      kind: 'connection',
    });
    expect(silent.holdsLock()).toBe(false);
    proxy.freeze(false);
    await silent.register(id, LEASE_MS);
    expect(await seen(id)).toMatchObject({ retired: false, lockFree: false });
  });

  it('does not hold up the end of a process', async () => {
    const id = randomUUID();
    await silent.register(id, LEASE_MS);
    proxy.halfOpen();
    await silent.leave(id);
    expect([silent.holdsLock(), (await seen(id))?.retired]).toEqual([false, true]);
  });
});
