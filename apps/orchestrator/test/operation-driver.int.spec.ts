/** Who drives a batch on a real Postgres: one process at a time, and after its death another, without acting twice (W1, W2). */
import { randomUUID } from 'node:crypto';
import { systemClock } from '#libs/platform';
import {
  OperationDriver,
  Operations,
  type ItemChange,
  type OperationRecord,
  type OperationStore,
} from '#libs/saga-engine';
import { eventually, MortalClock, refused } from '#libs/testkit';
import { UuidSource } from '../src/cipher/ids.js';
import { verifyAudit } from '../src/postgres/audit-chain.js';
import { PostgresOperations } from '../src/postgres/postgres-operations.js';
import {
  realWorld,
  restOf,
  startMany,
  statusesOf,
  type RealProcess,
  type RealWorld,
} from './engine-fixtures.js';

let world: RealWorld;
const drivers: OperationDriver[] = [];

beforeEach(async () => {
  world = await realWorld();
});
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.stop()));
  await world.close();
});

interface Place {
  readonly process: RealProcess;
  readonly driver: OperationDriver;
  readonly operations: Operations;
  readonly store: OperationStore;
  /** As by SIGKILL. */
  kill(): Promise<void>;
}

/** A process of the door that is a worker too; its driver does not run yet. */
function place(process: RealProcess): Place {
  const { engine, faults, storePool } = process;
  const store = faults.wrap(new PostgresOperations(storePool, storePool, systemClock));
  const reads = faults.wrap(world.reads);
  const clock = new MortalClock(systemClock);
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const { cipher } = world;
  const driver = new OperationDriver({
    ...{ store, reads, cipher, clock, log, operators: engine.operators },
    instanceId: () => engine.membership.instanceId,
  });
  const operations = new Operations({
    ...{ store, reads, cipher, catalog: engine.catalog, ids: new UuidSource() },
    nowMs: () => engine.nowMs(),
    policy: { required: false, batchAbove: 0, expiresInMs: 1 },
    selectIds: async (_filter, limit) => {
      const failed = `select id from saga where status = 'FAILED' order by id desc limit $1`;
      const { rows } = await world.sql.query<{ id: string }>(failed, [limit]);
      return rows.map(({ id }) => id);
    },
    onMoved: () => driver.poke(),
  });
  const kill = async () => {
    clock.kill();
    await process.kill();
  };
  return { process, driver, operations, store, kill };
}

/** With its driver running. */
function living(process: RealProcess): Place {
  const made = place(process);
  made.driver.start();
  drivers.push(made.driver);
  return made;
}

/** Sagas that are stuck past their commit point, because the mail was refused. */
async function stuckSagas(processes: readonly RealProcess[], count: number): Promise<string[]> {
  world.caller.decide((call) => (call.method.endsWith('/Tell') ? refused() : undefined));
  const sagas = await startMany(processes, count);
  await restOf(world, 60_000);
  expect(await statusesOf(world)).toEqual(new Set(['FAILED']));
  world.caller.decide(() => undefined);
  return sagas;
}

function request(more: Partial<Parameters<Operations['begin']>[0]> = {}) {
  return {
    action: 'replay' as const,
    selection: { filter: 'status = FAILED', sagaIds: [], maxItems: null },
    pace: { itemsPerSecond: 1_000, canaryItems: 3, maxFailedPercent: 20 },
    permittedTypes: null,
    previewed: null,
    actor: 'lin',
    origin: { authMethod: 'token', sourceAddress: '127.0.0.1' },
    identity: { name: 'lin' },
    requestId: randomUUID(),
    reason: 'the mail works again',
    statement: null,
    validateOnly: false,
    ...more,
  };
}

async function begun(
  { operations }: Place,
  more: Parameters<typeof request>[0] = {},
): Promise<OperationRecord> {
  const { operation } = await operations.begin(request(more));
  if (operation === null) throw new Error('the batch was not begun');
  return operation;
}

