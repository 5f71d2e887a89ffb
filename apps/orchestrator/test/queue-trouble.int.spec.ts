import { jest } from '@jest/globals';
import { Queue, Worker } from 'bullmq';
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
afterEach(async () => {
  jest.restoreAllMocks();
  await wakers.closeAll();
});
afterAll(lookAway);

const key = (type: string): string => `{${place.prefix}:0}:runs:${type}`;
const hint = () => ({ sagaId: sagaId(), epoch: 1, delayMs: 0 });

/** A job as somebody else would put it there, byte by byte. */
async function push(id: string, fields: Record<string, string>): Promise<void> {
  if (Object.keys(fields).length > 0) await redis.hset(key(id), fields);
  await redis.multi().lpush(key('wait'), id).zadd(key('marker'), 0, '0').exec();
}

async function expectOurJobsRun(waker: { wake(hints: ReturnType<typeof hint>[]): void; runs: string[] }) {
  const ours = hint();
  waker.wake([ours]);
  await eventually(() => waker.runs.includes(`${ours.sagaId}-1`));
}

/** Waits until a worker waits for the next job. */
async function fetching(): Promise<void> {
  await eventually(async () => {
    const clients = String(await redis.client('LIST')).split('\n');
    return clients.some((client) => client.includes(place.prefix) && client.includes('cmd=bzpopmin'));
  });
}

/** No job is left, neither where jobs wait nor in a key of its own. */
async function expectNoJobs(): Promise<void> {
  await eventually(async () => {
    const lists = [redis.llen(key('wait')), redis.llen(key('active')), redis.zcard(key('failed'))];
    expect(await Promise.all(lists)).toEqual([0, 0, 0]);
    const standing = ['events', 'id', 'marker', 'meta', 'stalled', 'stalled-check'].map(key);
    expect((await redis.keys(key('*'))).filter((one) => !standing.includes(one))).toEqual([]);
  });
}

describe('F28: jobs that are none of ours', () => {
  const id = `${sagaId()}-1`;
  const opts = '{"attempts":0}';
  it.each([
    ['an id without anything behind it', 'nobody', {}],
    ['a name of somebody else', 'mail', { name: 'send', data: '{}', opts }],
    ['our id with another name', id, { name: 'other', data: '{}', opts }],
    ['our id with data', id, { name: id, data: '{"patient":"x"}', opts }],
    ['our id with data of another kind', id, { name: id, data: '[1]', opts }],
    ['an epoch that is none', `${sagaId()}-01`, { name: `${sagaId()}-01`, data: '{}', opts }],
    ['data that is no JSON', id, { name: id, data: '{"', opts }],
    ['options that are no JSON', id, { name: id, data: '{}', opts: '<' }],
    ['50 MB of data', 'huge', { name: 'huge', data: JSON.stringify({ blob: 'x'.repeat(50 << 20) }), opts }],
  ])('are counted, not run, and removed: %s', async (_what, jobId, fields) => {
    const waker = await wakers.open(place);
    await healthy(waker);
    await push(jobId, fields as Record<string, string>);
    await eventually(() => waker.counters().garbage >= 1);
    await expectOurJobsRun(waker);
    expect(waker.runs).toHaveLength(1);
    expect(waker.counters()).toMatchObject({ handlerErrors: 0, workerErrors: 0 });
    await expectNoJobs();
  });

  it('a job key of another type harms nobody else', async () => {
    const waker = await wakers.open(place);
    await healthy(waker);
    await redis.set(key('odd'), 'text');
    await push('odd', {});
    await eventually(() => waker.counters().workerErrors >= 1);
    await expectOurJobsRun(waker);
  });
});

