import pg from 'pg';
import {
  DataSource,
  type EntitySchema,
  type Logger as TypeOrmLogger,
  type MigrationInterface,
} from 'typeorm';
import { driverConfig, schemaName, type ConnectionSettings } from './connection.js';
import { guardPool } from './pool.js';
import type { Logger } from '../logging/logger.js';

/** A class of TypeORM's migrations; its name ends in a 13-digit timestamp. */
export type MigrationClass = new () => MigrationInterface;

export interface DataSourceOptions extends ConnectionSettings {
  schema: string;
  entities?: readonly (EntitySchema | (abstract new (...args: never[]) => unknown))[];
  migrations?: readonly MigrationClass[];
  /** Connections at most. Default 10. */
  max?: number;
  logger?: Logger;
}

/**
 * TypeORM on our connection settings, bound to one schema; the caller initializes and destroys it. It never changes the
 * schema by itself: `synchronize` is off, and migrations run only through `migrate`, which takes the lock that TypeORM
 * does not take.
 */
export function createDataSource(options: DataSourceOptions): DataSource {
  const { connectionString, connectionTimeoutMillis, application_name, ...session } = driverConfig(options);
  return new DataSource({
    type: 'postgres',
    driver: guardedDriver(options.logger),
    url: connectionString,
    schema: schemaName(options.schema),
    applicationName: application_name,
    connectTimeoutMS: connectionTimeoutMillis,
    poolSize: options.max ?? 10,
    extra: session,
    // The guard tells of lost connections; TypeORM would tell a second time.
    poolErrorHandler: () => undefined,
    entities: [...(options.entities ?? [])] as never[],
    migrations: [...(options.migrations ?? [])],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    logging: false,
    logger: SILENT,
  });
}

/** TypeORM would print statements with their values; errors reach the caller, who logs what may be logged. */
const SILENT: TypeOrmLogger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};

/** node-postgres, except that its pools have our listeners from their first connection on, and statements are prepared. */
function guardedDriver(logger?: Logger): typeof pg {
  const Client = preparingClient();
  function GuardedPool(config: pg.PoolConfig): pg.Pool {
    const pool = new pg.Pool({ ...config, Client });
    guardPool(pool, logger);
    return pool;
  }
  return Object.create(pg, { Pool: { value: GuardedPool } }) as typeof pg;
}

/** Texts that are prepared at most, on each connection: those of a service are a few dozen; lists make more. */
const MOST_PREPARED = 200;

/**
 * A client that has each statement with parameters parsed and planned once per connection. TypeORM sends all of them by
 * their text alone, and then the server spends more on the planning of an insert than on the insert.
 */
function preparingClient(): typeof pg.Client {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST_PREPARED) return known;
    const name = `s${names.size}`;
    names.set(text, name);
    return name;
  };
  type Query = (config: unknown, values?: unknown, callback?: unknown) => never;
  class PreparingClient extends pg.Client {
    override query(config: unknown, values?: unknown, callback?: unknown): never {
      const query = super.query.bind(this) as Query;
      if (typeof config !== 'string' || !Array.isArray(values) || values.length === 0)
        return query(config, values, callback);
      const name = nameOf(config);
      return query(
        name === undefined ? { text: config, values } : { name, text: config, values },
        undefined,
        callback,
      );
    }
  }
  return PreparingClient;
}
