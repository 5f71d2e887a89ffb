/**
 * What chaos works on: a Postgres, a Redis, the five participants, that of `every-kind` and two orchestrators, and proxies on
 * every way between them that the nemesis cuts. What measures and reconciles has ways of its own, past the proxies.
 */
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { createPool, createRedis } from '#libs/platform';
import {
  everyKind,
  startFaultProxy,
  startPostgres,
  startRedis,
  type FaultProxy,
  type PostgresServer,
  type RedisServer,
} from '#libs/testkit';
import { toolScript } from '../stack/places.js';
import { PARTICIPANT_NAMES, Stack } from '../stack/stack.js';

/** By this the nemesis knows whose sessions are its own. */
export const OWN_SESSIONS = 'chaos';

const ORCHESTRATORS = 2;
/** Long enough that sagas are always under way. */
const THINK_MS = 200;
/**
 * Processes are killed here, never the machine: what Postgres wrote the operating system keeps, and to wait for its disk a
 * thousand times a second would only take the cores from those who are judged.
 */
const KEPT_BY_THE_SYSTEM = { fsync: 'off' };
/** The participant of the saga that does not ship. */
const EVERY_KIND = 'every-kind';

export interface Site {
  readonly stack: Stack;
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  /** The way of each orchestrator to Postgres, in their order. */
  readonly postgresWays: readonly FaultProxy[];
  /** The way of all orchestrators to Redis. */
  readonly redisWay: FaultProxy;
  readonly pool: pg.Pool;
  readonly redisClient: Redis;
  /** Ends everything; the folder of the logs stays until `stack.logFolder` is not needed any more. */
  stop(options: { keepLogs: boolean }): Promise<void>;
}

function through(url: string, proxy: FaultProxy): string {
  const address = new URL(url);
  address.port = String(proxy.port);
  return address.toString();
}

const portOf = (url: string): number => Number(new URL(url).port);

type Stop = () => Promise<unknown> | void;

/** Brings it all up. On failure nothing is left running. @throws Error where there is no Postgres or no Redis */
export async function startSite(say: (text: string) => void): Promise<Site> {
  const stops: Stop[] = [];
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.reverse()) await stop();
  };
  try {
    const postgres = await startPostgres({ settings: KEPT_BY_THE_SYSTEM });
    stops.push(() => postgres.stop());
    const redis = await startRedis();
    if (!redis.available) throw new Error(redis.reason);
    stops.push(() => redis.stop());
    const proxyTo = async (url: string): Promise<FaultProxy> => {
      const proxy = await startFaultProxy(portOf(url));
      stops.push(() => proxy.close());
      return proxy;
    };
    const redisWay = await proxyTo(redis.url);
    const postgresWays: FaultProxy[] = [];
    while (postgresWays.length < ORCHESTRATORS) postgresWays.push(await proxyTo(postgres.url));
    const stack = await startStack({ postgres, redis, postgresWays, redisWay, say });
    const pool = createPool({
      url: postgres.url,
      applicationName: OWN_SESSIONS,
      max: 4,
      statementTimeoutMs: 120_000,
    });
    const redisClient = createRedis(redis.url, 'producer');
    const stop: Site['stop'] = async ({ keepLogs }) => {
      redisClient.disconnect();
      await pool.end();
      await stack.stop({ keepLogs });
      await stopAll();
    };
    return { stack, postgres, redis, postgresWays, redisWay, pool, redisClient, stop };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

interface Ways {
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  readonly postgresWays: readonly FaultProxy[];
  readonly redisWay: FaultProxy;
  readonly say: (text: string) => void;
}

function startStack({ postgres, redis, postgresWays, redisWay, say }: Ways): Promise<Stack> {
  const ways = postgresWays.map((way, index) => [
    `orchestrator-${index + 1}`,
    { DATABASE_URL: through(postgres.url, way), REDIS_URL: through(redis.url, redisWay) },
  ]);
  return Stack.start({
    orchestrators: ORCHESTRATORS,
    further: [
      { definition: everyKind, participant: EVERY_KIND, script: toolScript('chaos/every-kind/main') },
    ],
    proxied: [...PARTICIPANT_NAMES, EVERY_KIND],
    restarts: true,
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    env: {
      'ai-agent': { SUOKE_AI_AGENT_THINK_MS: String(THINK_MS) },
      [EVERY_KIND]: { SUOKE_EVERY_KIND_THINK: `${THINK_MS}ms` },
      // What looks after the stuck sagas is one operator, and does it as fast as it can.
      orchestrator: { SUOKE_GRACE: '5s', SUOKE_ADMIN_ACTIONS_PER_SECOND: '10000' },
      ...Object.fromEntries(ways),
    },
    say,
  });
}
