/** Redis, as `INFO` tells of it. Without it everything works, later. */
import type { Clock } from '#libs/platform/clock';
import { createRedis, redisReady } from '#libs/platform/redis';
import { saying } from '../language/translate.js';
import { plainFinding, trouble, type Finding } from './finding.js';

/** Below the first BullMQ refuses to work, below the second it advises against it. */
const OLDEST = [5, 0];
const ADVISED = [6, 2];
const CONNECT_MS = 3_000;

/** The answer to INFO; null when there is none. */
export async function readRedisInfo(url: string, clock: Clock): Promise<string | null> {
  const redis = createRedis(url, 'producer', { connectionName: 'sagactl' });
  try {
    if (!(await redisReady(redis, CONNECT_MS, clock))) return null;
    return await redis.info();
  } catch {
    return null;
  } finally {
    redis.disconnect();
  }
}

const fieldOf = (info: string, name: string): string | null =>
  new RegExp(`^${name}:([^\\r\\n]*)\\r?$`, 'm').exec(info)?.[1] ?? null;

function isOlder(version: string, than: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, wanted] of than.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part < wanted;
  }
  return false;
}

/** What INFO means. Pure. @param info null when nobody answered */
export function judgeRedis(info: string | null): Finding[] {
  if (info === null)
    return [trouble('warn', 'redis', saying('doctor.noRedis'), saying('doctor.noRedisAdvice'))];
  return [version(info), policy(info)];
}

function version(info: string): Finding {
  // Valkey tells the version of Redis that it is compatible with under the same name.
  const found = fieldOf(info, 'redis_version') ?? '?';
  if (!isOlder(found, ADVISED))
    return plainFinding('ok', 'redis.version', 'doctor.redis', { version: found });
  const verdict = isOlder(found, OLDEST) ? 'fail' : 'warn';
  const what = saying('doctor.redisOld', { version: found });
  return trouble(verdict, 'redis.version', what, saying('doctor.redisOldAdvice'));
}

function policy(info: string): Finding {
  const found = fieldOf(info, 'maxmemory_policy');
  if (found === null || found === 'noeviction')
    return plainFinding('ok', 'redis.policy', 'doctor.redisPolicy', { policy: found ?? '?' });
  const what = saying('doctor.redisEvicts', { policy: found });
  return trouble('fail', 'redis.policy', what, saying('doctor.redisEvictsAdvice'));
}
