/**
 * Races inside the statements: an outer transaction holds the row, two processes queue up behind it, and then it lets go.
 * Whatever the order, one of them wins, and the other learns that it did not.
 */
import { eventually, expectStoreError, FIT, LEASE_MS, StoreWorld } from '#libs/testkit';
import { SAGA_FORMAT, type StoredSaga } from '#libs/saga-engine';
import type pg from 'pg';
import { takeOverSagas } from '../src/postgres/claim.sql.js';
import { run } from '../src/postgres/store-error.js';
import { postgresHarness, type PostgresHarness } from './postgres-harness.js';

let harness: PostgresHarness;
const world = new StoreWorld(async () => (harness = await postgresHarness()));
beforeAll(() => world.open());
beforeEach(() => world.harness.reset());
afterAll(() => world.harness.close());

/** Runs `race` while another transaction holds the row; lets go once `waiters` sessions wait for it. */
async function behindLock<T>(
  sagaId: string,
  waiters: number,
  race: () => Promise<T>[],
  before: (holder: pg.PoolClient) => Promise<unknown> = async () => undefined,
): Promise<T[]> {
  const holder = await harness.sql.connect();
  try {
    await holder.query('begin');
    await holder.query('select from saga where id = $1 for update', [sagaId]);
    const racing = race();
    await eventually(async () => (await waiting()) === waiters, { what: `${waiters} waiting sessions` });
    await before(holder);
    await holder.query('commit');
    return await Promise.all(racing);
  } finally {
    holder.release();
  }
}

