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

/** node-postgres, except that its pools have our listeners from their first connection on. */
function guardedDriver(logger?: Logger): typeof pg {
  function GuardedPool(config: pg.PoolConfig): pg.Pool {
    const pool = new pg.Pool(config);
    guardPool(pool, logger);
    return pool;
  }
  return Object.create(pg, { Pool: { value: GuardedPool } }) as typeof pg;
}
