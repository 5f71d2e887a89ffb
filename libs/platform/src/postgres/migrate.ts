/**
 * Bringing one schema to the newest version.
 *
 * M1 Of all processes that migrate a schema, one works and the others wait: a session advisory lock named by the schema.
 * M2 The lock is asked for again and again instead of waited for: a waiting statement holds a snapshot, and
 *    `create index concurrently` in somebody's migration would wait for it for ever.
 * M3 A migration runs in its own transaction; what it leaves behind is all of it or nothing.
 */
import type pg from 'pg';
import { systemClock, type Clock } from '../clock/clock.js';
import { schemaName } from './connection.js';
import { createDataSource, type MigrationClass } from './data-source.js';
import { createClient } from './pool.js';
import type { Logger } from '../logging/logger.js';

export interface MigrateOptions {
  url: string;
  schema: string;
  migrations: readonly MigrationClass[];
  /** How long to wait for another process that migrates. Default 60 s. */
  lockWaitMs?: number;
  clock?: Clock;
  logger?: Logger;
}

/** First half of the advisory lock's name; the second is the schema's hash. */
const MIGRATION_LOCK_CLASS = 0x5a6a;

const LOCK_RETRY_MS = 50;

/**
 * Creates the schema where it is missing and runs the migrations that it has not seen, in order.
 * Returns the names of those that ran now. Safe from several processes at once; throws when one fails, and when
 * another process holds the lock for longer than `lockWaitMs`. Where there is nothing to do, it takes no right but to look.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const schema = schemaName(options.schema);
  let lost: Error | undefined;
  const client = createClient(
    { url: options.url, applicationName: `migrate ${schema}`, statementTimeoutMs: 0 },
    (error) => (lost = error),
  );
  await client.connect();
  try {
    await takeLock(client, schema, options);
    await ensureSchema(client, schema);
    const ran = await runMigrations(options, schema);
    if (lost !== undefined)
      throw new Error(`the lock on the migrations of ${schema} was lost while they ran`, { cause: lost });
    if (ran.length > 0) options.logger?.info({ schema, migrations: ran }, 'migrations ran');
    return ran;
  } finally {
    // The end of the session frees the lock.
    await client.end().catch(() => undefined);
  }
}

async function takeLock(client: pg.Client, schema: string, options: MigrateOptions): Promise<void> {
  const clock = options.clock ?? systemClock;
  const waitMs = options.lockWaitMs ?? 60_000;
  const start = clock.monotonicMs();
  for (;;) {
    const answer = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as taken',
      [MIGRATION_LOCK_CLASS, schema],
    );
    if (answer.rows[0]?.taken === true) return;
    if (clock.monotonicMs() - start > waitMs) {
      throw new Error(`another process has been migrating the schema ${schema} for more than ${waitMs} ms`);
    }
    await clock.sleep(LOCK_RETRY_MS);
  }
}

/** Looks first: who may only use a schema may not even create one that is there, and has no migration to run either. */
async function ensureSchema(client: pg.Client, schema: string): Promise<void> {
  const found = await client.query('select 1 from pg_namespace where nspname = $1', [schema]);
  if (found.rows.length === 0) await client.query(`create schema if not exists ${schema}`);
}

async function runMigrations(options: MigrateOptions, schema: string): Promise<string[]> {
  const source = createDataSource({
    url: options.url,
    schema,
    applicationName: `migrate ${schema}`,
    migrations: options.migrations,
    max: 1,
    statementTimeoutMs: 0,
    lockTimeoutMs: 60_000,
    idleInTransactionTimeoutMs: 0,
    logger: options.logger,
  });
  await source.initialize();
  try {
    return (await source.runMigrations()).map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}
