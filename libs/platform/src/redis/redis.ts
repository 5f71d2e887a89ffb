/**
 * Connections to Redis.
 *
 * R1 What must answer soon and what blocks have connections of their own: a command timeout would also hit blocking
 *    commands, and without one a silent server would hold a request for ever.
 * R2 Every connection has an `error` listener and connects again for ever, at most a second apart.
 * R3 Nothing here decides whether something happened: an error of a producer's command means "unknown".
 */
import { Redis, type RedisOptions } from 'ioredis';
import { systemClock, type Clock } from '../clock/clock.js';
import type { Logger } from '../logging/logger.js';

/**
 * - `producer`: commands of requests and flushes. Fails fast: no queue while offline, one retry, a timeout on each command.
 * - `worker`: blocking commands. Waits for ever.
 * - `subscriber`: publish/subscribe; subscribes again by itself after an outage.
 */
export type RedisKind = 'producer' | 'worker' | 'subscriber';

export interface CreateRedisOptions {
  /** Shown by CLIENT LIST. */
  connectionName?: string;
  /** Timeout of each command of a producer. Default 1.5 s. */
  commandTimeoutMs?: number;
  /** How long one try to connect may take. Default 2 s. */
  connectTimeoutMs?: number;
  /** Where the loss and the return of the connection are told. */
  logger?: Logger;
}

const LONGEST_RECONNECT_DELAY_MS = 1_000;

/**
 * A connection to `url` (`redis://` or `rediss://`), which starts to connect at once. Use `redis.disconnect()` to end
 * it without waiting. The options survive `redis.duplicate()`, as BullMQ does for its blocking connection.
 */
export function createRedis(url: string, kind: RedisKind, options: CreateRedisOptions = {}): Redis {
  const redis = new Redis(url, redisOptions(kind, options));
  let down = false;
  redis.on('error', (error: Error) => {
    if (!down) options.logger?.warn({ err: error, kind }, 'Redis cannot be reached');
    down = true;
  });
  redis.on('ready', () => {
    if (down) options.logger?.info({ kind }, 'Redis is back');
    down = false;
  });
  return redis;
}

/** The options of a kind of connection, for libraries that make their own. */
export function redisOptions(kind: RedisKind, options: CreateRedisOptions = {}): RedisOptions {
  const shared: RedisOptions = {
    ...(options.connectionName === undefined ? {} : { connectionName: options.connectionName }),
    connectTimeout: options.connectTimeoutMs ?? 2_000,
    // No socketTimeout: ioredis does not cancel its timer with the socket, so it would destroy the next, healthy one.
    keepAlive: 5_000,
    noDelay: true,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times - 1, 10), LONGEST_RECONNECT_DELAY_MS),
    // A server that was demoted answers READONLY for ever on this socket: connect anew.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    disableClientInfo: true,
  };
  switch (kind) {
    case 'producer':
      return {
        ...shared,
        maxRetriesPerRequest: 1,
        commandTimeout: options.commandTimeoutMs ?? 1_500,
        enableOfflineQueue: false,
        autoResendUnfulfilledCommands: false,
      };
    case 'worker':
      return { ...shared, maxRetriesPerRequest: null };
    case 'subscriber':
      return { ...shared, maxRetriesPerRequest: null, autoResubscribe: true };
  }
}

/** Waits until the connection is usable; false when it is not within `timeoutMs`. Never throws. */
export function redisReady(redis: Redis, timeoutMs: number, clock: Clock = systemClock): Promise<boolean> {
  if (redis.status === 'ready') return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (ready: boolean) => (): void => {
      redis.off('ready', onReady);
      redis.off('end', onEnd);
      timer.cancel();
      resolve(ready);
    };
    const onReady = settle(true);
    const onEnd = settle(false);
    const timer = clock.setTimer(timeoutMs, settle(false));
    redis.once('ready', onReady);
    redis.once('end', onEnd);
  });
}
