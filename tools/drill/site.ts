/**
 * What a drill works on: the whole stack, as in production where two people are needed for what cannot be taken back, with a
 * Redis of its own that may vanish, and ways to break things.
 *
 * S1 There is one orchestrator at a time, at one address: another version, or one with other settings, takes its place.
 * S2 Who breaks something mends it: a scene leaves the site as it found it.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { JsonObject } from '#libs/contracts';
import { createPool } from '#libs/platform';
import { eventually, startPostgres, startRedis, type PostgresServer, type RedisServer } from '#libs/testkit';
import type pg from 'pg';
import { ManagedProcess, type ProcessPlan } from '../stack/managed-process.js';
import { exampleFile } from '../stack/places.js';
import { Stack, type OperatorRole, type ParticipantName } from '../stack/stack.js';

const ADMIN = 'suoke.saga.admin.v1.SagaAdminService';
const SAGAS = 'suoke.saga.v1.SagaService';
const RECORDS = 'suoke.health_record.v1.HealthRecordService';
const EXAMPLE = JSON.parse(readFileSync(exampleFile('common-cold'), 'utf8')) as JsonObject;

export const PLAIN = 'health-consultation';
export const SUPERVISED = 'health-consultation-supervised';
export type SagaType = typeof PLAIN | typeof SUPERVISED;

const newKey = (): string => randomBytes(32).toString('base64');

export interface SiteOptions {
  /** A database of the caller, without tables; a server of its own where unset. */
  readonly databaseUrl?: string;
  readonly say?: (text: string) => void;
}

/** A saga as its row tells. */
export interface SagaLook {
  readonly status: string;
  readonly stuck_class: string | null;
  readonly owner: string | null;
  readonly due_at: Date | null;
  readonly interruptions: number;
  readonly step_index: number;
}

/** The report step could not be sent, and comes again. */
export const waitsForReport = ({ due_at: dueAt, step_index: step }: SagaLook): boolean =>
  dueAt !== null && step === 2;

export class Site {
  /** The one that serves now (S1). */
  orchestrator: ManagedProcess;

  private constructor(
    readonly stack: Stack,
    readonly redis: RedisServer,
    private readonly postgres: PostgresServer,
    readonly pool: pg.Pool,
    /** The key that payloads are encrypted with, in the form of SUOKE_ENCRYPTION_KEYS. */
    readonly key: string,
  ) {
    this.orchestrator = stack.first;
  }

