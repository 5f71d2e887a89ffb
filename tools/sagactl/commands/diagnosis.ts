/** Whether the whole is well, and which sagas nobody would move. */
import { readdirSync, readFileSync } from 'node:fs';
import { projectFile } from '../../stack/places.js';
import { command, type Command } from '../command.js';
import { DATABASE_OPTIONS, withDatabase } from '../database.js';
import { readLimbo, type LimboEntry } from '../direct.js';
import { findingBlocks, findingDocument, plainFinding, trouble, type Finding } from '../doctor/finding.js';
import { judgePostgres, type Expectations } from '../doctor/postgres-checks.js';
import { readPostgres } from '../doctor/postgres-facts.js';
import { judgeRedis, readRedisInfo } from '../doctor/redis-checks.js';
import { checkService, judgeNode } from '../doctor/service-checks.js';
import { EXIT } from '../exit-codes.js';
import { CommandFailed } from '../failures.js';
import { saying } from '../language/translate.js';
import { line, styled, type Block } from '../output/layout.js';
import type { Reader } from '../screen.js';
import type { Session } from '../session.js';
import { statusCell, timeText } from '../views/words.js';
import type { World } from '../world.js';

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

const doctor = command({
  path: ['doctor'],
  text: 'cmd.doctor',
  arguments: [],
  options: {
    ...DATABASE_OPTIONS,
    'redis-url': { kind: 'text', hint: '<url>', text: 'opt.redis-url' },
  },
  async run({ options, session }) {
    const { screen } = session;
    const findings = [
      judgeNode(process.version),
      ...(await checkService(session.door)),
      ...(await checkDatabase(options['database-url'], session)),
      ...(await checkRedis(options['redis-url'], session)),
    ];
    screen.result(findingDocument(findings, screen.reader), (reader) => findingBlocks(findings, reader));
    return findings.some(({ verdict }) => verdict === 'fail') ? EXIT.integrity : EXIT.ok;
  },
});

/** Sagas that nobody would move. */
function limboBlocks(entries: readonly LimboEntry[], reader: Reader): Block[] {
  const { t } = reader;
  if (entries.length === 0) return [line(styled('green', t('doctor.limbo')))];
  const columns = [
    { head: t('col.saga'), whole: true },
    { head: t('col.why') },
    { head: t('col.status') },
    { head: t('col.updated') },
  ];
  const rows = entries.map(({ saga_id: id, why, status, update_time: time }) => [
    ...[id, why, statusCell(`SAGA_STATUS_${status}`), timeText(time, reader)],
  ]);
  return [{ kind: 'table', columns, rows }, line(t('doctor.limboAdvice'))];
}

const limbo = command({
  path: ['limbo'],
  text: 'cmd.limbo',
  arguments: [],
  options: DATABASE_OPTIONS,
  async run({ options, session }) {
    const entries = await withDatabase(options['database-url'], session.world, readLimbo);
    session.screen.result({ limbo: entries }, (reader) => limboBlocks(entries, reader));
    return entries.length === 0 ? EXIT.ok : EXIT.integrity;
  },
});

export const DIAGNOSIS: readonly Command[] = [doctor, limbo];
