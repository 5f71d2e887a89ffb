import { StoreError } from '#libs/saga-engine';
import { classifySqlState, sqlStateOf } from '#libs/platform';
import type pg from 'pg';
import type { Statement } from './statement.js';

/** The error in the words of the port. The text names the statement and the state, never a value. */
export function toStoreError(error: unknown, what: string): StoreError {
  if (error instanceof StoreError) return error;
  const kind = classifySqlState(error);
  const state = sqlStateOf(error) ?? (error as { code?: unknown } | null)?.code ?? 'no code';
  return new StoreError(kind, `${what}: ${kind} (${String(state)})`, { cause: error });
}

/** Runs a statement; whatever goes wrong leaves as a `StoreError`. */
export async function run<Row extends pg.QueryResultRow>(
  on: pg.Pool | pg.PoolClient | pg.Client,
  statement: Statement,
): Promise<Row[]> {
  try {
    const result = await on.query<Row>(statement);
    return result.rows;
  } catch (error) {
    throw toStoreError(error, statement.name || statement.text);
  }
}

/** Lends one connection for several statements. */
export async function onConnection<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await connect(pool);
  let unusable = false;
  try {
    return await work(client);
  } catch (error) {
    // The pool drops a client whose connection is lost, but not one that only says nothing.
    unusable = error instanceof StoreError && error.kind === 'connection';
    throw error;
  } finally {
    client.release(unusable);
  }
}

/** One transaction: everything that `work` wrote, or nothing. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await connect(pool);
  let unusable = false;
  try {
    await run(client, BEGIN);
    const result = await work(client);
    await run(client, COMMIT);
    return result;
  } catch (error) {
    // Closing the connection rolls back as well.
    await run(client, ROLLBACK).catch(() => (unusable = true));
    throw error;
  } finally {
    client.release(unusable);
  }
}

const BEGIN: Statement = { name: '', text: 'begin', values: [] };
const COMMIT: Statement = { name: '', text: 'commit', values: [] };
const ROLLBACK: Statement = { name: '', text: 'rollback', values: [] };

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw toStoreError(error, 'connect');
  }
}
