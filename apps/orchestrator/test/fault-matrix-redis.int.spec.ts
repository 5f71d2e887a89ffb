/**
 * Faults of Redis under whole sagas: a real orchestrator with a Redis of its own. The titles begin with the number of the
 * fault in the matrix; a fault that did not strike makes its test red.
 */
import { jest } from '@jest/globals';
import { systemClock } from '#libs/platform';
import { eventually, type RedisServer } from '#libs/testkit';
import type { Redis } from 'ioredis';
import { Doors } from './door-fixtures.js';
import { lookAway, lookInto, privateRedis } from './queue-fixtures.js';

let server: RedisServer;
let redis: Redis;
let doors: Doors;

beforeEach(async () => {
  // BullMQ complains of a Redis that evicts, too, on the console.
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  server = await privateRedis();
  redis = await lookInto(server.url);
  doors = await Doors.open({ REDIS_URL: server.url });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await doors.close();
  lookAway();
  await server.stop();
});

const logged = (event: string) => doors.log.filter((line) => line.includes(`"${event}"`)).length;
const completeMany = async (count: number): Promise<void> => {
  const sagas = await Promise.all(Array.from({ length: count }, () => doors.start()));
  for (const { saga_id } of sagas) await doors.until(saga_id, 'COMPLETED', 40_000);
};
const infoOf = async (field: string): Promise<number> =>
  Number(new RegExp(`${field}:(\\d+)`).exec(await redis.info())?.[1]);

it('F26 G9: Redis is full in the middle of sagas: they go on by Postgres, starts are taken, it is said, and it recovers', async () => {
  doors.participants.takesMs = 20;
  const running = completeMany(20);
  await eventually(() => doors.participants.calls.length > 20);
  await redis.config('SET', 'maxmemory-policy', 'noeviction');
  await redis.config('SET', 'maxmemory', '1mb');
  await running;
  await eventually(() => logged('redis_of_no_use') > 0, { timeoutMs: 20_000 });
  await completeMany(20);
  await redis.config('SET', 'maxmemory', '0');
  await eventually(() => logged('redis_useful') > 0, { timeoutMs: 20_000 });
  await completeMany(5);
}, 90_000);

it('F27 G9: keys are deleted and evicted at random all the time, and every saga ends', async () => {
  doors.participants.takesMs = 10;
  await redis.config('SET', 'maxmemory-policy', 'allkeys-random');
  await redis.config('SET', 'maxmemory', String((await infoOf('used_memory')) + 1_000_000));
  let [isOver, deleted] = [false, 0];
  const lose = async (): Promise<void> => {
    for (let turn = 0; !isOver; turn += 1) {
      const keys = (await redis.keys('*')).filter((key) => !key.startsWith('ballast'));
      const key = keys[turn % keys.length];
      if (key !== undefined) deleted += await redis.del(key);
      await systemClock.sleep(3);
      await redis.set(`ballast ${turn % 300}`, 'x'.repeat(5_000)).catch(() => undefined);
    }
  };
  const losing = lose();
  for (let wave = 0; wave < 3; wave += 1) await completeMany(20);
  isOver = true;
  await losing;
  expect(deleted).toBeGreaterThan(20);
  expect(await infoOf('evicted_keys')).toBeGreaterThan(10);
}, 90_000);
