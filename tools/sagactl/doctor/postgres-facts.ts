/** What `doctor` reads from Postgres, without judging it. Everything is read only. */
import type pg from 'pg';
import type { SagaDefinition } from '#libs/saga-core';
import type { Clock } from '#libs/platform';
import { SCHEMA } from '../database.js';

export interface InstanceFacts {
  readonly id: string;
  /** Milliseconds that its lease still lasts; negative when it ran out. */
  readonly leaseLeftMs: number;
}

export interface DefinitionFacts {
  readonly hash: string;
  readonly type: string;
  readonly document: SagaDefinition;
  readonly openSagas: number;
}

/** What the orchestrator keeps; null where it never ran. */
export interface OrchestratorFacts {
  readonly migrations: readonly string[];
  /** Not retired. */
  readonly instances: readonly InstanceFacts[];
  readonly limbo: number;
  readonly keys: readonly { readonly kid: string; readonly sagas: number }[];
  readonly definitions: readonly DefinitionFacts[];
}

export interface PostgresFacts {
  /** `server_version_num`: 180004. */
  readonly versionNumber: number;
  readonly settings: Readonly<Record<string, string>>;
  /** Clock of the database less that of this machine, at the middle of the way there and back. */
  readonly clockOffsetMs: number;
  readonly roundTripMs: number;
  readonly orchestrator: OrchestratorFacts | null;
}

const SETTINGS = [
  'fsync',
  'full_page_writes',
  'max_connections',
  'server_version_num',
  'superuser_reserved_connections',
  'synchronous_commit',
];

export async function readPostgres(pool: pg.Pool, clock: Clock): Promise<PostgresFacts> {
  const settings = await readSettings(pool);
  return {
    settings,
    versionNumber: Number(settings['server_version_num'] ?? 0),
    ...(await readClock(pool, clock)),
    orchestrator: (await hasOrchestrator(pool)) ? await readOrchestrator(pool) : null,
  };
}

async function readSettings(pool: pg.Pool): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    'select name, setting from pg_settings where name = any($1)',
    [SETTINGS],
  );
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}

async function readClock(pool: pg.Pool, clock: Clock) {
  const began = clock.monotonicMs();
  const { rows } = await pool.query<{ now_ms: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms',
  );
  const roundTripMs = clock.monotonicMs() - began;
  const hereMs = clock.now() - roundTripMs / 2;
  return { roundTripMs, clockOffsetMs: (rows[0]?.now_ms ?? hereMs) - hereMs };
}

async function hasOrchestrator(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(
    `select to_regclass($1) is not null and to_regclass($2) is not null as found`,
    [`${SCHEMA}.saga_limbo`, `${SCHEMA}.migration`],
  );
  return rows[0]?.found === true;
}

async function readOrchestrator(pool: pg.Pool): Promise<OrchestratorFacts> {
  const migrations = await pool.query<{ name: string }>('select name from migration order by id');
  const instances = await pool.query<{ id: string; left_ms: number }>(
    `select id, (extract(epoch from lease_until - now()) * 1000)::float8 as left_ms
     from instance where retired_at is null order by started_at`,
  );
  const limbo = await pool.query<{ sagas: number }>('select count(*)::int as sagas from saga_limbo');
  const keys = await pool.query<{ kid: string; sagas: number }>(
    'select kid, count(*)::int as sagas from saga_key group by kid order by kid',
  );
  const definitions = await pool.query<{
    hash: string;
    type: string;
    document: SagaDefinition;
    open_sagas: number;
  }>(
    `select d.hash, d.type, d.document, s.open_sagas
     from (select definition_hash, count(*)::int as open_sagas from saga where finished_at is null group by 1) s
       join definition d on d.hash = s.definition_hash
     order by d.type, d.hash`,
  );
  return {
    migrations: migrations.rows.map(({ name }) => name),
    instances: instances.rows.map(({ id, left_ms: leaseLeftMs }) => ({ id, leaseLeftMs })),
    limbo: limbo.rows[0]?.sagas ?? 0,
    keys: keys.rows,
    definitions: definitions.rows.map(({ open_sagas: openSagas, ...rest }) => ({ ...rest, openSagas })),
  };
}
