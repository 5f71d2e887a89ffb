/** Everything that `doctor` looks at. What it takes to look is loaded by nobody else. */
import { readdirSync, readFileSync } from 'node:fs';
import { projectFile } from '../../stack/places.js';
import { withDatabase } from '../database.js';
import { CommandFailed } from '../failures.js';
import { saying } from '../language/translate.js';
import type { Session } from '../session.js';
import type { World } from '../world.js';
import { plainFinding, trouble, type Finding } from './finding.js';
import { judgePostgres, type Expectations } from './postgres-checks.js';
import { readPostgres } from './postgres-facts.js';
import { judgeRedis, readRedisInfo } from './redis-checks.js';
import { checkService, judgeNode } from './service-checks.js';

const DEFAULT_CONNECTIONS = 10;

/** Names of the migrations in this checkout, in the order of their files; null where there is none. */
export function migrationsHere(): readonly string[] | null {
  const folder = projectFile('migrations', 'orchestrator');
  try {
    return readdirSync(folder)
      .filter((name) => /^\d{4}-.*\.ts$/.test(name))
      .sort()
      .flatMap((name) => {
        const text = readFileSync(projectFile('migrations', 'orchestrator', name), 'utf8');
        const [, found] = /export class (\w+) implements MigrationInterface/.exec(text) ?? [];
        return found === undefined ? [] : [found];
      });
  } catch {
    return null;
  }
}

/** Ids of the keys of the environment; the keys themselves are not looked at. */
export function keyIdsOf(text: string | undefined): readonly string[] | null {
  if (text === undefined || text.trim() === '') return null;
  return text.split(',').map((part) => part.trim().split(':', 1)[0] ?? '');
}

function expectations({ env }: World): Expectations {
  return {
    migrations: migrationsHere(),
    keyIds: keyIdsOf(env['SUOKE_ENCRYPTION_KEYS']),
    connections: Number(env['SUOKE_POSTGRES_CONNECTIONS']) || DEFAULT_CONNECTIONS,
  };
}

async function checkDatabase(given: string | undefined, { world }: Session): Promise<Finding[]> {
  if (given === undefined && !world.env['DATABASE_URL'])
    return [plainFinding('skipped', 'postgres', 'doctor.postgresSkipped')];
  try {
    return await withDatabase(given, world, async (pool) =>
      judgePostgres(await readPostgres(pool, world.clock), expectations(world)),
    );
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return [trouble('fail', 'postgres', error.what, saying('doctor.postgresAdvice'))];
  }
}

async function checkRedis(given: string | undefined, { world }: Session): Promise<Finding[]> {
  const url = given ?? world.env['REDIS_URL'];
  if (url === undefined || url === '') return [plainFinding('skipped', 'redis', 'doctor.redisSkipped')];
  return judgeRedis(await readRedisInfo(url, world.clock));
}

/** Looks at the service, Postgres and Redis, one after the other. @throws UsageFailed for settings that nobody can use */
export async function examine(
  databaseUrl: string | undefined,
  redisUrl: string | undefined,
  session: Session,
): Promise<Finding[]> {
  return [
    judgeNode(process.version),
    ...(await checkService(session.door)),
    ...(await checkDatabase(databaseUrl, session)),
    ...(await checkRedis(redisUrl, session)),
  ];
}
