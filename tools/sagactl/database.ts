/**
 * Postgres itself, for when the service is down and for `doctor`. Sessions are read only by their own setting, statements
 * end after ten seconds, and nothing that is encrypted is asked for.
 */
import type pg from 'pg';
import { EXIT } from './exit-codes.js';
import { CommandFailed, failure, usage } from './failures.js';
import type { Options } from './options.js';
import type { World } from './world.js';

export const SCHEMA = 'orchestrator';
const STATEMENT_LIMIT_MS = 10_000;

export const DATABASE_OPTIONS = {
  'database-url': { kind: 'text', hint: '<url>', text: 'opt.database-url' },
} as const satisfies Options;

/** Connections that can only read. */
export async function readOnlyPool(url: string): Promise<pg.Pool> {
  const { createPool } = await import('#libs/platform/pool');
  return createPool({
    url,
    schema: SCHEMA,
    max: 2,
    applicationName: 'sagactl',
    statementTimeoutMs: STATEMENT_LIMIT_MS,
    answerTimeoutMs: STATEMENT_LIMIT_MS + 2_000,
    parameters: { default_transaction_read_only: 'on' },
  });
}

/** The address that the line or the environment names. @throws UsageFailed */
export function databaseUrl(given: string | undefined, world: World): string {
  const url = given ?? world.env['DATABASE_URL'];
  if (url === undefined || url === '') throw usage('usage.databaseNeeded');
  return url;
}

/** Reads from Postgres. @throws CommandFailed when it cannot be read; the text of Postgres is told, never the address */
export async function withDatabase<T>(
  given: string | undefined,
  world: World,
  read: (pool: pg.Pool) => Promise<T>,
): Promise<T> {
  const pool = await readOnlyPool(databaseUrl(given, world));
  try {
    return await read(pool);
  } catch (error) {
    if (error instanceof CommandFailed) throw error;
    const why = error instanceof Error ? error.message || error.name : String(error);
    throw failure(EXIT.unavailable, 'error.database', { why });
  } finally {
    await pool.end();
  }
}
