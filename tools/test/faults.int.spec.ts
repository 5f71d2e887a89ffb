/**
 * The promise of the whole, with real processes: consultations run while processes are killed and frozen, and while replies and
 * requests are lost and late; every one ends, and what the participants keep agrees with how it ended (G1, G2, G3, G8).
 * The reconciliation is that of `npm run chaos`; each test reconciles everything that was started before it, too.
 */
import { readFileSync } from 'node:fs';
import type { JsonObject } from '#libs/contracts';
import { createTestDatabase, eventually, redisPrefix, testServers, type TestDatabase } from '#libs/testkit';
import type pg from 'pg';
import type { Expectation } from '../chaos/expectation.js';
import { SHIPPED_KEEPERS } from '../chaos/keepers.js';
import { reconcile } from '../chaos/reconcile.js';
import { readHistories, readLedgers, readLimbo, type SagaHistory } from '../chaos/rows.js';
import { ledgersOf, startConsultation } from '../client/suoke-client.js';
import type { ManagedProcess } from '../stack/managed-process.js';
import { exampleFile } from '../stack/places.js';
import { PARTICIPANT_NAMES, Stack } from '../stack/stack.js';

const CONSULTATIONS = 200;
/** Every fifth user's record is locked, so that the last step is refused. */
const LOCKED_EVERY = 5;
const EXAMPLE = JSON.parse(readFileSync(exampleFile('common-cold'), 'utf8')) as JsonObject;

let database: TestDatabase;
let pool: pg.Pool;
let stack: Stack;
const expected = new Map<string, Expectation>();

beforeAll(async () => {
  database = await createTestDatabase('empty');
  const env = {
    'ai-agent': { SUOKE_AI_AGENT_THINK_MS: '300' },
    orchestrator: { SUOKE_REDIS_PREFIX: redisPrefix() },
  };
  const { redisUrl } = testServers();
  stack = await Stack.start({
    ...{ orchestrators: 2, restarts: true, proxied: PARTICIPANT_NAMES },
    ...{ databaseUrl: database.url, redisUrl, env },
  });
  pool = database.pool();
}, 90_000);

afterAll(async () => {
  await stack?.stop();
  await database?.drop();
}, 30_000);

const isLocked = (index: number): boolean => index % LOCKED_EVERY === 0;
const two = () => stack.orchestrators as [ManagedProcess, ManagedProcess];

async function start(on: ManagedProcess, user: string, refusedAt: Expectation['refusedAt'] = 'nowhere') {
  const sagaId = await startConsultation(on.client, { ...EXAMPLE, user_id: user });
  expected.set(sagaId, { refusedAt, supervised: false });
  return sagaId;
}

function startMany(on: ManagedProcess, count: number, name: string): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => start(on, `${name}-${index}`)));
}

async function ownedBy(instanceId: string | null): Promise<string[]> {
  const sql = 'select id from orchestrator.saga where owner = $1';
  return (await pool.query<{ id: string }>(sql, [instanceId])).rows.map(({ id }) => id);
}

async function isRetired(instanceId: string | null): Promise<boolean> {
  const sql = 'select 1 from orchestrator.instance where id = $1 and retired_at is null';
  return (await pool.query(sql, [instanceId])).rows.length === 0;
}

/** What a process owns. Which process takes a saga is chance, so further ones are started on it until it has one. */
function ownedBySome(process: ManagedProcess, instanceId: string | null): Promise<string[]> {
  let more = 0;
  return eventually(
    async () => {
      const owned = await ownedBy(instanceId);
      if (owned.length > 0) return owned;
      more += 1;
      await start(process, `${process.plan.name}-more-${more}`);
      return false;
    },
    { what: `a saga of ${instanceId}`, intervalMs: 100 },
  );
}

/** Waits until every saga has ended, and holds all of them against what the participants keep. */
async function checkAll(): Promise<ReadonlyMap<string, SagaHistory>> {
  await eventually(
    async () => {
      const { rows } = await pool.query(`select 1 from orchestrator.saga where finished_at is null`);
      if (rows.length > 0) throw new Error(`${rows.length} sagas have not ended`);
    },
    { timeoutMs: 90_000, intervalMs: 100 },
  );
  const histories = await readHistories(pool);
  const [ledgers, limbo] = [await readLedgers(pool, SHIPPED_KEEPERS), await readLimbo(pool)];
  expect(histories.size).toBe(expected.size);
  expect(reconcile({ expected, histories, ledgers, limbo })).toEqual([]);
  return histories;
}

/** Kinds of everything that happened to these. */
const kindsOf = (histories: readonly SagaHistory[]): string[] =>
  histories.flatMap(({ events }) => events.map(({ kind }) => kind));