const until = (store: OperationStore, id: string, what: string, holds: (seen: OperationRecord) => boolean) =>
  eventually(
    async () => {
      const seen = (await store.get(id)) as OperationRecord;
      if (!holds(seen)) throw new Error(`it is ${seen.state}, ${JSON.stringify(seen.counts)}`);
      return seen;
    },
    { timeoutMs: 120_000, what: `an operation ${what}` },
  );

/** How often each saga was replayed, by its history. */
async function replays(): Promise<number[]> {
  const { rows } = await world.sql.query<{ times: number }>(
    `select count(*)::int as times from saga_event e join event_kind k on k.number = e.kind
     where k.name = 'replayed' group by e.saga_id`,
  );
  return rows.map(({ times }) => times);
}

it('W1 W2: a batch of 400 with canaries, whose driver dies in the middle, is ended by another, and acts on no saga twice', async () => {
  const processes = [await world.spawn(), await world.spawn()] as const;
  await stuckSagas(processes, 400);
  const first = place(processes[0]);
  // It is killed, so it cannot stop.
  first.driver.start();
  const operation = await begun(first);
  expect(operation.counts).toMatchObject({ PENDING: 400 });
  await until(first.store, operation.id, 'on its way', ({ counts }) => counts.PENDING <= 250);
  // It acts on some sagas more, of which nothing is written any more.
  first.process.faults.next('settle', 'hang', 'connection', Infinity);
  await eventually(() => first.process.faults.strikes('settle') > 0, {
    what: 'actions that are not written',
  });
  await first.kill();
  const second = living(processes[1]);
  const acted = (await replays()).length;
  const left = (await second.store.get(operation.id))?.counts.PENDING ?? 0;
  expect(left).toBeGreaterThan(0);
  expect(acted).toBeGreaterThan(400 - left);
  const done = await until(second.store, operation.id, 'done', ({ state }) => state === 'DONE');
  expect(done.counts).toEqual({
    ...{ PENDING: 0, ACCEPTED: 0, EFFECTIVE: 400 },
    ...{ REFUSED: 0, STUCK_AGAIN: 0, SKIPPED: 0 },
  });
  const times = await replays();
  expect([times.length, new Set(times)]).toEqual([400, new Set([1])]);
  expect(await statusesOf(world)).toEqual(new Set(['COMPLETED']));
  const { rows } = await world.sql.query(
    `select count(*)::int as entries, count(distinct request_id)::int as requests, count(distinct target)::int as sagas
     from audit_entry where action = 'ReplaySaga' and decision = 'allowed' and actor = 'lin'`,
  );
  expect(rows).toEqual([{ entries: 400, requests: 400, sagas: 400 }]);
  expect(await verifyAudit(world.sql)).toMatchObject({ kind: 'intact' });
  expect(await world.misfolded()).toEqual([]);
}, 240_000);

it('B2: canaries go one after the other, each to its effect, before the rest starts', async () => {
  const processes = [await world.spawn()] as const;
  await stuckSagas(processes, 8);
  let release = false;
  world.caller.decide((call) =>
    call.method.endsWith('/Tell') && !release ? { kind: 'not_sent', retryAfterMs: 50 } : undefined,
  );
  const door = living(processes[0]);
  const operation = await begun(door);
  const canary = await until(door.store, operation.id, 'with a canary', ({ counts }) => counts.ACCEPTED > 0);
  expect(canary.counts).toMatchObject({ ACCEPTED: 1, PENDING: 7 });
  // Another one of a single saga comes and goes: the driver has looked at both, and started none of the rest.
  const other = await begun(door, {
    action: 'pause',
    selection: { filter: '', sagaIds: [(await world.rows())[0]?.id ?? ''], maxItems: null },
  });
  await until(door.store, other.id, 'done', ({ state }) => state === 'DONE');
  expect((await door.store.get(operation.id))?.counts).toMatchObject({ ACCEPTED: 1, PENDING: 7 });
  release = true;
  const { counts } = await until(door.store, operation.id, 'done', ({ state }) => state === 'DONE');
  expect(counts).toMatchObject({ EFFECTIVE: 8 });
}, 180_000);

