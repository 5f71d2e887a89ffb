import type { Redis } from 'ioredis';
import { createRedis, redisReady, systemClock } from '#libs/platform';
import { eventually, redisPrefix, startRedis, testServers, type RedisServer } from '#libs/testkit';

describe('platform/redis', () => {
  const open: Redis[] = [];
  const keep = (redis: Redis): Redis => {
    open.push(redis);
    return redis;
  };

  afterEach(() => {
    for (const redis of open.splice(0)) redis.disconnect();
  });

  it('each kind talks to the server', async () => {
    const { redisUrl } = testServers();
    const producer = keep(createRedis(redisUrl, 'producer', { connectionName: 'me' }));
    expect(await redisReady(producer, 5_000)).toBe(true);
    expect(await producer.client('GETNAME')).toBe('me');
    const channel = redisPrefix();
    const subscriber = keep(createRedis(redisUrl, 'subscriber'));
    const heard = new Promise((resolve) => subscriber.once('message', (_, message) => resolve(message)));
    await subscriber.subscribe(channel);
    await producer.publish(channel, 'hello');
    expect(await heard).toBe('hello');
    const worker = keep(createRedis(redisUrl, 'worker'));
    const popped = worker.blpop(`${channel}-list`, 10);
    await producer.rpush(`${channel}-list`, 'x');
    expect(await popped).toEqual([`${channel}-list`, 'x']);
  });

  describe('when the server goes and comes back', () => {
    let server: RedisServer;

    beforeAll(async () => {
      const started = await startRedis();
      if (!started.available) throw new Error(started.reason);
      server = started;
    });

    afterAll(() => server.stop());

    it('R1, R2: a producer fails at once and recovers, a worker waits, a subscriber subscribes again', async () => {
      const producer = keep(createRedis(server.url, 'producer'));
      const worker = keep(createRedis(server.url, 'worker'));
      const subscriber = keep(createRedis(server.url, 'subscriber'));
      await Promise.all([producer, worker, subscriber].map((redis) => redisReady(redis, 5_000)));
      await subscriber.subscribe('news');
      await server.kill();
      await eventually(() => producer.status !== 'ready');

      const start = systemClock.monotonicMs();
      await expect(producer.set('a', '1')).rejects.toThrow();
      expect(systemClock.monotonicMs() - start).toBeLessThan(500);
      const waiting = worker.set('b', '2');

      await server.start();
      await expect(waiting).resolves.toBe('OK');
      expect(await redisReady(producer, 5_000)).toBe(true);
      const heard = new Promise((resolve) => subscriber.once('message', (_, message) => resolve(message)));
      await eventually(async () => (await producer.publish('news', 'again')) === 1);
      expect(await heard).toBe('again');
    });

    it('R1: a command to a server that is silent times out', async () => {
      const producer = keep(createRedis(server.url, 'producer', { commandTimeoutMs: 100 }));
      const other = keep(createRedis(server.url, 'worker'));
      await Promise.all([redisReady(producer, 5_000), redisReady(other, 5_000)]);
      await other.client('PAUSE', 600, 'ALL');
      await expect(producer.ping()).rejects.toThrow(/timed out/);
      await other.ping();
    });
  });

  it('redisReady is false when there is no server', async () => {
    expect(
      await redisReady(keep(createRedis('redis://127.0.0.1:1', 'producer', { connectTimeoutMs: 200 })), 200),
    ).toBe(false);
  });
});
