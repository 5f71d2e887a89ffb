import { jest } from '@jest/globals';
import type { Redis } from 'ioredis';
import { systemClock } from '#libs/platform';
import type { StatusSnapshot } from '#libs/saga-engine';
import { eventually, redisPrefix, testServers, type RedisServer } from '#libs/testkit';
import { createRedisProgress, type RedisProgress } from '../src/redis/redis-progress.js';
import {
  freeze,
  healthy,
  lookAway,
  lookInto,
  privateRedis,
  recordingLog,
  sagaId,
  snapshot,
  timed,
  unhealthy,
} from './queue-fixtures.js';

jest.setTimeout(60_000);

const opened: RedisProgress[] = [];
let instances = 0;

function open(place: { url: string; prefix: string }): RedisProgress {
  const instanceId = `instance-${(instances += 1)}`;
  const progress = createRedisProgress({ ...place, instanceId, clock: systemClock, log: recordingLog() });
  opened.push(progress);
  return progress;
}

/** What a new listener hears, as `revision` of one saga or of all. */
function hear(progress: RedisProgress, id?: string): StatusSnapshot[] {
  const heard: StatusSnapshot[] = [];
  progress.subscribe((one) => {
    if (id === undefined || one.sagaId === id) heard.push(one);
  });
  return heard;
}

const closeAll = () => Promise.all(opened.splice(0).map((progress) => progress.close()));

describe('the hot snapshot and the channel', () => {
  let redis: Redis;
  let place: { url: string; prefix: string };

  beforeAll(async () => (redis = await lookInto(testServers().redisUrl)));
  beforeEach(() => (place = { url: testServers().redisUrl, prefix: redisPrefix() }));
  afterEach(closeAll);
  afterAll(lookAway);

  const key = (id: string): string => `${place.prefix}:saga:${id}`;

  it('stores what was published, for whoever reads, with a time to live', async () => {
    const [one, two] = [open(place), open(place)];
    await Promise.all([healthy(one), healthy(two)]);
    const running = snapshot(sagaId(), 4);
    const ended = snapshot(sagaId(), 9, { status: 'COMPLETED', ended: true, stepIndex: 5 });
    one.publish([running, ended]);
    await eventually(() => one.counters().sent === 2);
    expect(await two.read(running.sagaId)).toEqual(running);
    expect(await two.read(ended.sagaId)).toEqual(ended);
    expect(await two.read(sagaId())).toBeNull();
    const lives = await Promise.all([redis.pttl(key(running.sagaId)), redis.pttl(key(ended.sagaId))]);
    expect(lives[0]).toBeGreaterThan(8_000);
    expect(lives[0]).toBeLessThanOrEqual(10_000);
    expect(lives[1]).toBeGreaterThan(590_000);
    expect(lives[1]).toBeLessThanOrEqual(600_000);
    expect(await redis.get(key(running.sagaId))).toBe('4|RUNNING|1|0|health-consultation');
  });

  it('never replaces a newer revision by an older one', async () => {
    const [one, two] = [open(place), open(place)];
    await Promise.all([healthy(one), healthy(two)]);
    const id = sagaId();
    one.publish([snapshot(id, 9), snapshot(id, 10), snapshot(id, 8)]);
    await eventually(() => one.counters().sent === 3);
    two.publish([snapshot(id, 9, { status: 'FAILED' })]);
    await eventually(() => two.counters().sent === 1);
    expect((await one.read(id))?.revision).toBe(10);
    two.publish([snapshot(id, 100)]);
    await eventually(() => two.counters().sent === 2);
    expect((await one.read(id))?.revision).toBe(100);
  });

  it('keeps the newest of writers that race', async () => {
    const writers = [open(place), open(place), open(place)];
    await Promise.all(writers.map(healthy));
    const ids = Array.from({ length: 20 }, sagaId);
    for (let revision = 1; revision <= 30; revision++) {
      writers[revision % 3]?.publish(ids.map((id) => snapshot(id, ((revision * 7) % 30) + 1)));
      if (revision % 5 === 0) await systemClock.sleep(2);
    }
    await eventually(() => writers.every((writer) => writer.counters().sent === 200));
    const read = await Promise.all(ids.map((id) => writers[0]?.read(id)));
    expect(read.map((one) => one?.revision)).toEqual(ids.map(() => 30));
  });

  it('tells listeners of this process at once, those of others soon, and each once', async () => {
    const [one, two] = [open(place), open(place)];
    await Promise.all([healthy(one), healthy(two)]);
    const here = hear(one);
    const there = hear(two);
    const batch = Array.from({ length: 600 }, (_, index) => snapshot(sagaId(), index + 1));
    one.publish(batch);
    expect(here).toEqual(batch);
    await eventually(() => there.length >= 600);
    two.publish([snapshot(sagaId(), 1)]);
    await eventually(() => here.length === 601);
    expect(there.slice(0, 600)).toEqual(batch);
    expect(here).toHaveLength(601);
    expect(there).toHaveLength(601);
    expect(one.counters()).toMatchObject({ sent: 600, received: 1, dropped: 0 });
  });

  it('tells one who listens to one saga of that one only', async () => {
    const [one, two] = [open(place), open(place)];
    await Promise.all([healthy(one), healthy(two)]);
    const [mine, other] = [sagaId(), sagaId()];
    const heard: number[] = [];
    const stop = two.subscribe(({ revision }) => heard.push(revision), mine);
    one.publish([snapshot(mine, 1), snapshot(other, 2)]);
    await eventually(() => two.counters().received === 2);
    stop();
    one.publish([snapshot(mine, 3)]);
    await eventually(() => two.counters().received === 3);
    expect(heard).toEqual([1]);
  });

  it('takes no notice of what others put there', async () => {
    const [one, two] = [open(place), open(place)];
    await Promise.all([healthy(one), healthy(two)]);
    const heard = hear(one);
    const id = sagaId();
    await redis.set(key(id), 'garbage');
    expect(await one.read(id)).toBeNull();
    await redis.del(key(id));
    await redis.hset(key(id), 'a', 'b');
    expect(await one.read(id)).toBeNull();
    for (const message of ['', 'x', '{}', `y\n${id}|nonsense`, 'z'.repeat(1 << 20)]) {
      await redis.publish(`${place.prefix}:progress`, message);
    }
    two.publish([snapshot(id, 3)]);
    await eventually(() => heard.length === 1);
    expect((await one.read(id))?.revision).toBe(3);
    expect(one.counters().garbage).toBeGreaterThanOrEqual(5);
    expect(one.healthy() && two.healthy()).toBe(true);
  });

  it('leaves no key without a time to live', async () => {
    const one = open(place);
    await healthy(one);
    one.publish(Array.from({ length: 100 }, () => snapshot(sagaId(), 1, { ended: true })));
    await eventually(() => one.counters().sent === 100);
    const found = await redis.keys(`${place.prefix}:*`);
    expect(found.length).toBeLessThanOrEqual(101);
    const lives = await Promise.all(found.map((one) => redis.pttl(one)));
    expect(lives.every((ttl) => ttl > 0 && ttl <= 600_000)).toBe(true);
  });
});

