/**
 * One database per test file, as a copy of a template in which the migrations ran once per run.
 *
 * B1 The template is made under an advisory lock, so that parallel workers make it once.
 * B2 Names carry the id of the run; the global teardown drops all of them, also those of tests that were killed.
 */
import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { MigrationClass } from '#libs/platform/typeorm';
import { createClient, createPool, type PoolOptions } from '#libs/platform/pool';
import { testServers } from './test-servers.js';

/** The schemas of a template, each with its migrations. */
export interface TemplateSchema {
  schema: string;
  migrations: readonly MigrationClass[];
}

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** A pool on this database; it is closed by `drop`. */
  pool(options?: Partial<Omit<PoolOptions, 'url'>>): pg.Pool;
  /** Closes the pools, cuts what others hold open, and deletes the database. */
  drop(): Promise<void>;
}

const TEMPLATE_LOCK = 0x7e57;

/**
 * A fresh database with the migrations of `schemas` applied. Tests that name the same template with the same schemas
 * share it. Call `drop` in `afterAll`.
 */
export async function createTestDatabase(
  templateName: string,
  schemas: readonly TemplateSchema[] = [],
): Promise<TestDatabase> {
  const { runId } = testServers();
  const template = `t_${runId}_${fingerprint(templateName, schemas)}`;
  const name = `t_${runId}_${randomUUID().replaceAll('-', '')}`;
  await onServer(async (client) => {
    await client.query('select pg_advisory_lock($1, hashtext($2))', [TEMPLATE_LOCK, template]);
    if (!(await databaseExists(client, template))) await makeTemplate(client, template, schemas);
    // Copying needs a template that nobody is connected to; the lock keeps two copies apart, too.
    await client.query(`create database ${name} template ${template}`);
  });
  const url = urlOf(name);
  const pools: pg.Pool[] = [];
  return {
    url,
    name,
    pool: (options = {}) => {
      const pool = createPool({ url, applicationName: 'test', ...options });
      pools.push(pool);
      return pool;
    },
    drop: async () => {
      await Promise.all(pools.splice(0).map((pool) => (pool.ended ? undefined : pool.end())));
      await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Drops every database of the run; for the global teardown. */
export async function dropTestDatabases(): Promise<void> {
  const { runId } = testServers();
  await onServer(async (client) => {
    const found = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [`t_${runId}_`],
    );
    for (const { datname } of found.rows)
      await client.query(`drop database if exists ${datname} with (force)`);
  });
}

async function makeTemplate(
  client: pg.Client,
  template: string,
  schemas: readonly TemplateSchema[],
): Promise<void> {
  // Most files find the template made, and need not load what migrates.
  const { migrate } = await import('#libs/platform/typeorm');
  const making = `${template}_making`;
  await client.query(`drop database if exists ${making} with (force)`);
  await client.query(`create database ${making} template template0`);
  for (const { schema, migrations } of schemas) await migrate({ url: urlOf(making), schema, migrations });
  // Only a template that is complete gets the name that is looked for.
  await client.query(`alter database ${making} rename to ${template}`);
}

async function databaseExists(client: pg.Client, name: string): Promise<boolean> {
  const found = await client.query('select 1 from pg_database where datname = $1', [name]);
  return found.rows.length > 0;
}

function fingerprint(templateName: string, schemas: readonly TemplateSchema[]): string {
  const hash = createHash('sha256').update(templateName);
  for (const { schema, migrations } of schemas)
    hash.update(`\n${schema}:${migrations.map((one) => `${one.name}=${String(one)}`).join(',')}`);
  return hash.digest('hex').slice(0, 16);
}

function urlOf(database: string): string {
  const url = new URL(testServers().databaseUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const settings = {
    url: testServers().databaseUrl,
    applicationName: 'test databases',
    statementTimeoutMs: 120_000,
    lockTimeoutMs: 0,
  };
  const client = createClient(settings, () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
