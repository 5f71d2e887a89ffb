import pg from 'pg';
import type { Logger } from '../logging/logger.js';
import { driverConfig, type ConnectionSettings } from './connection.js';

export interface PoolOptions extends ConnectionSettings {
  /** Connections at most. Default 10. */
  max?: number;
  /** Connections that stay open when idle. Default 0. */
  min?: number;
  /** An idle connection above `min` is closed after this. Default 30 s. */
  idleTimeoutMs?: number;
  /** Where lost connections are told. */
  logger?: Logger;
}

/**
 * A pool of connections that survives the loss of any of them: the pool and each of its clients have an `error`
 * listener, because a client that is checked out is nobody's but its borrower's, and without a listener its lost
 * socket ends the process. The statement in flight rejects all the same, and the pool replaces the client.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...driverConfig(options),
    max: options.max ?? 10,
    min: options.min ?? 0,
    idleTimeoutMillis: options.idleTimeoutMs ?? 30_000,
  });
  guardPool(pool, options.logger);
  return pool;
}

/** Puts the listeners on a pool that somebody else made, such as TypeORM. */
export function guardPool(pool: pg.Pool, logger?: Logger): void {
  const told = new WeakSet<Error>();
  const onError = (error: Error): void => {
    if (told.has(error)) return;
    told.add(error);
    logger?.warn({ err: error }, 'a connection to Postgres was lost');
  };
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
}

/**
 * One connection of its own, not connected yet, for what must stay on one session (locks, LISTEN, migrations).
 * `onLost` hears of its loss; the end that the caller asks for is none.
 */
export function createClient(settings: ConnectionSettings, onLost: (error: Error) => void): pg.Client {
  const client = new pg.Client(driverConfig(settings));
  client.on('error', onLost);
  return client;
}
