import { startPostgres, startRedis, type PostgresServer, type RedisServer } from '#libs/testkit';

export interface DatabaseOptions {
  /** DATABASE_URL of the user, if set. */
  databaseUrl?: string;
  /** REDIS_URL of the user, if set. */
  redisUrl?: string;
  /** Keep Postgres' data here across runs; default: deleted in the end. */
  dataDir?: string;
}

/** The databases of the stack. Both are private servers unless the user gave addresses. */
export interface Databases {
  postgres: PostgresServer;
  /** Null where no Redis can be had; the stack then runs without one. */
  redis: RedisServer | null;
  /** Why there is no Redis, in one sentence; null when there is one. */
  noRedisReason: string | null;
  /** Ends what was started here, and deletes what was temporary. */
  stop(): Promise<void>;
}

/**
 * Brings up Postgres and Redis side by side. Throws when there is no Postgres, and when a Redis that the user named
 * cannot be reached; that no Redis can be had at all is no error.
 */
export async function startDatabases(options: DatabaseOptions = {}): Promise<Databases> {
  const [postgresStart, redisStart] = await Promise.allSettled([
    startPostgres({ url: options.databaseUrl, dataDir: options.dataDir }),
    startRedis({ url: options.redisUrl }),
  ]);
  const postgres = postgresStart.status === 'fulfilled' ? postgresStart.value : null;
  const redis = redisStart.status === 'fulfilled' && redisStart.value.available ? redisStart.value : null;
  const stop = async (): Promise<void> => {
    await Promise.all([postgres?.stop(), redis?.stop()]);
  };
  const failure = failureOf(options, postgresStart, redisStart);
  if (failure !== undefined || postgres === null) {
    await stop();
    throw failure;
  }
  const noRedisReason =
    redisStart.status === 'fulfilled' && !redisStart.value.available ? redisStart.value.reason : null;
  return { postgres, redis, noRedisReason, stop };
}

function failureOf(
  options: DatabaseOptions,
  postgres: PromiseSettledResult<unknown>,
  redis: PromiseSettledResult<Awaited<ReturnType<typeof startRedis>>>,
): unknown {
  if (postgres.status === 'rejected') return postgres.reason;
  if (redis.status === 'rejected') return redis.reason;
  if (options.redisUrl !== undefined && !redis.value.available) return new Error(redis.value.reason);
  return undefined;
}