describe('a queue that somebody paused', () => {
  it('is not healthy, is nobody’s fault, and goes on', async () => {
    const watchLimits = { idleMs: 200, waitingMs: 100, looks: 1, rebuilds: 0 };
    const waker = await wakers.open({ ...place, watchLimits });
    await healthy(waker);
    const queue = new Queue('runs', { connection: redis, prefix: `{${place.prefix}:0}` });
    await queue.pause();
    await push(`${sagaId()}-1`, { name: 'x', data: '{}', opts: '{}' });
    await eventually(() => !waker.healthy());
    await systemClock.sleep(1_500);
    expect(waker.deaths()).toBe(0);
    await queue.resume();
    await healthy(waker);
    await expectOurJobsRun(waker);
    await queue.close();
  });
});

describe('a worker that takes nothing', () => {
  const watchLimits = { idleMs: 2_000, waitingMs: 1_000, looks: 2, rebuilds: 2 };

  /** Makes every worker that starts now one that looks alive and fetches nothing, as after some outages. */
  function breakWorkers(): { restore(): void } {
    const workers = Worker.prototype as unknown as { _getNextJob(): Promise<unknown> };
    const mock = jest.spyOn(workers, '_getNextJob').mockReturnValue(new Promise(() => undefined));
    return { restore: () => mock.mockRestore() };
  }

  it('is rebuilt, and the new one takes what waits', async () => {
    const broken = breakWorkers();
    const waker = await wakers.open({ ...place, watchLimits: { ...watchLimits, idleMs: 4_000 } });
    await healthy(waker);
    waker.wake([hint()]);
    await eventually(() => !waker.healthy());
    broken.restore();
    await eventually(() => waker.runs.length === 1);
    expect(waker.counters().rebuilds).toBe(1);
    await healthy(waker);
    expect(waker.deaths()).toBe(0);
  });

  it('asks for the end of the process after two rebuilds without effect', async () => {
    breakWorkers();
    const waker = await wakers.open({ ...place, watchLimits });
    await healthy(waker);
    waker.wake([hint()]);
    await eventually(() => waker.deaths() === 1, { timeoutMs: 15_000 });
    expect(waker.counters().rebuilds).toBe(2);
    expect(waker.log.count('queue_worker_rebuilt')).toBe(2);
  });

  it('leaves running handlers alone when it is rebuilt', async () => {
    const ends: (() => void)[] = [];
    const waker = await wakers.open(
      { ...place, slots: 3, watchLimits },
      () => new Promise((resolve) => ends.push(resolve)),
    );
    await healthy(waker);
    waker.wake([hint()]);
    await eventually(() => ends.length === 1);
    await fetching();
    const broken = breakWorkers();
    // The fetch that is under way still takes one.
    waker.wake([hint()]);
    await eventually(() => ends.length === 2);
    waker.wake([hint()]);
    await eventually(() => waker.counters().rebuilds === 1, { timeoutMs: 20_000 });
    expect(ends).toHaveLength(2);
    broken.restore();
    await eventually(() => ends.length === 3);
    for (const end of ends) end();
    await systemClock.sleep(100);
    await expectOurJobsRun(waker);
    expect(waker.counters().handlerErrors).toBe(0);
    for (const end of ends) end();
  });
});

describe('the end of a process', () => {
  it('takes no job, but sends the hints of hand-overs', async () => {
    const ends: (() => void)[] = [];
    const leaving = await wakers.open(place, () => new Promise((resolve) => ends.push(resolve)));
    await healthy(leaving);
    const first = hint();
    leaving.wake([first]);
    await eventually(() => ends.length === 1);
    const closed = leaving.close();
    const staying = await wakers.open(place);
    leaving.wake([{ ...first, epoch: 2 }]);
    ends[0]?.();
    await closed;
    await eventually(() => staying.runs.includes(`${first.sagaId}-2`));
    expect(leaving.runs).toEqual([`${first.sagaId}-1`]);
    expect(leaving.healthy()).toBe(false);
    leaving.wake([hint()]);
    expect(leaving.counters().hintsDropped).toBe(1);
    await expectNoJobs();
  });
});
