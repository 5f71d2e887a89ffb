import { jest } from '@jest/globals';
import type { Redis } from 'ioredis';
import { systemClock } from '#libs/platform';
import { eventually, redisPrefix, testServers } from '#libs/testkit';
import { healthy, lookAway, lookInto, sagaId, wakerFactory } from './queue-fixtures.js';

jest.setTimeout(30_000);

const wakers = wakerFactory();
let redis: Redis;
let place: { url: string; prefix: string };

beforeAll(async () => (redis = await lookInto(testServers().redisUrl)));
beforeEach(() => (place = { url: testServers().redisUrl, prefix: redisPrefix() }));
afterEach(() => wakers.closeAll());
afterAll(lookAway);

const keys = (): Promise<string[]> => redis.keys(`*${place.prefix}*`);
const key = (type: string, lane = 0): string => `{${place.prefix}:${lane}}:runs:${type}`;

/** Keys that a queue has however many jobs went through it. */
const STANDING_KEYS = ['events', 'id', 'marker', 'meta', 'stalled', 'stalled-check'];

async function expectNothingLeft(): Promise<void> {
  await eventually(async () => {
    const left = (await keys()).filter((one) => !STANDING_KEYS.some((type) => one === key(type)));
    expect(left).toEqual([]);
  });
}

describe('jobs of a queue', () => {
  it('runs each hint once and leaves nothing behind', async () => {
    const [one, two] = [await wakers.open(place), await wakers.open(place)];
    await Promise.all([healthy(one), healthy(two)]);
    const hints = Array.from({ length: 500 }, () => ({ sagaId: sagaId(), epoch: 3, delayMs: 0 }));
    for (const hint of hints) one.wake([hint]);
    await eventually(() => one.runs.length + two.runs.length === 500);
    const all = [...one.runs, ...two.runs].sort();
    expect(all).toEqual(hints.map((hint) => `${hint.sagaId}-3`).sort());
    expect(one.counters()).toMatchObject({ hintsSent: 500, hintsDropped: 0, hintsCapped: 0 });
    await expectNothingLeft();
    expect(await redis.xlen(key('events'))).toBeLessThan(400);
    expect(await redis.hget(key('meta'), 'opts.maxLenEvents')).toBe('100');
  });

  it('carries nothing but the name', async () => {
    const waker = await wakers.open({ ...place, slots: 1 }, () => new Promise(() => undefined));
    await healthy(waker);
    const [first, second] = [sagaId(), sagaId()];
    waker.wake([{ sagaId: first, epoch: 1, delayMs: 0 }]);
    await eventually(() => waker.runs.length === 1);
    waker.wake([{ sagaId: second, epoch: 2, delayMs: 0 }]);
    await eventually(() => redis.exists(key(`${second}-2`)).then((count) => count === 1));
    const job = await redis.hgetall(key(`${second}-2`));
    expect(job).toMatchObject({ name: `${second}-2`, data: '{}' });
  });

  it('holds a delayed hint back until its time', async () => {
    const waker = await wakers.open(place);
    await healthy(waker);
    const startedMs = systemClock.monotonicMs();
    waker.wake([{ sagaId: sagaId(), epoch: 1, delayMs: 700 }]);
    await eventually(() => waker.runs.length === 1);
    const tookMs = systemClock.monotonicMs() - startedMs;
    expect(tookMs).toBeGreaterThanOrEqual(690);
    expect(tookMs).toBeLessThan(1_500);
  });

  it('ignores a second hint of the same saga and epoch while the first waits', async () => {
    const waker = await wakers.open(place);
    await healthy(waker);
    const id = sagaId();
    waker.wake([
      { sagaId: id, epoch: 7, delayMs: 400 },
      { sagaId: id, epoch: 7, delayMs: 0 },
      { sagaId: id, epoch: 8, delayMs: 0 },
    ]);
    await eventually(() => waker.runs.length === 2);
    await expectNothingLeft();
    expect(waker.runs).toEqual([`${id}-8`, `${id}-7`]);
  });

  it('does not repeat a job whose handler threw', async () => {
    const waker = await wakers.open(place, () => Promise.reject(new Error('no')));
    await healthy(waker);
    const [first, second] = [sagaId(), sagaId()];
    waker.wake([{ sagaId: first, epoch: 1, delayMs: 0 }]);
    waker.wake([{ sagaId: second, epoch: 1, delayMs: 0 }]);
    await eventually(() => waker.runs.length === 2);
    await expectNothingLeft();
    expect(waker.runs).toHaveLength(2);
    expect(waker.counters().handlerErrors).toBe(2);
  });

  it('runs as many at a time as there are slots', async () => {
    const ends: (() => void)[] = [];
    const waker = await wakers.open(
      { ...place, slots: 3 },
      () => new Promise((resolve) => ends.push(resolve)),
    );
    await healthy(waker);
    waker.wake(Array.from({ length: 5 }, () => ({ sagaId: sagaId(), epoch: 1, delayMs: 0 })));
    await eventually(() => waker.runs.length === 3);
    await eventually(() => waker.depth()?.waiting === 2 && waker.depth()?.active === 3);
    expect(waker.runs).toHaveLength(3);
    for (const end of ends.splice(0)) end();
    await eventually(() => waker.runs.length === 5);
    for (const end of ends) end();
    await expectNothingLeft();
  });

  it('leaves to the sweep what is more than the limit', async () => {
    const limits = { buffered: 100, waiting: 10, delayed: 5 };
    const waker = await wakers.open(
      { ...place, slots: 1, hintLimits: limits },
      () => new Promise(() => undefined),
    );
    await healthy(waker);
    const hint = (delayMs: number) => ({ sagaId: sagaId(), epoch: 1, delayMs });
    waker.wake([hint(0)]);
    await eventually(() => waker.runs.length === 1 && waker.depth()?.active === 1);
    for (let index = 0; index < 40; index++) waker.wake([hint(index % 2 === 0 ? 0 : 60_000)]);
    await eventually(() => waker.counters().hintsSent === 1 + 10 + 5);
    expect(waker.counters()).toMatchObject({ hintsCapped: 10 + 15, hintsDropped: 0 });
    await eventually(() => waker.depth()?.waiting === 10 && waker.depth()?.delayed === 5);
    waker.wake([hint(0), hint(60_000)]);
    expect(waker.counters().hintsCapped).toBe(27);
  });

  it('spreads over lanes with a hash tag each', async () => {
    const waker = await wakers.open({ ...place, lanes: 3 });
    await healthy(waker);
    const ids = Array.from({ length: 60 }, () => sagaId());
    waker.wake(ids.map((id) => ({ sagaId: id, epoch: 1, delayMs: 0 })));
    await eventually(() => waker.runs.length === 60);
    expect(await redis.exists(key('meta', 0), key('meta', 1), key('meta', 2))).toBe(3);
    expect(waker.runs.map((run) => run.slice(0, 36)).sort()).toEqual([...ids].sort());
    const counts = await Promise.all([0, 1, 2].map((lane) => redis.get(key('id', lane))));
    for (const count of counts) expect(Number(count)).toBeGreaterThan(5);
  });
});
