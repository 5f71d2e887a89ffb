/**
 * What the benchmark runs on: a Postgres that syncs every commit, a Redis, the participants, the bare handler, and as many
 * orchestrators as a scenario asks for, all of them processes of this machine. It leaves nothing behind.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { createPool } from '#libs/platform';
import { startPostgres, startRedis, type PostgresServer, type RedisServer } from '#libs/testkit';
import { ManagedProcess } from '../stack/managed-process.js';
import { appScript, ORCHESTRATOR_NODE_ARGUMENTS, toolScript } from '../stack/places.js';
import { findPorts } from '../stack/ports.js';
import { PORTS } from './ports.js';
import { benchSaga, BENCH_SERVICES } from './workload.js';

const MOST_ORCHESTRATORS = 3;
/** Thousands of sagas in flight: their calls must fit. */
const SLOTS = 8_192;
const CALLS_PER_TARGET = 8_192;
/** Counts calls and rows of each statement exactly, and at once; what the server tells by itself lags by up to a second. */
const POSTGRES = {
  fsync: 'on',
  synchronous_commit: 'on',
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track_planning': 'off',
};

interface Parts {
  readonly folder: string;
  readonly ports: ReadonlyMap<string, number>;
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  readonly pool: pg.Pool;
  readonly participants: ManagedProcess;
  readonly bare: ManagedProcess;
  /** Where orchestrators write CPU profiles; undefined for nowhere. */
  readonly profileFolder: string | undefined;
}

export class Site {
  readonly orchestrators: ManagedProcess[] = [];
  readonly redis: RedisServer;
  readonly pool: pg.Pool;
  readonly participants: ManagedProcess;
  readonly bare: ManagedProcess;
  private readonly env: Readonly<Record<string, string>>;

  private constructor(private readonly parts: Parts) {
    const { folder, ports, postgres, redis, pool, participants, bare } = parts;
    this.redis = redis;
    this.pool = pool;
    this.participants = participants;
    this.bare = bare;
    const definition = join(folder, 'bench.json');
    writeFileSync(definition, JSON.stringify(benchSaga));
    this.env = {
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      SUOKE_ENCRYPTION_KEYS: `bench:${randomBytes(32).toString('base64')}`,
      SUOKE_BLIND_INDEX_KEY: randomBytes(32).toString('base64'),
      SUOKE_DEFINITIONS: definition,
      SUOKE_PARTICIPANTS: BENCH_SERVICES.map(
        (service) => `${service}=127.0.0.1:${ports.get(service) ?? 0}`,
      ).join(','),
      SUOKE_SLOTS: String(SLOTS),
      SUOKE_PARTICIPANT_CALLS: String(CALLS_PER_TARGET),
    };
  }

  /** Brings everything up, with one orchestrator. On failure nothing is left running. @throws Error where there is no Redis */
  static async start(profileFolder?: string): Promise<Site> {
    const undo: (() => Promise<unknown> | void)[] = [];
    try {
      const names = ['participants', 'bare', ...BENCH_SERVICES];
      const orchestrators = Array.from({ length: MOST_ORCHESTRATORS }, (_, index) => nameOf(index));
      const faces = orchestrators.map(restName);
      const ports = await findPorts([...names, ...orchestrators, ...faces].map((name) => ({ name })));
      const folder = mkdtempSync(join(tmpdir(), 'suoke-bench-'));
      undo.push(() => rmSync(folder, { recursive: true, force: true }));
      const postgres = await startPostgres({ settings: POSTGRES });
      undo.push(() => postgres.stop());
      const redis = await startRedis();
      if (!redis.available) throw new Error(redis.reason);
      undo.push(() => redis.stop());
      const pool = createPool({
        url: postgres.url,
        applicationName: 'bench',
        schema: 'orchestrator',
        max: 2,
        statementTimeoutMs: 0,
      });
      undo.push(() => pool.end());
      await pool.query('create extension pg_stat_statements schema public');
      const env = { [PORTS]: BENCH_SERVICES.map((service) => ports.get(service)).join(',') };
      const launched = (name: string): ManagedProcess => {
        const script = toolScript(`bench/${name}/main`);
        const managed = launch({ name, script, env, port: ports.get(name) ?? 0, folder });
        undo.push(() => managed.stop());
        return managed;
      };
      const participants = launched('participants');
      const bare = launched('bare');
      const site = new Site({ folder, ports, postgres, redis, pool, participants, bare, profileFolder });
      undo.push(() => site.useOrchestrators(0));
      await Promise.all([participants.ready(), bare.ready(), site.useOrchestrators(1)]);
      site.stop = async () => {
        for (const step of undo.reverse()) await step();
      };
      return site;
    } catch (error) {
      for (const step of undo.reverse()) await step();
      throw error;
    }
  }

  /** Ends everything, the callers before the called. */
  stop: () => Promise<void> = () => Promise.resolve();

  /** Starts or stops orchestrators until there are so many. */
  async useOrchestrators(count: number): Promise<void> {
    const { orchestrators } = this;
    const { folder, ports, profileFolder } = this.parts;
    while (orchestrators.length > count) await orchestrators.pop()?.stop();
    while (orchestrators.length < count) {
      const name = nameOf(orchestrators.length);
      const script = appScript('orchestrator');
      const profile = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
      const nodeArguments = [...ORCHESTRATOR_NODE_ARGUMENTS, ...profile];
      const env = { ...this.env, SUOKE_HTTP_URL: `127.0.0.1:${ports.get(restName(name)) ?? 0}` };
      orchestrators.push(launch({ name, script, env, nodeArguments, port: ports.get(name) ?? 0, folder }));
    }
    await Promise.all(orchestrators.map((process) => process.ready()));
  }
}

function nameOf(index: number): string {
  return `orchestrator-${index + 1}`;
}

/** Nobody asks there; but each process needs a port of its own. */
function restName(orchestrator: string): string {
  return `${orchestrator} REST`;
}

interface Launch {
  readonly name: string;
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly nodeArguments?: readonly string[];
  readonly port: number;
  readonly folder: string;
}

function launch({ name, script, env, nodeArguments, port, folder }: Launch): ManagedProcess {
  const process = new ManagedProcess({
    name,
    script,
    nodeArguments,
    env: { ...env, SUOKE_GRPC_URL: `127.0.0.1:${port}` },
    port,
    logFile: join(folder, `${name}.log`),
    deletedWithUs: name === 'participants' ? folder : '',
    restarts: false,
  });
  process.start();
  return process;
}