it('W1: a driver that was taken over from writes nothing', async () => {
  const processes = [await world.spawn(), await world.spawn()] as const;
  await stuckSagas(processes, 3);
  const store = new PostgresOperations(world.sql, world.sql, systemClock);
  const [old, young] = processes.map(({ engine }) => engine.membership.instanceId) as [string, string];
  const { operations } = place(processes[0]);
  const { operation } = await operations.begin(
    request({ pace: { itemsPerSecond: 1, canaryItems: 3, maxFailedPercent: 20 } }),
  );
  const id = operation?.id ?? '';
  await world.sql.query(`update operation set driver = $2, driver_epoch = 7 where id = $1`, [id, old]);
  const stale = { operationId: id, driver: old, driverEpoch: 7 };
  expect(await store.mayStart(stale)).toBe(true);
  // A live driver is left alone.
  expect(await store.drive(young)).toEqual([]);
  await world.sql.query(`update instance set retired_at = now() where id = $1`, [old]);
  const [driven] = await store.drive(young);
  expect(driven).toMatchObject({ id, driverEpoch: 8 });
  expect(await store.mayStart(stale)).toBe(false);
  const [item] = await store.next(id, 'PENDING', 0, 1);
  const change: ItemChange = {
    position: item?.position ?? 0,
    from: 'PENDING',
    to: 'SKIPPED',
    code: 'STATUS_FORBIDS',
    ...{ fromStep: null, accepted: null, sagaStatus: null },
  };
  expect(await store.settle(stale, [change])).toEqual([]);
  expect(await store.advance(stale, driven?.revision ?? 0, { state: 'DONE', pauseCode: null })).toBe(false);
  expect(await store.settle({ ...stale, driver: young, driverEpoch: 8 }, [change])).toEqual([item?.position]);
}, 180_000);

it('W4: a store that does not answer for a while costs time, and no item', async () => {
  const processes = [await world.spawn()] as const;
  await stuckSagas(processes, 12);
  const door = living(processes[0]);
  const { faults } = door.process;
  faults.next('operate', 'after', 'connection', 2);
  faults.next('settle', 'after', 'connection', 2);
  faults.next('drive', 'before', 'busy', 2);
  const operation = await begun(door);
  const done = await until(door.store, operation.id, 'done', ({ state }) => state === 'DONE');
  expect(faults.strikes('operate') + faults.strikes('settle') + faults.strikes('drive')).toBe(6);
  expect(done.counts).toMatchObject({ EFFECTIVE: 12 });
  expect(await replays()).toEqual(Array.from({ length: 12 }, () => 1));
}, 180_000);

it('U3: the same request finds its operation, whatever the filter finds by now; two at once begin one', async () => {
  const processes = [await world.spawn()] as const;
  await stuckSagas(processes, 5);
  const door = living(processes[0]);
  const asked = request();
  const [one, two] = await Promise.all([door.operations.begin(asked), door.operations.begin(asked)]);
  expect(one.operation?.id).toBe(two.operation?.id);
  const id = one.operation?.id ?? '';
  await until(door.store, id, 'done', ({ state }) => state === 'DONE');
  const again = await door.operations.begin(asked);
  expect(again).toMatchObject({ operation: { id, state: 'DONE' }, preview: { selected: 5, eligible: 5 } });
  const other = { ...asked, reason: 'for another reason' };
  await expect(door.operations.begin(other)).rejects.toMatchObject({ code: 'REQUEST_CONFLICT' });
  expect((await world.sql.query('select 1 from operation')).rowCount).toBe(1);
}, 180_000);
