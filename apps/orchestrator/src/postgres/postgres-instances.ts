/**
 * The processes among each other.
 *
 * I1 The session of `lock` holds the advisory lock named by the row's `lock_no`, from before the row is written. The server
 *    frees it the moment the process, or only this connection, dies.
 * I2 A lost lock is taken again under the same number, so that nobody takes a living process for a dead one.
 * I3 The lease is written through the pool: a process that lost its lock connection can still prove that it lives.
 * I4 A session may be dead without a word. Nothing waits for one for ever, and who registers anew, having been taken for
 *    dead, takes a new one.
 */
import { StoreError, type Instances, type InstancesView } from '#libs/saga-engine';
import { createClient, type ConnectionSettings } from '#libs/platform';
import type pg from 'pg';
import {
  nextLockNo,
  purgeInstances,
  renewLease,
  retireInstance,
  retireSelf,
  tryInstanceLock,
  upsertInstance,
  viewInstances,
  type InstanceViewRecord,
} from './instances.sql.js';
import { ORCHESTRATOR_SCHEMA } from './store-pool.js';
import { run, toStoreError } from './store-error.js';

/** How long the session of the lock may say nothing to a statement. None of them waits for anybody. */
const ANSWER_LIMIT_MS = 5_000;

export class PostgresInstances implements Instances {
  private lock: pg.Client | null = null;
  private lockNo: number | null = null;
  private lockLost: () => void = () => {};

  /**
   * @param pool made by `createStorePool`
   * @param settings of the connection that holds the lock; straight to the server, not through a pooler
   * @param roles shown to operators
   */
  constructor(
    private readonly pool: pg.Pool,
    private readonly settings: ConnectionSettings,
    private readonly roles: readonly string[] = [],
  ) {}

  async register(instanceId: string, leaseTtlMs: number): Promise<{ databaseNowMs: number }> {
    const lockNo = await this.takeNewLock();
    const [row] = await run<{ now_ms: number }>(
      this.pool,
      upsertInstance(instanceId, lockNo, leaseTtlMs, this.roles),
    );
    if (row === undefined) throw new StoreError('bug', `instance ${instanceId} is retired already`);
    return { databaseNowMs: row.now_ms };
  }

  async renew(instanceId: string, leaseTtlMs: number): Promise<{ databaseNowMs: number } | null> {
    const [row] = await run<{ now_ms: number }>(this.pool, renewLease(instanceId, leaseTtlMs));
    return row === undefined ? null : { databaseNowMs: row.now_ms };
  }

  holdsLock(): boolean {
    return this.lock !== null;
  }

  onLockLost(listener: () => void): void {
    this.lockLost = listener;
  }

  async regainLock(): Promise<boolean> {
    if (this.lock !== null) return true;
    if (this.lockNo === null) return false;
    let session: pg.Client | null = null;
    try {
      session = await this.connect();
      if (await take(session, this.lockNo)) {
        this.lock = session;
        return true;
      }
      // The server has not noticed yet that the connection before is dead.
      cut(session);
    } catch {
      if (session !== null) cut(session);
    }
    return false;
  }

  async view(): Promise<InstancesView> {
    const rows = await run<InstanceViewRecord>(this.pool, viewInstances());
    const [first] = rows;
    return {
      databaseNowMs: first?.now_ms ?? 0,
      serverStartedAtMs: first?.server_started_at_ms ?? 0,
      instances: rows.flatMap((row) =>
        row.id === null
          ? []
          : [
              {
                id: row.id,
                leaseUntilMs: row.lease_until_ms ?? 0,
                retired: row.retired ?? false,
                lockFree: row.lock_free ?? true,
              },
            ],
      ),
    };
  }

  async retire(instanceId: string, seenLeaseUntilMs: number): Promise<boolean> {
    return (await run(this.pool, retireInstance(instanceId, seenLeaseUntilMs))).length > 0;
  }

  async purge(): Promise<void> {
    await run(this.pool, purgeInstances());
  }

  async leave(instanceId: string): Promise<void> {
    try {
      await run(this.pool, retireSelf(instanceId));
    } finally {
      const session = this.lock;
      this.lock = null;
      this.lockNo = null;
      if (session !== null) cut(session);
    }
  }

  private async takeNewLock(): Promise<number> {
    const before = this.lock;
    this.lock = null;
    if (before !== null) cut(before);
    const session = await this.connect();
    try {
      const [next] = await run<{ lock_no: number }>(session, nextLockNo());
      const lockNo = next?.lock_no ?? 0;
      if (!(await take(session, lockNo))) throw new StoreError('bug', `lock ${lockNo} was not free`);
      this.lock = session;
      this.lockNo = lockNo;
      return lockNo;
    } catch (error) {
      cut(session);
      throw error;
    }
  }

  private async connect(): Promise<pg.Client> {
    const session: pg.Client = createClient(
      {
        schema: ORCHESTRATOR_SCHEMA,
        answerTimeoutMs: ANSWER_LIMIT_MS,
        ...this.settings,
        applicationName: 'orchestrator instance lock',
        parameters: { idle_session_timeout: '0', ...this.settings.parameters },
      },
      () => this.forget(session),
    );
    session.on('end', () => this.forget(session));
    try {
      await session.connect();
      return session;
    } catch (error) {
      throw toStoreError(error, 'connect for the instance lock');
    }
  }

  private forget(session: pg.Client): void {
    if (this.lock !== session) return;
    this.lock = null;
    this.lockLost();
  }
}

async function take(session: pg.Client, lockNo: number): Promise<boolean> {
  const [row] = await run<{ taken: boolean }>(session, tryInstanceLock(lockNo));
  return row?.taken === true;
}

/** Ends a session without a goodbye, for which a dead one would wait for ever. The server frees its lock. */
function cut(session: pg.Client): void {
  session.connection.stream.destroy();
}
