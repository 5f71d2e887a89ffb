import { createTestDatabase, eventually, type SagaStoreHarness, type TestDatabase } from '#libs/testkit';
import type { AuditRecord, Instances } from '#libs/saga-engine';
import { systemClock } from '#libs/platform';
import type pg from 'pg';
import { orchestratorMigrations } from '../../../migrations/orchestrator/index.js';
import { PostgresAudit } from '../src/postgres/postgres-audit.js';
import { PostgresInstances } from '../src/postgres/postgres-instances.js';
import { PostgresSagaReads } from '../src/postgres/postgres-reads.js';
import { PostgresSagaStore } from '../src/postgres/postgres-saga-store.js';
import { createReadPool, createStorePool, ORCHESTRATOR_SCHEMA } from '../src/postgres/store-pool.js';

const TABLES = [
  ...['saga', 'saga_event', 'saga_key', 'saga_request', 'definition', 'instance', 'participant_hold'],
  ...['admin_request', 'audit_entry', 'operation_item', 'operation', 'approval'],
];

/** Empties every table, past the triggers that keep rows from being deleted; faster than truncating many partitions. */
const EMPTY = `
  begin;
  alter table audit_entry drop constraint if exists refused_by_test;
  set local session_replication_role = replica;
  ${TABLES.map((table) => `delete from ${table};`).join(' ')}
  commit`;

/** A database of its own with the schema of the orchestrator. */
export function orchestratorDatabase(): Promise<TestDatabase> {
  return createTestDatabase('orchestrator', [
    { schema: ORCHESTRATOR_SCHEMA, migrations: orchestratorMigrations },
  ]);
}

export interface PostgresHarness extends SagaStoreHarness {
  readonly database: TestDatabase;
  /** For the test's own statements. */
  readonly sql: pg.Pool;
}

/** Two processes on one database: two stores, each with its own pool. */
export async function postgresHarness(): Promise<PostgresHarness> {
  const database = await orchestratorDatabase();
  const sql = database.pool({ schema: ORCHESTRATOR_SCHEMA });
  const pools = [0, 1].map(() => createStorePool({ url: database.url, max: 12 }));
  const reads = createReadPool({ url: database.url, max: 4 });
  const members = new Set<PostgresInstances>();
  const [first, second] = pools as [pg.Pool, pg.Pool];
  const leaveAll = async (): Promise<void> => {
    await Promise.all([...members].map((instances) => cut(sql, instances)));
    members.clear();
  };
  return {
    ...{ database, sql },
    store: new PostgresSagaStore(first, systemClock),
    other: new PostgresSagaStore(second, systemClock),
    reads: new PostgresSagaReads(reads),
    audit: new PostgresAudit(first),
    ...powersOf(sql),
    newInstances: () => {
      const instances = new PostgresInstances(first, { url: database.url }, ['worker']);
      members.add(instances);
      return instances;
    },
    cutLock: (instances) => cut(sql, instances),
    reset: async () => {
      await leaveAll();
      await sql.query(EMPTY);
    },
    close: async () => {
      await leaveAll();
      await Promise.all([...pools, reads].map((pool) => pool.end()));
      await database.drop();
    },
  };
}

/** The lock of a process of this database; those of other tests have numbers of their own, the same ones. */
const IS_LOCK = `locktype = 'advisory' and objsubid = 2 and objid::bigint = $1
  and database = (select oid from pg_database where datname = current_database())`;

/** Ends the session that holds the lock of a process, as its death would, and waits until both sides know. */
async function cut(sql: pg.Pool, instances: Instances): Promise<void> {
  if (!instances.holdsLock()) return;
  const { lockNo } = instances as unknown as { lockNo: number };
  await sql.query(`select pg_terminate_backend(pid) from pg_locks where ${IS_LOCK}`, [lockNo]);
  await eventually(() => !instances.holdsLock(), { what: 'the loss of the lock connection' });
  await eventually(async () => {
    const { rows } = await sql.query(`select 1 from pg_locks where ${IS_LOCK}`, [lockNo]);
    return rows.length === 0;
  });
}

const SAGA_TIMES = ['created_at', 'updated_at', 'due_at', 'deadline_at', 'paused_at', 'finished_at'];
const INSTANCE_TIMES = ['lease_until', 'retired_at', 'started_at'];
const HOLD_TIMES = ['held_at', 'released_at', 'paced_to'];

function powersOf(sql: pg.Pool) {
  const back = (table: string, columns: readonly string[], ms: number) =>
    sql.query(
      `update ${table} set ${columns.map((column) => `${column} = ${column} - ${ms} * interval '1 ms'`).join(', ')}`,
    );
  return {
    forgetInstance: async (id: string) => void (await sql.query('delete from instance where id = $1', [id])),
    shred: async (id: string) => void (await sql.query('delete from saga_key where saga_id = $1', [id])),
    nowMs: async () => {
      const { rows } = await sql.query(
        `select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as ms`,
      );
      return rows[0].ms as number;
    },
    passTime: async (ms: number) => {
      await back('saga', SAGA_TIMES, ms);
      await back('instance', INSTANCE_TIMES, ms);
      await back('participant_hold', HOLD_TIMES, ms);
    },
    refuseAudit: async (refused: boolean) =>
      void (await sql.query(
        refused
          ? `alter table audit_entry add constraint refused_by_test check (false) not valid`
          : `alter table audit_entry drop constraint refused_by_test`,
      )),
    audited: async (): Promise<AuditRecord[]> => {
      const { rows } = await sql.query(
        `select actor, action, target, decision, result, request_id as "requestId",
          revision_before as "revisionBefore", revision_after as "revisionAfter", reason,
          case when auth_method is not null
            then json_build_object('authMethod', auth_method, 'sourceAddress', source_address)
          end as origin
        from audit_entry order by seq`,
      );
      return rows as AuditRecord[];
    },
  };
}