  /** Brings it all up. On failure nothing is left running. @throws Error where there is no Postgres or no Redis */
  static async start({ databaseUrl, say }: SiteOptions): Promise<Site> {
    const [postgres, redis] = await Promise.all([
      startPostgres(databaseUrl === undefined ? { durability: 'none' } : { url: databaseUrl }),
      startRedis(),
    ]);
    try {
      if (!redis.available) throw new Error(redis.reason);
      const key = `k1:${newKey()}`;
      const stack = await Stack.start({
        orchestrators: 1,
        ...{ databaseUrl: postgres.url, redisUrl: redis.url },
        keys: { SUOKE_ENCRYPTION_KEYS: key, SUOKE_BLIND_INDEX_KEY: newKey() },
        env: {
          'ai-agent': { SUOKE_AI_AGENT_THINK_MS: '10' },
          orchestrator: { SUOKE_APPROVALS: 'required', SUOKE_GRACE: '2s' },
        },
        ...(say === undefined ? {} : { say }),
      });
      const pool = createPool({ url: postgres.url, applicationName: 'drill', max: 4 });
      return new Site(stack, redis, postgres, pool, key);
    } catch (error) {
      await Promise.all([postgres.stop(), redis.available ? redis.stop() : undefined]);
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.pool.end();
    if (this.orchestrator !== this.stack.first) await this.orchestrator.stop();
    await this.stack.stop();
    await Promise.all([this.postgres.stop(), this.redis.stop()]);
  }

  get address(): string {
    return this.stack.first.client.target;
  }

  // -----------------------------------------------------------------------------------------------------------------
  // What clients do

  /** The input of a consultation. @param more replaces parts of what was observed */
  input(user: string, more: JsonObject = {}): JsonObject {
    const data = EXAMPLE['consultation_data'] as JsonObject;
    return { ...EXAMPLE, user_id: user, consultation_data: { ...data, ...more } };
  }

  /** Starts a saga. @param wait for it to rest @returns its id */
  async start(type: SagaType, input: JsonObject, wait = true): Promise<string> {
    const request = { type, input, ...(wait ? { wait: '20s' } : {}) };
    const { saga } = await this.stack.first.client.call(`${SAGAS}/StartSaga`, request);
    return String((saga as JsonObject)['saga_id']);
  }

  /** From now on nothing is added to the record of this person. */
  async lock(user_id: string): Promise<void> {
    await this.records('LockHealthRecord', { user_id, reason: 'under review' });
  }

  async unlock(user_id: string): Promise<void> {
    await this.records('UnlockHealthRecord', { user_id });
  }

  private async records(method: string, request: JsonObject): Promise<void> {
    await this.stack.participant('health-record').client.call(`${RECORDS}/${method}`, request);
  }

  // -----------------------------------------------------------------------------------------------------------------
  // What breaks

  /** Ends a participant as nothing else does. */
  async killParticipant(name: ParticipantName): Promise<void> {
    const process = this.stack.participant(name);
    process.kill('SIGKILL');
    await eventually(() => !process.isRunning, { what: `the end of ${name}` });
  }

  /** Starts what was killed. */
  async startParticipant(name: ParticipantName): Promise<void> {
    const process = this.stack.participant(name);
    if (process.isRunning) return;
    process.start();
    await process.ready();
  }

  /**
   * Ends the orchestrator, gracefully, and starts another one in its place (S1).
   * @param change what is different about it from the one of the stack
   */
  async replaceOrchestrator(change: Partial<Pick<ProcessPlan, 'script' | 'env'>> = {}): Promise<void> {
    const { plan } = this.stack.first;
    await this.endOrchestrator();
    if (Object.keys(change).length === 0) {
      this.orchestrator = this.stack.first;
      this.orchestrator.start();
      return this.orchestrator.ready();
    }
    const logFile = plan.logFile.replace(/\.log$/, `-${randomUUID().slice(0, 8)}.log`);
    const env = { ...plan.env, ...change.env };
    this.orchestrator = new ManagedProcess({ ...plan, ...change, env, logFile, deletedWithUs: '' });
    this.orchestrator.start();
    // One that is not ready, because definitions do not fit, serves operators all the same.
    await eventually(() => this.answers(), { timeoutMs: 60_000, what: 'the other orchestrator' });
  }

  private async endOrchestrator(): Promise<void> {
    const { orchestrator } = this;
    if (orchestrator !== this.stack.first) return orchestrator.stop();
    orchestrator.kill('SIGTERM');
    await eventually(() => !orchestrator.isRunning, {
      timeoutMs: 20_000,
      what: 'the end of the orchestrator',
    });
  }

  private async answers(): Promise<boolean> {
    await this.admin('viewer', 'ListSagas', { page_size: 1 });
    return true;
  }

  // -----------------------------------------------------------------------------------------------------------------
  // What is looked at

  /** Calls a method of the operators' door. @throws CallFailed */
  admin(who: OperatorRole, method: string, request: JsonObject): Promise<JsonObject> {
    const metadata = { authorization: `Bearer ${this.stack.operatorTokens[who]}` };
    return this.stack.first.client.call(`${ADMIN}/${method}`, request, { metadata });
  }

  async look(sagaId: string): Promise<SagaLook> {
    const text =
      'select status, stuck_class, owner, due_at, interruptions, step_index from orchestrator.saga where id = $1';
    const { rows } = await this.pool.query<SagaLook>(text, [sagaId]);
    const [row] = rows;
    if (row === undefined) throw new Error(`there is no saga ${sagaId}`);
    return row;
  }

  /** Waits until a saga is as it should be. */
  async until(sagaId: string, what: string, is: (saga: SagaLook) => boolean): Promise<void> {
    await eventually(
      async () => {
        const saga = await this.look(sagaId);
        if (!is(saga)) throw new Error(JSON.stringify(saga));
      },
      { timeoutMs: 20_000, intervalMs: 50, what: `saga ${sagaId}: ${what}` },
    );
  }
}
