/**
 * The whole of Suoke Saga on this machine: Postgres, Redis (or none), the five participants, orchestrators. It leaves
 * nothing behind: no process, no file.
 *
 * 1. Ports are free ones, unless fixed; all of it listens on the loopback only.
 * 2. Keys are made for the run: this is no place for real data.
 * 3. A participant can be reached through a proxy that fails on purpose, where the caller asks for one.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freePort,
  startFaultProxy,
  type FaultProxy,
  type PostgresServer,
  type RedisServer,
} from '#libs/testkit';
import { startDatabases, type Databases } from './databases.js';
import { ManagedProcess } from './managed-process.js';
import { appScript } from './places.js';

/** The participants, with the port that each has where ports are fixed. */
export const PARTICIPANTS = {
  consultation: { service: 'suoke.consultation.v1.ConsultationService', port: 5101 },
  'ai-agent': { service: 'suoke.ai_agent.v1.AiAgentService', port: 5102 },
  report: { service: 'suoke.report.v1.ReportService', port: 5103 },
  notification: { service: 'suoke.notification.v1.NotificationService', port: 5104 },
  'health-record': { service: 'suoke.health_record.v1.HealthRecordService', port: 5105 },
} as const;
export type ParticipantName = keyof typeof PARTICIPANTS;

const ORCHESTRATOR_PORT = 5100;

export interface StackOptions {
  readonly orchestrators: number;
  /** Participants that are reached through a fault proxy. */
  readonly proxied?: readonly ParticipantName[];
  /** Known ports instead of free ones. */
  readonly fixedPorts?: boolean;
  /** Processes that die are started again. */
  readonly restarts?: boolean;
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
  /** Settings for single processes, by name; `orchestrator` means all of them. */
  readonly env?: { readonly [name: string]: Readonly<Record<string, string>> };
  /** Hears what is being done. */
  readonly say?: (text: string) => void;
}

export class Stack {
  readonly folder = mkdtempSync(join(tmpdir(), 'suoke-saga-'));
  readonly adminToken = randomBytes(24).toString('base64url');
  readonly participants = new Map<ParticipantName, ManagedProcess>();
  readonly orchestrators: ManagedProcess[] = [];
  readonly proxies = new Map<ParticipantName, FaultProxy>();
  private databases: Databases | null = null;
  private readonly keys = {
    SUOKE_ENCRYPTION_KEYS: `dev:${randomBytes(32).toString('base64')}`,
    SUOKE_BLIND_INDEX_KEY: randomBytes(32).toString('base64'),
  };

  private constructor(private readonly options: StackOptions) {}

  /** Brings everything up and waits until it serves. On failure nothing is left running; the logs are. */
  static async start(options: StackOptions): Promise<Stack> {
    const stack = new Stack(options);
    try {
      await stack.bringUp();
      return stack;
    } catch (error) {
      await stack.stop({ keepLogs: true });
      throw error;
    }
  }

  get logFolder(): string {
    return join(this.folder, 'logs');
  }

  get databaseUrl(): string {
    return this.databases?.postgres.url ?? '';
  }

  get redis(): RedisServer | null {
    return this.databases?.redis ?? null;
  }

  get postgres(): PostgresServer | null {
    return this.databases?.postgres ?? null;
  }

  /** Why there is no Redis; null when there is one. */
  get redisMissing(): string | null {
    return this.databases?.noRedisReason ?? null;
  }

  get first(): ManagedProcess {
    const [first] = this.orchestrators;
    if (first === undefined) throw new Error('the stack has no orchestrator');
    return first;
  }

  participant(name: ParticipantName): ManagedProcess {
    const found = this.participants.get(name);
    if (found === undefined) throw new Error(`the stack has no participant ${name}`);
    return found;
  }

  proxy(name: ParticipantName): FaultProxy {
    const found = this.proxies.get(name);
    if (found === undefined) throw new Error(`participant ${name} has no proxy`);
    return found;
  }

  /** Ends everything, the callers before the called. */
  async stop({ keepLogs = false } = {}): Promise<void> {
    await Promise.all(this.orchestrators.map((process) => process.stop()));
    await Promise.all([...this.participants.values()].map((process) => process.stop()));
    await Promise.all([...this.proxies.values()].map((proxy) => proxy.close()));
    await this.databases?.stop();
    if (!keepLogs) rmSync(this.folder, { recursive: true, force: true });
  }

  private say(text: string): void {
    this.options.say?.(text);
  }

  private async bringUp(): Promise<void> {
    const { databaseUrl, redisUrl } = this.options;
    this.say('Postgres and Redis');
    this.databases = await startDatabases({ databaseUrl, redisUrl });
    this.say('five participants');
    for (const name of Object.keys(PARTICIPANTS) as ParticipantName[]) await this.addParticipant(name);
    await Promise.all([...this.participants.values()].map((process) => process.ready()));
    this.say(
      this.options.orchestrators === 1 ? 'one orchestrator' : `${this.options.orchestrators} orchestrators`,
    );
    for (let index = 0; index < this.options.orchestrators; index += 1) await this.addOrchestrator(index);
    await Promise.all(this.orchestrators.map((process) => process.ready()));
  }

  private portOf(fixed: number): Promise<number> {
    return this.options.fixedPorts === true ? Promise.resolve(fixed) : freePort();
  }

  private async addParticipant(name: ParticipantName): Promise<void> {
    const port = await this.portOf(PARTICIPANTS[name].port);
    this.participants.set(name, this.launch(name, name, port, {}));
    if (this.options.proxied?.includes(name)) this.proxies.set(name, await startFaultProxy(port));
  }

  private async addOrchestrator(index: number): Promise<void> {
    const port = await this.portOf(ORCHESTRATOR_PORT + (index === 0 ? 0 : 100 + index));
    const targets = (Object.keys(PARTICIPANTS) as ParticipantName[]).map((name) => {
      const reached = this.proxies.get(name)?.port ?? this.participant(name).plan.port;
      return `${PARTICIPANTS[name].service}=127.0.0.1:${reached}`;
    });
    const { redis } = this;
    this.orchestrators.push(
      this.launch(`orchestrator-${index + 1}`, 'orchestrator', port, {
        ...this.keys,
        ...(redis === null ? {} : { REDIS_URL: redis.url }),
        SUOKE_ADMIN_TOKENS: `operator:operator:${this.adminToken}`,
        SUOKE_PARTICIPANTS: targets.join(','),
      }),
    );
  }

  private launch(name: string, app: string, port: number, env: Record<string, string>): ManagedProcess {
    const process = new ManagedProcess({
      name,
      script: appScript(app),
      env: {
        DATABASE_URL: this.databaseUrl,
        SUOKE_GRPC_URL: `127.0.0.1:${port}`,
        ...env,
        ...this.options.env?.[app],
        ...this.options.env?.[name],
      },
      port,
      logFile: join(this.logFolder, `${name}.log`),
      deletedWithUs: this.participants.size === 0 ? this.folder : '',
      restarts: this.options.restarts ?? false,
    });
    process.start();
    return process;
  }
}