describe('G9: Redis may vanish, and progress with it', () => {
  let server: RedisServer;

  beforeEach(async () => (server = await privateRedis()));
  afterEach(async () => {
    await closeAll();
    lookAway();
    await server.stop();
  });

  const place = () => ({ url: server.url, prefix: 'outage' });

  /** How long `read` takes, in milliseconds, and that it finds nothing. */
  async function readMs(progress: RedisProgress): Promise<number> {
    const startedMs = systemClock.monotonicMs();
    expect(await progress.read(sagaId())).toBeNull();
    return systemClock.monotonicMs() - startedMs;
  }

  it.each([200, 3_000])('subscribes and stores again after an outage of %i ms', async (outageMs) => {
    const [one, two] = [open(place()), open(place())];
    await Promise.all([healthy(one), healthy(two)]);
    const [here, there] = [hear(one), hear(two)];
    await server.kill();
    await Promise.all([unhealthy(one), unhealthy(two)]);
    const id = sagaId();
    expect(timed(() => one.publish([snapshot(id, 1)]))).toBeLessThan(50);
    expect(here.map((heard) => heard.revision)).toEqual([1]);
    expect(await readMs(one)).toBeLessThan(50);
    // Its channel may have noticed the outage before its link did; then the write is on its way to nowhere.
    await eventually(() => one.counters().dropped === 1);
    await systemClock.sleep(outageMs);
    await server.start();
    await Promise.all([healthy(one), healthy(two)]);
    one.publish([snapshot(id, 2)]);
    await eventually(() => there.length === 1);
    expect((await two.read(id))?.revision).toBe(2);
    expect(there.map((heard) => heard.revision)).toEqual([2]);
  });

  it('answers in time while Redis is silent, and hears again afterwards', async () => {
    const [one, two] = [open(place()), open(place())];
    await Promise.all([healthy(one), healthy(two)]);
    const there = hear(two);
    const thaw = await freeze(server.url);
    try {
      expect(await readMs(one)).toBeLessThan(400);
      expect(await readMs(one)).toBeLessThan(50);
      one.publish([snapshot(sagaId(), 1)]);
      await Promise.all([unhealthy(one), unhealthy(two)]);
      await systemClock.sleep(4_000);
    } finally {
      thaw();
    }
    await Promise.all([healthy(one), healthy(two)]);
    one.publish([snapshot(sagaId(), 7)]);
    await eventually(() => there.at(-1)?.revision === 7);
  });

  it('closes at once whatever Redis does', async () => {
    const one = open(place());
    await healthy(one);
    const thaw = await freeze(server.url);
    const startedMs = systemClock.monotonicMs();
    await one.close();
    expect(systemClock.monotonicMs() - startedMs).toBeLessThan(100);
    thaw();
    const heard = hear(one);
    one.publish([snapshot(sagaId(), 1)]);
    expect(heard).toHaveLength(1);
    expect(one.healthy()).toBe(false);
    expect(await one.read(sagaId())).toBeNull();
  });

  it('is not healthy while Redis is full, and recovers', async () => {
    const one = open(place());
    await healthy(one);
    const redis = await lookInto(server.url);
    await redis.config('SET', 'maxmemory', '1mb');
    await unhealthy(one);
    one.publish([snapshot(sagaId(), 1)]);
    await redis.config('SET', 'maxmemory', '0');
    await healthy(one);
    const id = sagaId();
    one.publish([snapshot(id, 1)]);
    await eventually(async () => (await one.read(id))?.revision === 1);
  });

  it('goes on after FLUSHALL and SCRIPT FLUSH', async () => {
    const one = open(place());
    await healthy(one);
    const id = sagaId();
    one.publish([snapshot(id, 5)]);
    await eventually(() => one.counters().sent === 1);
    const redis = await lookInto(server.url);
    await redis.flushall();
    await redis.script('FLUSH');
    one.publish([snapshot(id, 4), snapshot(sagaId(), 1)]);
    await eventually(async () => (await one.read(id))?.revision === 4);
    expect(one.counters().dropped).toBe(0);
  });
});
