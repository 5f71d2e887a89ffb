/** What a round cost: the time that each kind of process computed, and what the database was asked and wrote. */
import type pg from 'pg';
import { createRedis, redisReady } from '#libs/platform';
import { cpuMs, cpuMsWithChildren, parentOf } from './processes.js';
import type { Answers } from './load.js';
import type { Site } from './site.js';

/** Of everything since the site began. */
export interface Reading {
  /** Milliseconds of CPU. */
  readonly cpu: {
    readonly orchestrator: number;
    readonly postgres: number;
    readonly redis: number;
    readonly participants: number;
    readonly bare: number;
    readonly load: number;
  };
  /** Transactions of the orchestrators: each of their statements is one. */
  readonly commits: number;
  readonly flushes: number;
  readonly transitions: number;
  readonly walBytes: number;
  /** Updates of `saga`; those that touched no index. */
  readonly updates: number;
  readonly hotUpdates: number;
}

/** Marks what the meter itself asks. */
export const OWN = '/* bench */';
/** The partitions of `saga`, in the statistics of tables. */
export const SAGA_TABLES = `relname ~ '^saga_(y|default)'`;

const READ = `${OWN} select
  (select coalesce(sum(calls), 0) from public.pg_stat_statements
    where toplevel and query not like '${OWN}%' and dbid = (select oid from pg_database where datname = current_database())
  )::float8 as commits,
  (select coalesce(sum(calls), 0) from public.pg_stat_statements where query like '%requires_hold is null%')::float8 as flushes,
  (select coalesce(sum(rows), 0) from public.pg_stat_statements where query like '%requires_hold is null%')::float8 as transitions,
  pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as wal_bytes,
  (select coalesce(sum(n_tup_upd), 0) from pg_stat_user_tables where ${SAGA_TABLES})::float8 as updates,
  (select coalesce(sum(n_tup_hot_upd), 0) from pg_stat_user_tables where ${SAGA_TABLES})::float8 as hot_updates`;

const ENDED = `${OWN} select status, count(*)::int as count from saga
  where id >= uuid_floor(to_timestamp($1::float8 / 1000)) group by status`;

interface ReadRow {
  commits: number;
  flushes: number;
  transitions: number;
  wal_bytes: number;
  updates: number;
  hot_updates: number;
}

export class Meter {
  private constructor(
    private readonly site: Site,
    readonly pool: pg.Pool,
    private readonly postmaster: number,
    private readonly redisPid: number,
  ) {}

  static async of(site: Site): Promise<Meter> {
    const { rows } = await site.pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    const redis = createRedis(site.redis.url, 'producer');
    await redisReady(redis, 5_000);
    const [, pid] = /process_id:(\d+)/.exec(await redis.info('server')) ?? [];
    redis.disconnect();
    return new Meter(site, site.pool, parentOf(rows[0]?.pid ?? 0), Number(pid));
  }

  /**
   * Every saga that was started since then ended like this, and all that were answered are among them.
   * @throws Error with what else the store says: the round measured something else than it should
   */
  async assertEnded(fromMs: number, status: string, { latenciesMs, failures }: Answers): Promise<void> {
    const { rows } = await this.pool.query<{ status: string; count: number }>(ENDED, [fromMs]);
    const [only] = rows;
    const answered = latenciesMs.length;
    if (rows.length === 1 && only?.status === status && only.count >= answered && failures.size === 0) return;
    const found = rows.map((row) => `${row.count} ${row.status}`).join(', ');
    const failed = [...failures].map(([code, count]) => `${count} ${code}`).join(', ');
    throw new Error(
      `${answered} sagas were answered and should be ${status}; the store has ${found || 'none'}; failed calls: ${failed || 'none'}`,
    );
  }

  async read(): Promise<Reading> {
    const { orchestrators, participants, bare } = this.site;
    const cpuOf = (pid: number | undefined): number => (pid === undefined ? 0 : cpuMs(pid));
    const { user, system } = process.cpuUsage();
    const cpu = {
      orchestrator: orchestrators.reduce((sum, { pid }) => sum + cpuOf(pid), 0),
      postgres: cpuMsWithChildren(this.postmaster),
      redis: cpuMs(this.redisPid),
      participants: cpuOf(participants.pid),
      bare: cpuOf(bare.pid),
      load: (user + system) / 1_000,
    };
    const { rows } = await this.pool.query<ReadRow>(READ);
    const row = rows[0] as ReadRow;
    return {
      cpu,
      commits: row.commits,
      flushes: row.flushes,
      transitions: row.transitions,
      walBytes: row.wal_bytes,
      updates: row.updates,
      hotUpdates: row.hot_updates,
    };
  }
}
