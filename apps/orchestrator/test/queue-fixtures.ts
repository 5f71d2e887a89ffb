import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { createRedis, redisReady, systemClock } from '#libs/platform';
import type { EngineLog, StatusSnapshot } from '#libs/saga-engine';
import { eventually, startRedis, type RedisServer } from '#libs/testkit';
import { createBullWaker, type BullWaker, type BullWakerOptions } from '../src/queue/bull-waker.js';

export interface RecordingLog extends EngineLog {
  readonly lines: { level: 'info' | 'warn' | 'error'; event: string; fields: object }[];
  count(event: string): number;
}

export function recordingLog(): RecordingLog {
  const lines: RecordingLog['lines'] = [];
  const record = (level: 'info' | 'warn' | 'error') => (event: string, fields?: object) =>
    void lines.push({ level, event, fields: fields ?? {} });
  return {
    lines,
    count: (event) => lines.filter((line) => line.event === event).length,
    info: record('info'),
    warn: record('warn'),
    error: record('error'),
  };
}

export interface TestWaker extends BullWaker {
  readonly log: RecordingLog;
  /** How often `onDead` was called. */
  readonly deaths: () => number;
  /** `<saga>-<epoch>` of every call of the handler, in order. */
  readonly runs: string[];
}

/** Wakers of one test file; `closeAll` in afterEach. */
export function wakerFactory(): {
  open(
    options: Pick<BullWakerOptions, 'url' | 'prefix'> & Partial<BullWakerOptions>,
    handle?: (name: string) => Promise<void> | void,
  ): Promise<TestWaker>;
  closeAll(): Promise<void>;
} {
  const opened: BullWaker[] = [];
  return {
    open: async (options, handle) => {
      const log = recordingLog();
      const runs: string[] = [];
      let deaths = 0;
      const waker = createBullWaker({
        ...{ slots: 16, clock: systemClock, log, onDead: () => void (deaths += 1), drainLimitMs: 1_000 },
        ...options,
      });
      opened.push(waker);
      await waker.listen(async (sagaId, epoch) => {
        runs.push(`${sagaId}-${epoch}`);
        await handle?.(`${sagaId}-${epoch}`);
      });
      return Object.assign(waker, { log, runs, deaths: () => deaths });
    },
    closeAll: async () => {
      await Promise.all(opened.splice(0).map((waker) => waker.close()));
    },
  };
}

/** A server of the test alone, which it may kill, stop and fill. */
export async function privateRedis(args: readonly string[] = []): Promise<RedisServer> {
  const server = await startRedis({ args });
  if (!server.available) throw new Error(server.reason);
  return server;
}

const looks: Redis[] = [];

/** A connection for looking at what is in Redis; `lookAway` ends it. */
export async function lookInto(url: string): Promise<Redis> {
  const redis = createRedis(url, 'worker');
  looks.push(redis);
  if (!(await redisReady(redis, 5_000))) throw new Error('Redis is not there');
  return redis;
}

/** Ends the connections of `lookInto`, also those of tests that failed. */
export function lookAway(): void {
  for (const redis of looks.splice(0)) redis.disconnect();
}

/** Freezes a server: its sockets stay open and nothing answers. Returns the way to thaw it. */
export async function freeze(url: string): Promise<() => void> {
  const redis = await lookInto(url);
  const pid = Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]);
  process.kill(pid, 'SIGSTOP');
  return () => void process.kill(pid, 'SIGCONT');
}

export const healthy = (port: { healthy(): boolean }): Promise<true> =>
  eventually(() => port.healthy(), { what: 'healthy', timeoutMs: 15_000 });
export const unhealthy = (port: { healthy(): boolean }): Promise<true> =>
  eventually(() => !port.healthy(), { what: 'not healthy', timeoutMs: 15_000 });

export const sagaId = (): string => randomUUID();

export function snapshot(
  sagaId: string,
  revision: number,
  rest: Partial<StatusSnapshot> = {},
): StatusSnapshot {
  return {
    sagaId,
    type: 'health-consultation',
    status: 'RUNNING',
    stepIndex: 1,
    revision,
    ended: false,
    ...rest,
  };
}

/** How long a synchronous call took, in milliseconds. */
export function timed(call: () => void): number {
  const start = systemClock.monotonicMs();
  call();
  return systemClock.monotonicMs() - start;
}