async function waiting(): Promise<number> {
  const { rows } = await harness.sql.query(
    `select count(*) as waiting from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0].waiting as number;
}

describe('claim against claim', () => {
  it('is won by one, whoever comes first to the row', async () => {
    const { sagaId } = await world.started();
    const [self, rival] = [await world.instance(), await world.instance()];
    const won = await behindLock(sagaId, 2, () => [
      world.store.claim(self, [{ sagaId, epoch: 0 }], FIT),
      world.other.claim(rival, [{ sagaId, epoch: 0 }], FIT),
    ]);
    expect(won.flat()).toHaveLength(1);
    expect((await world.row(sagaId)).epoch).toBe(1);
  });

  it('does not wait for what is locked when it sweeps or takes over', async () => {
    const { saga } = await world.owned();
    await world.harness.passTime(LEASE_MS + 1);
    const { sagaId } = await world.started();
    const self = await world.instance();
    const request = { ...FIT, instanceId: self, limit: 9 };
    const holder = await harness.sql.connect();
    await holder.query('begin');
    await holder.query('select from saga where id = any($1) for update', [[sagaId, saga.row.id]]);
    expect(await world.store.sweep({ ...request, overdueMs: 0 })).toEqual([]);
    expect(await world.store.takeover({ ...request, from: 'dead' })).toEqual([]);
    await holder.query('commit');
    holder.release();
    expect(await world.store.sweep({ ...request, overdueMs: 0 })).toHaveLength(1);
    expect(await world.store.takeover({ ...request, from: 'dead' })).toHaveLength(1);
  });

  it('of two sweeps at once, each saga is won by one', async () => {
    for (let index = 0; index < 40; index += 1) await world.started();
    const [self, rival] = [await world.instance(), await world.instance()];
    const swept = await Promise.all([
      world.store.sweep({ ...FIT, instanceId: self, limit: 30, overdueMs: 0 }),
      world.other.sweep({ ...FIT, instanceId: rival, limit: 30, overdueMs: 0 }),
    ]);
    const ids = swept.flat().map(({ row }) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(30);
  });
});

describe('flush against takeover', () => {
  /** A saga of a process that is past its lease and does not know. */
  async function zombie(): Promise<{ self: string; saga: StoredSaga; heir: string }> {
    const { self, saga } = await world.owned();
    await world.harness.passTime(LEASE_MS + 1);
    return { self, saga, heir: await world.instance() };
  }

  it('G6: refuses the write that waited while the saga was taken over', async () => {
    const { self, saga, heir } = await zombie();
    const [applied] = await behindLock(
      saga.row.id,
      1,
      () => [world.store.flush(self, [world.transition(saga)])],
      (holder) =>
        holder.query('update saga set epoch = epoch + 1, owner = $1, revision = revision + 1 where id = $2', [
          heir,
          saga.row.id,
        ]),
    );
    expect(applied?.size).toBe(0);
    expect((await world.store.load(saga.row.id))?.events).toHaveLength(1);
  });

  it('takes over what the zombie wrote just before: nothing of it is lost, nothing twice', async () => {
    const { self, saga, heir } = await zombie();
    const [applied, taken] = await Promise.all([
      world.store.flush(self, [world.transition(saga)]),
      world.other.takeover({ ...FIT, instanceId: heir, limit: 9, from: 'dead' }),
    ]);
    const stored = await world.store.load(saga.row.id);
    const seqs = stored?.events.map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: stored?.row.revision ?? 0 }, (_, index) => index + 1));
    const kinds = stored?.events.map(({ kind }) => kind);
    expect(kinds).toEqual([
      'started',
      ...(applied.size === 1 ? ['branch_done'] : []),
      ...(taken.length === 1 ? ['interrupted'] : []),
    ]);
    for (const { row, events } of taken) expect(events.at(-1)?.seq).toBe(row.revision);
  });

  it('judges a takeover by the row it locked: what an operator just paused does not become due', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { self, saga } = await world.owned();
      await world.flushed(self, world.transition(saga, { columns: { interruptions: 3 } }));
      await world.harness.passTime(LEASE_MS + 1);
      const heir = await world.instance();
      await Promise.all([
        world.store.operate(saga.row.id, async (stored) => world.pause(stored)),
        world.other.takeover({ ...FIT, instanceId: heir, limit: 9, from: 'dead' }),
      ]);
      expect(await world.row(saga.row.id)).toMatchObject({ pausedAtMs: expect.any(Number), dueAtMs: null });
    }
  });
});

describe('takeover against renewal', () => {
  it('G6: asks again before it takes: what an owner left that renewed since it was seen dead stays with it', async () => {
    const [owner, heir] = [world.harness.newInstances(), world.harness.newInstances()];
    const [self, other] = [world.id(), world.id()];
    await owner.register(self, LEASE_MS);
    const { row } = await world.ownedBy(self);
    await world.harness.passTime(LEASE_MS + 1);
    await heir.register(other, LEASE_MS);
    const seen = [{ sagaId: row.id, epoch: row.epoch }];
    const takeOver = () =>
      run(harness.sql, takeOverSagas({ ...FIT, instanceId: other, limit: 9 }, seen, false, SAGA_FORMAT));
    await owner.renew(self, LEASE_MS);
    expect(await takeOver()).toEqual([]);
    expect(await world.row(row.id)).toMatchObject({ owner: self, epoch: row.epoch });
    await world.harness.passTime(LEASE_MS + 1);
    await heir.renew(other, LEASE_MS);
    expect(await takeOver()).toHaveLength(1);
  });
});

describe('release against operator', () => {
  it('fences the release by the pause that came first', async () => {
    const { self, saga } = await world.owned();
    const release = world.transition(saga, { release: { dueAtMs: saga.databaseNowMs } });
    const flushing: Promise<ReadonlySet<string>>[] = [];
    await world.other.operate(saga.row.id, async (stored) => {
      flushing.push(world.store.flush(self, [release]));
      await eventually(async () => (await waiting()) === 1, { what: 'the release that waits' });
      return world.pause(stored);
    });
    const [applied] = await Promise.all(flushing);
    expect(applied?.size).toBe(0);
    expect(await world.row(saga.row.id)).toMatchObject({
      owner: self,
      revision: 2,
      pausedAtMs: expect.any(Number),
    });
  });

  it('lets an operator who waited for the release find no owner, and set the schedule', async () => {
    const { self, saga } = await world.owned();
    const holder = await harness.sql.connect();
    await holder.query('begin');
    await holder.query('select from saga where id = $1 for update', [saga.row.id]);
    const release = world.transition(saga, { release: { dueAtMs: saga.databaseNowMs + 60_000 } });
    const flushing = world.store.flush(self, [release]);
    await eventually(async () => (await waiting()) === 1);
    const pausing = world.other.operate(saga.row.id, async (stored) => world.pause(stored));
    await eventually(async () => (await waiting()) === 2);
    await holder.query('commit');
    holder.release();
    const [applied] = await Promise.all([flushing, pausing]);
    const row = await world.row(saga.row.id);
    // The lock is handed to one of the two; both orders are right.
    if (applied.size === 1) expect(row).toMatchObject({ owner: null, dueAtMs: null, revision: 3 });
    else expect(row).toMatchObject({ owner: self, dueAtMs: null, revision: 2 });
  });
});

describe('retire against claim and renewal', () => {
  it('does not retire who renewed while the watcher waited', async () => {
    const [instances, watcher] = [world.harness.newInstances(), world.harness.newInstances()];
    const id = world.id();
    await instances.register(id, LEASE_MS);
    const seenMs = (await watcher.view()).instances[0]?.leaseUntilMs ?? 0;
    const holder = await harness.sql.connect();
    await holder.query('begin');
    await holder.query(`update instance set lease_until = lease_until + interval '5 s' where id = $1`, [id]);
    const retiring = watcher.retire(id, seenMs);
    await eventually(async () => (await waiting()) === 1);
    await holder.query('commit');
    holder.release();
    expect(await retiring).toBe(false);
  });

  it('leaves to others what a claim won for an instance that was retired meanwhile', async () => {
    const { sagaId } = await world.started();
    const [instances, self] = [world.harness.newInstances(), world.id()];
    await instances.register(self, LEASE_MS);
    const [won] = await behindLock(
      sagaId,
      1,
      () => [world.store.claim(self, [{ sagaId, epoch: 0 }], FIT)],
      () => harness.sql.query('update instance set retired_at = now() where id = $1', [self]),
    );
    const heir = await world.instance();
    const taken = await world.other.takeover({ ...FIT, instanceId: heir, limit: 9, from: 'dead' });
    const swept = await world.other.sweep({ ...FIT, instanceId: heir, limit: 9, overdueMs: 0 });
    expect([...taken, ...swept].map(({ row }) => row.id)).toEqual([sagaId]);
    for (const saga of won ?? [])
      expect((await world.store.flush(self, [world.transition(saga)])).size).toBe(0);
  });
});

describe('start against start', () => {
  it('waits for the other to commit, and finds its saga', async () => {
    const record = await world.startRecord({ requestId: 'same' });
    const holder = await harness.sql.connect();
    await holder.query('begin');
    await holder.query(
      `insert into saga_request (type, request_id, body_hmac, saga_id, expires_at)
       values ($1, 'same', $2, $3, now() + interval '1 day')`,
      [record.type, record.bodyHmac, world.id()],
    );
    const starting = world.store.start([record]);
    await eventually(async () => (await waiting()) === 1);
    await holder.query('commit');
    holder.release();
    expect(await starting).toMatchObject([{ kind: 'existing' }]);
    expect(await world.store.load(record.sagaId)).toBeNull();
  });

  it('takes the request id when the other gives it up', async () => {
    const record = await world.startRecord({ requestId: 'same' });
    const holder = await harness.sql.connect();
    await holder.query('begin');
    await holder.query(
      `insert into saga_request (type, request_id, body_hmac, saga_id, expires_at)
       values ($1, 'same', $2, $3, now() + interval '1 day')`,
      [record.type, record.bodyHmac, world.id()],
    );
    const starting = world.store.start([record]);
    await eventually(async () => (await waiting()) === 1);
    await holder.query('rollback');
    holder.release();
    expect(await starting).toEqual([{ kind: 'started' }]);
  });

  it('cannot deadlock on batches that hold the same requests in another order', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `r${index}`);
    for (let round = 0; round < 5; round += 1) {
      const batchOf = (order: string[]) =>
        Promise.all(order.map((requestId) => world.startRecord({ requestId: `${round}/${requestId}` })));
      const [one, other] = [await batchOf(ids), await batchOf(ids.toReversed())];
      const outcomes = await Promise.all([world.store.start(one), world.other.start(other)]);
      expect(outcomes.flat().filter(({ kind }) => kind === 'started')).toHaveLength(50);
    }
  });
});

describe('a block against the release of its participant', () => {
  it('makes the release wait for the block, and then find the saga', async () => {
    const { self, saga } = await world.owned();
    await world.hold('report');
    const blocking = world.blocking(saga, 'report');
    // The release waits behind a flush that has locked the hold and waits for the saga.
    const holder = await harness.sql.connect();
    await holder.query('begin');
    await holder.query('select from saga where id = $1 for update', [saga.row.id]);
    const flushing = world.store.flush(self, [blocking]);
    await eventually(async () => (await waiting()) === 1);
    const releasing = world.release('report');
    await eventually(async () => (await waiting()) === 2, { what: 'the release that waits for the block' });
    await holder.query('commit');
    holder.release();
    expect((await flushing).size).toBe(1);
    await releasing;
    expect(await world.store.takeReleased(9, new Set())).toEqual([saga.row.id]);
    expect((await world.row(saga.row.id)).blockedOn).toBe('report');
  });

  it('fences the block that waited while the participant was released', async () => {
    const { self, saga } = await world.owned();
    await world.hold('report');
    const holder = await harness.sql.connect();
    await holder.query('begin');
    await holder.query('update participant_hold set released_at = now()');
    const flushing = world.store.flush(self, [world.blocking(saga, 'report')]);
    await eventually(async () => (await waiting()) === 1);
    await holder.query('commit');
    holder.release();
    expect((await flushing).size).toBe(0);
    expect((await world.row(saga.row.id)).blockedOn).toBeNull();
  });

  it('keeps the row of a hold, so that a saga never rests on one that is not there', async () => {
    await world.hold('report');
    const deleting = harness.sql.query('delete from participant_hold');
    await expect(deleting).rejects.toMatchObject({ code: '42501' });
  });
});

describe('errors', () => {
  it('tells an unknown commit when the connection dies under a flush, and the repetition finds it out', async () => {
    const { self, saga } = await world.owned();
    const transition = world.transition(saga);
    const holder = await harness.sql.connect();
    await holder.query('begin');
    await holder.query('select from saga where id = $1 for update', [saga.row.id]);
    const flushing = expectStoreError(world.store.flush(self, [transition]), 'connection');
    await eventually(async () => (await waiting()) === 1);
    await harness.sql.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    await flushing;
    await holder.query('commit');
    holder.release();
    await world.flushed(self, transition);
    expect((await world.store.flush(self, [transition])).size).toBe(0);
    const [standing] = await world.store.standing([{ sagaId: saga.row.id, firstSeq: 2 }]);
    expect(standing).toMatchObject({ epoch: 1, epochAtFirstSeq: 1 });
  });

  it('acts once when the connection of an operator dies after the commit was sent', async () => {
    const { sagaId } = await world.started();
    const key = { actor: 'alice', requestId: 'r' };
    let tries = 0;
    const result = await world.store.operate(
      sagaId,
      async (stored, earlier) => {
        tries += 1;
        if (earlier !== null) return { change: null, request: null, audit: null, result: 'done before' };
        if (tries === 1) {
          // What a lost answer looks like to the client: the connection is gone, the work is another session's.
          await harness.sql.query(
            `select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and state = 'idle in transaction'`,
          );
        }
        const request = { ...key, bodyHmac: world.bytes('b'), revision: 2 };
        return world.pause(stored, { request, audit: world.auditRecord() });
      },
      key,
    );
    expect(result).toBe('paused');
    expect(tries).toBe(2);
    expect(await world.row(sagaId)).toMatchObject({ revision: 2 });
    expect(await world.harness.audited()).toHaveLength(1);
  });

  it('does not try again by itself what has no request id', async () => {
    const { sagaId } = await world.started();
    let tries = 0;
    const call = world.store.operate(sagaId, async (stored) => {
      tries += 1;
      if (tries === 1) {
        await harness.sql.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and state = 'idle in transaction'`,
        );
      }
      return world.pause(stored);
    });
    await expectStoreError(call, 'connection');
    expect(tries).toBe(1);
    expect(await world.row(sagaId)).toMatchObject({ revision: 1 });
  });

  it('tells the lock timeout as busy', async () => {
    const { self, saga } = await world.owned();
    const [error] = await behindLockUntilTimeout(saga, () =>
      world.store.flush(self, [world.transition(saga)]).then(
        () => null,
        (thrown: unknown) => thrown,
      ),
    );
    expect(error).toMatchObject({ name: 'StoreError', kind: 'busy' });
  }, 20_000);
});

async function behindLockUntilTimeout<T>(saga: StoredSaga, race: () => Promise<T>): Promise<T[]> {
  const holder = await harness.sql.connect();
  try {
    await holder.query('begin');
    await holder.query('select from saga where id = $1 for update', [saga.row.id]);
    return [await race()];
  } finally {
    await holder.query('rollback');
    holder.release();
  }
}