/** Ends a process as nothing else does, and waits until the next one of its name serves. */
async function killed(process: ManagedProcess): Promise<void> {
  const { pid } = process;
  process.kill('SIGKILL');
  await eventually(() => process.pid !== pid, { what: 'the next process' });
  await process.ready();
}

it('F01 G1 G2 G3: 200 consultations while an orchestrator and a participant are killed: all end, and the participants agree', async () => {
  const records = stack.participant('health-record').client;
  const users = Array.from({ length: CONSULTATIONS }, (_, index) => `user-${index}`);
  for (const user_id of users.filter((_, index) => isLocked(index))) {
    const lock = { user_id, reason: 'under review' };
    await records.call('suoke.health_record.v1.HealthRecordService/LockHealthRecord', lock);
  }
  const [victim, survivor] = two();
  const on = (index: number) => (index % 2 === 0 ? victim : survivor);
  // However slow the starts are, nobody gets past this one before the kill.
  const way = stack.proxy('notification');
  way.freeze(true);
  await Promise.all(users.map((user, index) => start(on(index), user, isLocked(index) ? 'last' : 'nowhere')));
  await eventually(async () => (await ownedBy(victim.instanceId)).length > 0, {
    what: 'sagas of the victim',
  });
  await Promise.all([killed(victim), killed(stack.participant('report'))]);
  way.freeze(false);
  const histories = await checkAll();
  // The kill was in the middle of things: somebody's run was taken over.
  expect(kindsOf([...histories.values()])).toContain('interrupted');
}, 150_000);

it('F02 G2: replies of every participant that are lost after the work cost no second effect', async () => {
  const firedBefore = PARTICIPANT_NAMES.map((name) => stack.proxy(name).fired);
  for (const name of PARTICIPANT_NAMES) stack.proxy(name).cutReplies(2);
  const sagas = await startMany(two()[0], 20, 'lost-reply');
  const histories = await checkAll();
  const fired = PARTICIPANT_NAMES.map((name, index) => stack.proxy(name).fired - (firedBefore[index] ?? 0));
  expect(fired).toEqual(PARTICIPANT_NAMES.map(() => 2));
  expect(kindsOf(sagas.flatMap((sagaId) => histories.get(sagaId) ?? []))).toContain('attempt_failed');
}, 120_000);

it('F03 G6: a process that was frozen past its lease writes nothing of what it held, and joins anew', async () => {
  const [zombie] = two();
  const { instanceId } = zombie;
  // Nobody gets past this one before it is frozen.
  const way = stack.proxy('notification');
  way.freeze(true);
  let held: string[];
  try {
    await startMany(zombie, 20, 'zombie');
    held = await ownedBySome(zombie, instanceId);
    zombie.kill('SIGSTOP');
    // The lease is judged by the clock of the database: to move it back is to wait for its end.
    const late = `update orchestrator.instance set lease_until = now() - interval '1 s' where id = $1`;
    await pool.query(late, [instanceId]);
    await eventually(async () => (await ownedBy(instanceId)).length === 0, { what: 'the takeover' });
    // Until then it could renew its lease and keep its name: it lost its sagas, and would write nothing all the same.
    await eventually(() => isRetired(instanceId), { what: 'the retirement of the zombie' });
  } finally {
    zombie.kill('SIGCONT');
    way.freeze(false);
  }
  await eventually(() => zombie.instanceId !== instanceId, { what: 'another name for the zombie' });
  const histories = await checkAll();
  const takenOver = held.filter((sagaId) =>
    histories.get(sagaId)?.events.some(({ kind }) => kind === 'interrupted'),
  );
  expect(takenOver.length).toBeGreaterThan(0);
}, 120_000);

const CALL_STATUS = 'suoke.participant.v1.CallStatusService/GetCallStatus';

it('F16 G2: a request that arrives once more, after its repeat was answered, has no second effect', async () => {
  const way = stack.proxy('report');
  way.holdRequests(1);
  const sagaId = await start(two()[0], 'late-duplicate');
  await checkAll();
  expect(await way.deliverHeld()).toBe(1);
  expect((await ledgersOf(stack, sagaId)).report).toEqual({ kept: 1, undone: 0 });
  await checkAll();
}, 120_000);

it('F15 G5: requests that arrive after the undo, which found nothing to undo, are refused by the barrier', async () => {
  const way = stack.proxy('report');
  way.holdRequests(3);
  const sagaId = await start(two()[0], 'late');
  const history = (await checkAll()).get(sagaId);
  expect(history?.status).toBe('COMPENSATED');
  expect(await way.deliverHeld()).toBe(3);
  expect((await ledgersOf(stack, sagaId)).report).toEqual({ kept: 0, undone: 0 });
  const key = `${sagaId}/generate_diagnosis_report/main/1/action`;
  const known = await stack.participant('report').client.call(CALL_STATUS, { key });
  expect(known['status']).toBe('CALL_STATUS_COMPENSATED');
  await checkAll();
}, 120_000);
