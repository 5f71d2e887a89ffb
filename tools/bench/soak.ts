/** Hours in little: a steady load, and whether anything grows that should not. */
import { createRedis, redisReady, systemClock } from '#libs/platform';
import { Doors, openLoop } from './load.js';
import { OWN, SAGA_TABLES, type Meter } from './meter.js';
import { openFiles, residentBytes } from './processes.js';
import type { SoakResult } from './results.js';
import type { Site } from './site.js';
import { slope } from '../statistics.js';
import { startRequest } from './workload.js';

const LOOK_EVERY_MS = 10_000;
const SETTLED_AFTER_MINUTES = 5;
const CONNECTED_FOR = 1_024;

interface Look {
  readonly minute: number;
  readonly rss: number;
  readonly files: number;
  readonly connections: number;
  readonly redisKeys: number;
  readonly bytesPerSaga: number;
}

const TABLES = `${OWN} select
  (select count(*) from pg_stat_activity where datname = current_database())::int as connections,
  (select sum(pg_relation_size(relid)) from pg_stat_user_tables where ${SAGA_TABLES})::float8 as bytes,
  (select count(*) from saga)::int as sagas`;

/** @throws Error where a start fails */
export async function soak(
  site: Site,
  meter: Meter,
  perSecond: number,
  minutes: number,
): Promise<SoakResult> {
  await site.useOrchestrators(1);
  const redis = createRedis(site.redis.url, 'producer');
  await redisReady(redis, 5_000);
  const doors = new Doors(
    site.orchestrators.map(({ client }) => client.target),
    CONNECTED_FOR,
  );
  const looks: Look[] = [];
  const beganMs = systemClock.monotonicMs();
  const pid = site.orchestrators[0]?.pid ?? 0;
  const look = async (): Promise<void> => {
    const { rows } = await meter.pool.query<{ connections: number; bytes: number; sagas: number }>(TABLES);
    const [{ connections, bytes, sagas } = { connections: 0, bytes: 0, sagas: 1 }] = rows;
    looks.push({
      minute: (systemClock.monotonicMs() - beganMs) / 60_000,
      rss: residentBytes(pid),
      files: openFiles(pid),
      connections,
      redisKeys: await redis.dbsize(),
      bytesPerSaga: bytes / sagas,
    });
  };
  const watching = new AbortController();
  const watched = (async () => {
    while (!watching.signal.aborted) {
      await look();
      await systemClock.sleep(LOOK_EVERY_MS, watching.signal).catch(() => undefined);
    }
  })();
  try {
    const request = startRequest('ok', true);
    const [answers] = await openLoop([() => doors.start(request)], perSecond, minutes * 60);
    if (answers === undefined || answers.failures.size > 0)
      throw new Error(`starts failed during the soak: ${[...(answers?.failures.keys() ?? [])].join(', ')}`);
    return resultOf(looks, minutes, perSecond, answers.latenciesMs.length);
  } finally {
    watching.abort();
    await watched;
    doors.close();
    redis.disconnect();
  }
}

function resultOf(looks: readonly Look[], minutes: number, perSecond: number, sagas: number): SoakResult {
  const settled = looks.filter(({ minute }) => minute >= Math.min(SETTLED_AFTER_MINUTES, minutes / 2));
  const perMinute = (figure: (look: Look) => number): number =>
    slope(settled.map((look) => ({ x: look.minute, y: figure(look) })));
  return {
    ...{ minutes, perSecond, sagas },
    rssBytesPerMinute: perMinute(({ rss }) => rss),
    openFilesPerMinute: perMinute(({ files }) => files),
    connectionsPerMinute: perMinute(({ connections }) => connections),
    redisKeysPerMinute: perMinute(({ redisKeys }) => redisKeys),
    tableBytesPerSagaPerMinute: perMinute(({ bytesPerSaga }) => bytesPerSaga),
  };
}
