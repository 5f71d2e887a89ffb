export { createDataSource, type DataSourceOptions, type MigrationClass } from './postgres/data-source.js';
export { migrate, type MigrateOptions } from './postgres/migrate.js';
