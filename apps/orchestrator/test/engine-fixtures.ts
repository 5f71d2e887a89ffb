import { randomBytes } from 'node:crypto';
import { systemClock, type PoolOptions } from '#libs/platform';
import { columnsOf, Engine, openStored, type EngineLog, type SagaRow } from '#libs/saga-engine';
import {
  applied,
  eventually,
  everyKind,
  Faults,
  MortalClock,
  refused,
  ScriptedCaller,
  unavailable,
  type Encounter,
  type TestDatabase,
} from '#libs/testkit';
import type pg from 'pg';
import { UuidSource } from '../src/cipher/ids.js';
import { AesGcmPayloadCipher } from '../src/cipher/payload-cipher.js';
import { PostgresInstances } from '../src/postgres/postgres-instances.js';
import { PostgresSagaReads } from '../src/postgres/postgres-reads.js';
import { PostgresSagaStore } from '../src/postgres/postgres-saga-store.js';
import { createReadPool, createStorePool, ORCHESTRATOR_SCHEMA } from '../src/postgres/store-pool.js';
import { noQueue } from '../src/queue/no-queue.js';
import { localProgress } from '../src/redis/local-progress.js';
import { definitionHash } from '../src/sagas/definition-types.js';
import { orchestratorDatabase } from './postgres-harness.js';

