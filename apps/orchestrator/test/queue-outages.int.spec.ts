import { jest } from '@jest/globals';
import { systemClock } from '#libs/platform';
import { eventually, type RedisServer } from '#libs/testkit';
import {
  freeze,
  healthy,
  lookAway,
  lookInto,
  privateRedis,
  sagaId,
  timed,
  unhealthy,
  wakerFactory,
} from './queue-fixtures.js';

jest.setTimeout(60_000);

const wakers = wakerFactory();
let server: RedisServer;

beforeEach(async () => (server = await privateRedis()));
afterEach(async () => {
  jest.restoreAllMocks();
  await wakers.closeAll();
  lookAway();
  await server.stop();
});

const place = () => ({ url: server.url, prefix: 'outage' });
const hint = () => ({ sagaId: sagaId(), epoch: 1, delayMs: 0 });

/** How long `wake` takes with a full batch; not the very longest of many, because the machine is shared. */
function wakeMs(waker: { wake(hints: ReturnType<typeof hint>[]): void }): number {
  const batch = Array.from({ length: 64 }, hint);
  const times = Array.from({ length: 50 }, () => timed(() => waker.wake(batch)));
  return times.sort((a, b) => a - b)[44] ?? Number.POSITIVE_INFINITY;
}

async function closesWithin(waker: { close(): Promise<void> }, limitMs: number): Promise<void> {
  const startedMs = systemClock.monotonicMs();
  await waker.close();
  expect(systemClock.monotonicMs() - startedMs).toBeLessThan(limitMs);
}

describe('G9: Redis may vanish, and the queue with it', () => {
  // The longer one lasts longer than a worker's blocking read and its watchdog, which is when workers used to die.
  it.each([300, 4_000])('goes on by itself after an outage of %i ms', async (outageMs) => {
    const waker = await wakers.open(place());
    await healthy(waker);
    waker.wake([hint()]);
    await eventually(() => waker.runs.length === 1);

    await server.kill();
    await unhealthy(waker);
    expect(wakeMs(waker)).toBeLessThan(5);
    expect(waker.counters().hintsDropped).toBe(50 * 64);
    await systemClock.sleep(outageMs);
    await server.start();

    const backMs = systemClock.monotonicMs();
    await healthy(waker);
    waker.wake([hint()]);
    await eventually(() => waker.runs.length === 2);
    expect(systemClock.monotonicMs() - backMs).toBeLessThan(3_000);
    expect(waker.counters().rebuilds).toBe(0);
    waker.wake([{ ...hint(), delayMs: 200 }]);
    await eventually(() => waker.runs.length === 3);
  });

  it('is not healthy without a Redis from the start, and works when there is one', async () => {
    await server.kill();
    const waker = await wakers.open(place());
    expect(waker.healthy()).toBe(false);
    waker.wake([hint()]);
    await eventually(() => waker.log.count('redis_of_no_use') === 1);
    await server.start();
    await healthy(waker);
    waker.wake([hint()]);
    await eventually(() => waker.runs.length === 1);
    expect(waker.log.lines.map((line) => line.event)).toEqual(['redis_of_no_use', 'redis_useful']);
  });

  it('forgets with FLUSHALL, and no run notices', async () => {
    const ends: (() => void)[] = [];
    const waker = await wakers.open(place(), () => new Promise((resolve) => ends.push(resolve)));
    await healthy(waker);
    waker.wake([hint(), hint(), { ...hint(), delayMs: 60_000 }]);
    await eventually(() => waker.runs.length === 2 && waker.depth()?.delayed === 1);
    const redis = await lookInto(server.url);
    await redis.flushall();
    for (const end of ends.splice(0)) end();
    await eventually(() => waker.counters().jobsLost >= 2);
    expect(waker.counters()).toMatchObject({ handlerErrors: 0, workerErrors: 0 });
    waker.wake([hint()]);
    await eventually(() => waker.runs.length === 3);
    for (const end of ends.splice(0)) end();
    await eventually(async () => (await redis.keys('*:runs:*-1')).length === 0);
  });

  it('swallows a lock that is missing at the end of a run', async () => {
    const ends: (() => void)[] = [];
    const waker = await wakers.open(place(), () => new Promise((resolve) => ends.push(resolve)));
    await healthy(waker);
    const lost = hint();
    waker.wake([lost]);
    await eventually(() => ends.length === 1);
    const redis = await lookInto(server.url);
    await redis.del(`{outage:0}:runs:${lost.sagaId}-1:lock`);
    ends[0]?.();
    await eventually(() => waker.counters().jobsLost >= 1);
    waker.wake([hint()]);
    await eventually(() => waker.runs.length === 2);
    ends[1]?.();
  });

  it('F26: says so when Redis is full, and recovers', async () => {
    const waker = await wakers.open(place());
    await healthy(waker);
    const redis = await lookInto(server.url);
    await redis.config('SET', 'maxmemory', '1mb');
    await redis.config('SET', 'maxmemory-policy', 'noeviction');
    await unhealthy(waker);
    expect(wakeMs(waker)).toBeLessThan(5);
    await redis.config('SET', 'maxmemory', '0');
    await healthy(waker);
    waker.wake([hint()]);
    await eventually(() => waker.runs.length === 1);
  });

  it('F26: does not spin while a full Redis refuses to give jobs away', async () => {
    const one = await wakers.open({ ...place(), slots: 1 }, () => new Promise(() => undefined));
    await healthy(one);
    one.wake([hint(), hint()]);
    await eventually(() => one.runs.length === 1 && one.depth()?.waiting === 1);
    const redis = await lookInto(server.url);
    await redis.config('SET', 'maxmemory', '1mb');
    const two = await wakers.open(place());
    await eventually(() => two.counters().workerErrors >= 2);
    await systemClock.sleep(1_500);
    expect(two.counters().workerErrors).toBeLessThan(15);
    expect(two.log.count('queue_worker_error')).toBe(1);
    await redis.config('SET', 'maxmemory', '0');
    await eventually(() => two.runs.length === 1);
  });

  it('holds nobody up while Redis is silent, and ends in time', async () => {
    const waker = await wakers.open({ ...place(), drainLimitMs: 500 }, () => new Promise(() => undefined));
    await healthy(waker);
    waker.wake([hint()]);
    await eventually(() => waker.runs.length === 1);
    const thaw = await freeze(server.url);
    try {
      expect(wakeMs(waker)).toBeLessThan(5);
      await unhealthy(waker);
      expect(wakeMs(waker)).toBeLessThan(5);
      await closesWithin(waker, 4_000);
      expect(waker.healthy()).toBe(false);
    } finally {
      thaw();
    }
  });

  it('goes on after a silence', async () => {
    const waker = await wakers.open(place());
    await healthy(waker);
    const thaw = await freeze(server.url);
    await unhealthy(waker);
    await systemClock.sleep(4_000);
    thaw();
    await healthy(waker);
    waker.wake([hint()]);
    await eventually(() => waker.runs.length === 1, { timeoutMs: 20_000 });
    expect(waker.counters().rebuilds).toBe(0);
  });

  it('ends in time when Redis is down', async () => {
    const waker = await wakers.open(place());
    await healthy(waker);
    await server.kill();
    await closesWithin(waker, 3_000);
  });

  it('F27: warns once of a Redis that evicts', async () => {
    // BullMQ says so, too, on the console.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const redis = await lookInto(server.url);
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const waker = await wakers.open({ ...place(), lanes: 2 });
    await healthy(waker);
    expect(waker.log.count('redis_may_evict_jobs')).toBe(1);
  });
});
