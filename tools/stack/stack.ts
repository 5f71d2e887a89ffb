/**
 * The whole of Suoke Saga on this machine: Postgres, Redis (or none), the five participants, orchestrators. It leaves
 * nothing behind: no process, no file.
 *
 * 1. Ports are free ones, or follow on the first one; all of it listens on the loopback only.
 * 2. Keys are made for the run, unless given: this is no place for real data.
 * 3. A participant can be reached through a proxy that fails on purpose, where the caller asks for one.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { participantsOf, type SagaDefinition } from '#libs/saga-core';
import { startFaultProxy, type FaultProxy, type PostgresServer, type RedisServer } from '#libs/testkit';
import { startDatabases, type Databases } from './databases.js';
import { ManagedProcess } from './managed-process.js';
import { appScript, ORCHESTRATOR_NODE_ARGUMENTS } from './places.js';
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

/** Roles at the operators' door; the stack makes a token for each. */
export const OPERATOR_ROLES = ['viewer', 'operator', 'approver', 'admin', 'auditor'] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

/** A saga beside those that ship, and the one process that serves all it calls. */
export interface FurtherSaga {
  readonly definition: SagaDefinition;
  /** Name of the participant, which settings of its own are found by too. */
  readonly participant: string;
  /** Its built main script. */
  readonly script: string;
}

/** How far above its gRPC door an orchestrator has its REST face, where ports are not free ones. */
export const REST_OFFSET = 80;

const restName = (orchestrator: string): string => `${orchestrator} REST`;

export interface StackOptions extends StackSettings {
  readonly orchestrators: number;
  /** Sagas that do not ship. */
  readonly further?: readonly FurtherSaga[];
  /** Names of participants that are reached through a fault proxy. */
  readonly proxied?: readonly string[];
  /**
   * Port of the first orchestrator; the participants and further orchestrators follow on it, and `REST_OFFSET` above each
   * orchestrator is its REST face. Free ports where unset.
   */
  readonly firstPort?: number;
  /** Processes that die after they were ready are started again. */
  readonly restarts?: boolean;
  /** Settings for single processes, by name; `orchestrator` means all of them. */
  readonly env?: { readonly [name: string]: Readonly<Record<string, string>> };
  /** Hears what is being done. */
  readonly say?: (text: string) => void;
}

export class Stack {
  readonly operatorTokens = Object.fromEntries(
    OPERATOR_ROLES.map((role) => [role, randomBytes(24).toString('base64url')]),
  ) as Readonly<Record<OperatorRole, string>>;
  readonly participants = new Map<string, ManagedProcess>();
  readonly orchestrators: ManagedProcess[] = [];
  readonly proxies = new Map<string, FaultProxy>();
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

  /** With it the tools look and act. */
  get adminToken(): string {
    return this.operatorTokens.operator;
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

  /** Where the REST face of the first orchestrator is. */
  get restUrl(): string {
    return `http://127.0.0.1:${this.ports.get(restName(this.first.plan.name)) ?? 0}`;
  }

  participant(name: string): ManagedProcess {
    const found = this.participants.get(name);
    if (found === undefined) throw new Error(`the stack has no participant ${name}`);
    return found;
  }

  proxy(name: string): FaultProxy {
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

  private get further(): readonly FurtherSaga[] {
    return this.options.further ?? [];
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
    this.say(['five participants', ...this.further.map(({ participant }) => participant)].join(' and '));
    for (const name of PARTICIPANT_NAMES) await this.addParticipant(name, appScript(name));
    for (const { participant, script } of this.further) await this.addParticipant(participant, script);
    await Promise.all([...this.participants.values()].map((process) => process.ready()));
    this.say(orchestrators === 1 ? 'one orchestrator' : `${orchestrators} orchestrators`);
    for (const name of this.orchestratorNames()) this.addOrchestrator(name);
    await Promise.all(this.orchestrators.map((process) => process.ready()));
  }

  /** Before anything is started: a process that finds its port taken can only die. */
  private findPorts(): Promise<Map<string, number>> {
    const { firstPort } = this.options;
    const [first = '', ...others] = this.orchestratorNames();
    const names = [
      first,
      ...PARTICIPANT_NAMES,
      ...others,
      ...this.further.map(({ participant }) => participant),
    ];
    const at = (offset: number) => (firstPort === undefined ? undefined : firstPort + offset);
    return findPorts([
      ...names.map((name, index) => ({ name, port: at(index) })),
      ...this.orchestratorNames().map((name, index) => ({
        name: restName(name),
        port: at(REST_OFFSET + index),
      })),
    ]);
  }

  private orchestratorNames(): string[] {
    return Array.from({ length: this.options.orchestrators }, (_, index) => `orchestrator-${index + 1}`);
  }

  private async addParticipant(name: string, script: string): Promise<void> {
    const process = this.launch(name, script, this.options.env?.[name]);
    this.participants.set(name, process);
    if (this.options.proxied?.includes(name))
      this.proxies.set(name, await startFaultProxy(process.plan.port));
  }

  private addOrchestrator(name: string): void {
    const { redis, further } = this;
    const env = {
      ...this.keys,
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
      SUOKE_HTTP_URL: `127.0.0.1:${this.ports.get(restName(name)) ?? 0}`,
      SUOKE_ADMIN_TOKENS: this.adminTokens(),
      SUOKE_PARTICIPANTS: this.targets().join(','),
      ...(further.length === 0 ? {} : { SUOKE_DEFINITIONS: this.definitionFiles().join(',') }),
      ...this.options.env?.['orchestrator'],
      ...this.options.env?.[name],
    };
    this.orchestrators.push(this.launch(name, appScript('orchestrator'), env, ORCHESTRATOR_NODE_ARGUMENTS));
  }

  /** The admin of a machine for development reads payloads too. */
  private adminTokens(): string {
    const grants = (role: OperatorRole): string => (role === 'admin' ? 'admin+payload' : role);
    const hash = (role: OperatorRole): string =>
      createHash('sha256').update(this.operatorTokens[role]).digest('hex');
    return OPERATOR_ROLES.map((role) => `${role}:${grants(role)}:sha256:${hash(role)}`).join(',');
  }

  /** Every service with the address at which it is reached. */
  private targets(): string[] {
    const shipped = PARTICIPANT_NAMES.map((name) => ({ name, services: [PARTICIPANTS[name]] }));
    const further = this.further.map(({ participant, definition }) => ({
      name: participant,
      services: participantsOf(definition),
    }));
    return [...shipped, ...further].flatMap(({ name, services }) => {
      const port = this.proxies.get(name)?.port ?? this.participant(name).plan.port;
      return services.map((service) => `${service}=127.0.0.1:${port}`);
    });
  }

  /** The further definitions as files beside the logs, gone with them. */
  private definitionFiles(): string[] {
    return this.further.map(({ definition }) => {
      const file = join(this.folder, `${definition.type}.json`);
      writeFileSync(file, JSON.stringify(definition));
      return file;
    });
  }

  private launch(
    name: string,
    script: string,
    env: Readonly<Record<string, string>> = {},
    nodeArguments: readonly string[] = [],
  ): ManagedProcess {
    const port = this.ports.get(name) ?? 0;
    const process = new ManagedProcess({
      name,
      script,
      nodeArguments,
      env: { DATABASE_URL: this.databaseUrl, ...env, SUOKE_GRPC_URL: `127.0.0.1:${port}` },
      port,
      logFile: join(this.logFolder, `${name}.log`),
      deletedWithUs: this.participants.size === 0 ? this.folder : '',
      restarts: this.options.restarts ?? false,
    });
    process.start();
    return process;
  }
}
