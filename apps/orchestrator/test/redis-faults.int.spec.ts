/** Faults of Redis (docs/FAULTS.md) under a whole orchestrator: they cost latency, and little of it (G9). */
import { status } from '@grpc/grpc-js';
import { grpcError, systemClock } from '#libs/platform';
import { eventually, type RedisServer } from '#libs/testkit';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { Doors } from './door-fixtures.js';
import { median } from './median.js';
import { freeze, lookAway, lookInto, privateRedis } from './queue-fixtures.js';

let server: RedisServer;
let redis: Redis;
let doors: Doors;
let sql: pg.Pool;

beforeAll(async () => {
  server = await privateRedis();
  redis = await lookInto(server.url);
  doors = await Doors.open({ REDIS_URL: server.url });
  sql = doors.database.pool({ schema: 'orchestrator' });
  await jobTaken();
});
afterAll(async () => {
  await doors?.close();
  lookAway();
  await server?.stop();
});
afterEach(() => doors.participants.reset());

/** Starts one after the other. @returns how long each answer took */
async function startSome(count: number): Promise<number[]> {
  const tookMs: number[] = [];
  while (tookMs.length < count) {
    const sentAt = performance.now();
    await doors.start();
    tookMs.push(performance.now() - sentAt);
  }
  return tookMs;
}

async function allCompleted(): Promise<void> {
  await eventually(
    async () => {
      const { rows } = await sql.query(`select status from saga where status <> 'COMPLETED'`);
      if (rows.length > 0) throw new Error(`${rows.length} sagas are not completed`);
    },
    { timeoutMs: 30_000 },
  );
  expect((await sql.query('select * from saga_limbo')).rows).toEqual([]);
}

/** Waits until a worker took a job from Redis and finished it. */
async function jobTaken(): Promise<void> {
  const finished = async (): Promise<number> => {
    const streams = await redis.keys('*:events');
    const events = await Promise.all(streams.map((key) => redis.xrange(key, '-', '+')));
    return events.flat().filter(([, fields]) => fields.includes('completed')).length;
  };
  await eventually(
    async () => {
      await doors.start({ wait: '5s' });
      return (await finished()) > 0;
    },
    { what: 'a job that was taken', timeoutMs: 15_000 },
  );
}

it('F05 G9: killed, sagas go on without it; soon after its return jobs are taken again', async () => {
  await server.kill();
  await startSome(20);
  await allCompleted();
  await server.start();
  const backAt = performance.now();
  await jobTaken();
  expect(performance.now() - backAt).toBeLessThan(10_000);
}, 90_000);

it('F06 G9: silent as a black hole, no start waits for it, and sagas go on', async () => {
  const before = await startSome(20);
  const thaw = await freeze(server.url);
  let answered = false;
  try {
    void redis.ping().then(() => (answered = true));
    const during = await startSome(20);
    await allCompleted();
    expect(answered).toBe(false);
    // Whoever waited for Redis would wait for the limit of a command, a second.
    expect(median(during)).toBeLessThan(median(before) + 500);
  } finally {
    thaw();
  }
  await redis.flushall();
  await jobTaken();
}, 90_000);

/** Starts so many whose first call is told to come again in some 12 s, and returns when all of them wait. */
async function letWait(count: number): Promise<void> {
  // All of them are told at the same moment, so that none is due before the last one waits.
  let asked = 0;
  let tell = (): void => undefined;
  const told = new Promise<void>((resolve) => (tell = resolve));
  doors.participants.script('CreateRecord', async () => {
    asked += 1;
    const retryDelayMs = 12_000 + 20 * asked;
    if (asked === count) tell();
    await told;
    throw grpcError({ code: status.RESOURCE_EXHAUSTED, message: 'later', reason: 'BUSY', retryDelayMs });
  });
  const starts = await Promise.all(Array.from({ length: count }, () => doors.start()));
  const ids = starts.map(({ saga_id }) => saga_id);
  await eventually(async () => {
    const text = `select 1 from saga where due_at > now() and revision > 1 and id = any($1::uuid[])`;
    const { rows } = await sql.query(text, [ids]);
    if (rows.length < count) throw new Error(`${rows.length} of ${asked} wait`);
  });
}

it('F07 G9: FLUSHALL while 100 sagas wait for their next attempt: all end, and half of them go on within ten seconds of their time', async () => {
  const WAITING = 100;
  const delayed = async (): Promise<number> => {
    const sets = await redis.keys('*:delayed');
    return (await Promise.all(sets.map((key) => redis.zcard(key)))).reduce((sum, count) => sum + count, 0);
  };
  // A job may be lost at any time, all of one flush together where Redis is slow: then others are made to wait.
  let waiting = 0;
  for (let tries = 0; tries < 3 && (await delayed()) <= WAITING / 2; tries += 1) {
    await letWait(WAITING);
    waiting += WAITING;
    await systemClock.sleep(500);
  }
  doors.participants.reset();
  expect(await delayed()).toBeGreaterThan(WAITING / 2);
  await redis.flushall();
  expect(await delayed()).toBe(0);
  await allCompleted();
  const { rows } = await sql.query<{ late_ms: number }>(
    `select extract(epoch from next.at)::float8 * 1000 - (failed.data ->> 'nextAtMs')::float8 as late_ms
     from saga_event failed join saga_event next on next.saga_id = failed.saga_id and next.seq = failed.seq + 1
     where failed.data ->> 'nextAtMs' is not null`,
  );
  expect(rows).toHaveLength(waiting);
  // Five seconds for the 99th hundredth are what chaos holds 5,000 of them to, on a machine of its own.
  expect(median(rows.map(({ late_ms }) => late_ms))).toBeLessThan(10_000);
}, 90_000);
