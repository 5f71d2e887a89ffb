/**
 * The whole of Suoke Saga on this machine: Postgres, Redis (or none), the five participants, orchestrators. It leaves
 * nothing behind: no process, no file.
 *
 * 1. Ports are free ones, or follow on the first one; all of it listens on the loopback only.
 * 2. Keys are made for the run, unless given: this is no place for real data.
 * 3. A participant can be reached through a proxy that fails on purpose, where the caller asks for one.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFaultProxy, type FaultProxy, type PostgresServer, type RedisServer } from '#libs/testkit';
import { startDatabases, type Databases } from './databases.js';
import { ManagedProcess } from './managed-process.js';
import { appScript } from './places.js';
import { findPorts } from './ports.js';
import type { StackKeys, StackSettings } from './settings.js';

/** The participants and their services, in the order of their ports. */
export const PARTICIPANTS = {
  consultation: 'suoke.consultation.v1.ConsultationService',
  'ai-agent': 'suoke.ai_agent.v1.AiAgentService',
  report: 'suoke.report.v1.ReportService',
  notification: 'suoke.notification.v1.NotificationService',
  'health-record': 'suoke.health_record.v1.HealthRecordService',
} as const;
export type ParticipantName = keyof typeof PARTICIPANTS;

export const PARTICIPANT_NAMES = Object.keys(PARTICIPANTS) as readonly ParticipantName[];

export interface StackOptions extends StackSettings {
  readonly orchestrators: number;
  /** Participants that are reached through a fault proxy. */
  readonly proxied?: readonly ParticipantName[];
  /** Port of the first orchestrator; the participants and further orchestrators follow on it. Free ports where unset. */
  readonly firstPort?: number;
  /** Processes that die after they were ready are started again. */
  readonly restarts?: boolean;
  /** Settings for single processes, by name; `orchestrator` means all of them. */
  readonly env?: { readonly [name: string]: Readonly<Record<string, string>> };
  /** Hears what is being done. */
  readonly say?: (text: string) => void;
}

export class Stack {
  readonly adminToken = randomBytes(24).toString('base64url');
  readonly participants = new Map<ParticipantName, ManagedProcess>();
  readonly orchestrators: ManagedProcess[] = [];
  readonly proxies = new Map<ParticipantName, FaultProxy>();
  /** Holds the logs; '' before there are any. */
  private folder = '';
  private databases: Databases | null = null;
  private ports: ReadonlyMap<string, number> = new Map();
  private readonly keys: StackKeys;

  private constructor(private readonly options: StackOptions) {
    this.keys = options.keys ?? {
      SUOKE_ENCRYPTION_KEYS: `dev:${randomBytes(32).toString('base64')}`,
      SUOKE_BLIND_INDEX_KEY: randomBytes(32).toString('base64'),
    };
  }

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
    if (!keepLogs && this.folder !== '') rmSync(this.folder, { recursive: true, force: true });
  }

  private say(text: string): void {
    this.options.say?.(text);
  }

  private async bringUp(): Promise<void> {
    const { databaseUrl, redisUrl, orchestrators } = this.options;
    this.ports = await this.findPorts();
    this.say('Postgres and Redis');
    this.databases = await startDatabases({ databaseUrl, redisUrl });
    this.folder = mkdtempSync(join(tmpdir(), 'suoke-saga-'));
    this.say('five participants');
    for (const name of PARTICIPANT_NAMES) await this.addParticipant(name);
    await Promise.all([...this.participants.values()].map((process) => process.ready()));
    this.say(orchestrators === 1 ? 'one orchestrator' : `${orchestrators} orchestrators`);
    for (const name of this.orchestratorNames()) this.addOrchestrator(name);
    await Promise.all(this.orchestrators.map((process) => process.ready()));
  }

  /** Before anything is started: a process that finds its port taken can only die. */
  private findPorts(): Promise<Map<string, number>> {
    const { firstPort } = this.options;
    const [first = '', ...further] = this.orchestratorNames();
    const names = [first, ...PARTICIPANT_NAMES, ...further];
    return findPorts(
      names.map((name, index) => ({ name, port: firstPort === undefined ? undefined : firstPort + index })),
    );
  }

  private orchestratorNames(): string[] {
    return Array.from({ length: this.options.orchestrators }, (_, index) => `orchestrator-${index + 1}`);
  }

  private async addParticipant(name: ParticipantName): Promise<void> {
    const process = this.launch(name, name, {});
    this.participants.set(name, process);
    if (this.options.proxied?.includes(name))
      this.proxies.set(name, await startFaultProxy(process.plan.port));
  }

  private addOrchestrator(name: string): void {
    const targets = PARTICIPANT_NAMES.map((participant) => {
      const reached = this.proxies.get(participant)?.port ?? this.participant(participant).plan.port;
      return `${PARTICIPANTS[participant]}=127.0.0.1:${reached}`;
    });
    const { redis } = this;
    this.orchestrators.push(
      this.launch(name, 'orchestrator', {
        ...this.keys,
        ...(redis === null ? {} : { REDIS_URL: redis.url }),
        SUOKE_ADMIN_TOKENS: `operator:operator:${this.adminToken}`,
        SUOKE_PARTICIPANTS: targets.join(','),
      }),
    );
  }

  private launch(name: string, app: string, env: Record<string, string>): ManagedProcess {
    const port = this.ports.get(name) ?? 0;
    const process = new ManagedProcess({
      name,
      script: appScript(app),
      env: {
        DATABASE_URL: this.databaseUrl,
        ...env,
        ...this.options.env?.[app],
        ...this.options.env?.[name],
        SUOKE_GRPC_URL: `127.0.0.1:${port}`,
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