export interface RealProcess {
  readonly engine: Engine;
  readonly log: { readonly level: string; readonly event: string; readonly fields: object }[];
  /** Faults of this process's way to the database. */
  readonly faults: Faults;
  readonly storePool: pg.Pool;
  /** Ends as by SIGKILL: nothing of it happens any more, and the server drops its sessions. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Engines on a real Postgres, without Redis, with participants in memory. */
export interface RealWorld {
  readonly caller: ScriptedCaller;
  readonly database: TestDatabase;
  readonly sql: pg.Pool;
  readonly reads: PostgresSagaReads;
  readonly cipher: AesGcmPayloadCipher;
  /**
   * @param pool settings of the store's connections other than the usual ones
   * @param slots how many sagas it moves at a time; without any it only starts them
   */
  spawn(pool?: Partial<PoolOptions>, slots?: number): Promise<RealProcess>;
  rows(): Promise<SagaRow[]>;
  /** Sagas whose row is not the fold of their events (G7). */
  misfolded(): Promise<string[]>;
  kinds(sagaId: string): Promise<string[]>;
  /** Ends every session of the stores, whatever they are in the middle of. */
  cutAllSessions(): Promise<void>;
  close(): Promise<void>;
}

export async function realWorld(): Promise<RealWorld> {
  const database = await orchestratorDatabase();
  const sql = database.pool({ schema: ORCHESTRATOR_SCHEMA, applicationName: 'the test itself' });
  const pool = createStorePool({ url: database.url, max: 4, applicationName: 'the test looking' });
  const store = new PostgresSagaStore(pool, systemClock);
  const reads = new PostgresSagaReads(pool);
  const caller = new ScriptedCaller(systemClock);
  const cipher = new AesGcmPayloadCipher({
    encryptionKeys: [{ kid: 'test', key: randomBytes(32) }],
    blindIndexKey: randomBytes(32),
  });
  const alive = new Set<RealProcess>();
  const rows = async () => {
    const { rows: found } = await sql.query<{ id: string }>('select id from saga');
    const newestFirst = (a: SagaRow, b: SagaRow) => (a.id < b.id ? 1 : -1);
    return (await reads.rows(found.map(({ id }) => id))).toSorted(newestFirst);
  };
  const open = async (sagaId: string) => {
    const stored = await store.load(sagaId);
    const definition = alive.values().next().value?.engine.catalog.current('every-kind')?.resolved;
    if (stored === null || definition === undefined) throw new Error(`saga ${sagaId} cannot be read`);
    return { stored, result: openStored(cipher, definition, stored) };
  };
  const isFold = async (row: SagaRow) => {
    const { result } = await open(row.id);
    if (result.kind !== 'opened') return false;
    const { definition, state } = result.opened;
    const columns = Object.entries(columnsOf(cipher, definition, state));
    return columns.every(([name, value]) => row[name as keyof SagaRow] === value);
  };
  return {
    ...{ caller, cipher, database, sql, reads, rows },
    spawn: (pool, slots) => spawn({ database, sql, caller, cipher, alive }, pool, slots),
    misfolded: async () => {
      const wrong: string[] = [];
      for (const row of await rows()) if (!(await isFold(row))) wrong.push(row.id);
      return wrong;
    },
    kinds: async (sagaId) => (await open(sagaId)).stored.events.map(({ kind }) => kind),
    cutAllSessions: async () => {
      await sql.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'engine %'`,
      );
    },
    close: async () => {
      await Promise.all([...alive].map((process) => process.stop()));
      await pool.end();
      await database.drop();
    },
  };
}

let spawned = 0;

interface Ground extends Pick<RealWorld, 'database' | 'sql' | 'caller'> {
  readonly cipher: AesGcmPayloadCipher;
  readonly alive: Set<RealProcess>;
}

async function spawn(
  ground: Ground,
  poolOptions: Partial<PoolOptions> = {},
  slots = 256,
): Promise<RealProcess> {
  const { database, sql, caller, cipher, alive } = ground;
  spawned += 1;
  const applicationName = `engine ${spawned}`;
  const { url } = database;
  const storePool = createStorePool({ url, max: 8, applicationName, ...poolOptions });
  const readPool = createReadPool({ url, max: 2, applicationName });
  const clock = new MortalClock(systemClock);
  const faults = new Faults();
  const log: RealProcess['log'][number][] = [];
  const engine = new Engine(
    {
      store: faults.wrap(new PostgresSagaStore(storePool, systemClock)),
      reads: faults.wrap(new PostgresSagaReads(readPool)),
      instances: faults.wrap(new PostgresInstances(storePool, { url }, ['worker'])),
      progress: localProgress(logInto([])),
      ...{ caller, waker: noQueue, cipher, clock, ids: new UuidSource(), log: logInto(log) },
    },
    {
      ...{ slots, isWorker: true, checkDefinition: () => [] },
      definitions: [{ hash: definitionHash(everyKind), definition: everyKind }],
    },
  );
  await engine.start();
  const id = engine.membership.instanceId;
  const end = async () => {
    alive.delete(process);
    await Promise.all([storePool.end(), readPool.end()]);
  };
  const process: RealProcess = {
    ...{ engine, log, faults, storePool },
    kill: async () => {
      clock.kill();
      faults.freeze();
      engine.runner.abandonAll();
      await sql.query(
        `select pg_terminate_backend(l.pid) from pg_locks l join instance i on i.lock_no = l.objid::bigint
        where i.id = $1 and l.locktype = 'advisory' and l.objsubid = 2
          and l.database = (select oid from pg_database where datname = current_database())`,
        [id],
      );
      await end();
    },
    stop: async () => {
      await engine.stop(5_000);
      await end();
    },
  };
  alive.add(process);
  return process;
}

function logInto(lines: RealProcess['log'][number][]): EngineLog {
  const at =
    (level: string) =>
    (event: string, fields: object = {}) =>
      void lines.push({ level, event, fields });
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** Numbers that look random and are the same every time. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Mostly answers within some milliseconds; now and then a lost reply, an error, a breaker, a refusal. */
export function anyEncounter(draw: () => number): Encounter {
  const x = draw();
  if (x < 0.8) return applied(undefined, Math.floor(draw() * 20));
  if (x < 0.87) return { kind: 'lose_reply', afterMs: Math.floor(draw() * 20) };
  if (x < 0.92) return unavailable;
  if (x < 0.95) return { kind: 'not_sent', retryAfterMs: Math.floor(draw() * 100) };
  if (x < 0.98) return { kind: 'fail', outcome: 'no_effect', code: 'ABORTED' };
  return refused('FAILED_PRECONDITION', 'SOLD_OUT');
}

/** Waits until nothing is left to be moved. */
export async function restOf({ sql }: Pick<RealWorld, 'sql'>, timeoutMs: number): Promise<void> {
  await eventually(
    async () => {
      const { rows } = await sql.query<{ open: number }>(
        'select count(*)::int as open from saga where owner is not null or due_at is not null',
      );
      if (rows[0]?.open !== 0) throw new Error(`${rows[0]?.open} sagas do not rest`);
    },
    { timeoutMs, intervalMs: 50, what: 'rest of all sagas' },
  );
}

/** Starts so many sagas, on the processes in turn. */
export async function startMany(processes: readonly RealProcess[], count: number): Promise<string[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      processes[index % processes.length]?.engine.starter.start({
        type: 'every-kind',
        input: { item: `item ${index}` },
      }),
    ),
  );
  return answers.flatMap((answer) => (answer === undefined ? [] : [answer.sagaId]));
}

/** What the participants did has to be what the status of the saga says. */
function checkEffects(caller: ScriptedCaller, { id, status, stuckClass }: SagaRow): void {
  const keys = caller.effects.map(({ key }) => key).filter((key) => key.startsWith(id));
  expect(new Set(keys).size).toBe(keys.length);
  const [done, undone] = [caller.done(id, 'action'), caller.done(id, 'compensation')];
  expect(`${status} ${stuckClass ?? ''}`.trim()).toMatch(/^(COMPLETED|COMPENSATED|FAILED refused)$/);
  if (status === 'COMPLETED') expect([done.length, undone.length]).toEqual([6, 0]);
  if (status === 'COMPENSATED') {
    expect(undone.toSorted()).toEqual(done.filter((place) => !place.startsWith('look')).toSorted());
  }
}

/** Every saga ended as its participants say, its row is the fold of its events, and nothing is in limbo. */
export async function checkAll(world: RealWorld): Promise<void> {
  for (const row of await world.rows()) checkEffects(world.caller, row);
  expect(await world.misfolded()).toEqual([]);
  expect(await world.reads.limbo()).toEqual([]);
}

export const statusesOf = async (world: RealWorld) =>
  new Set((await world.rows()).map(({ status }) => status));
