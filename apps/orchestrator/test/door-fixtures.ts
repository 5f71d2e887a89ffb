/** A real orchestrator with its doors open, on a database and a Redis prefix of its own, with scripted participants. */
import { randomBytes } from 'node:crypto';
import {
  credentials,
  makeGenericClientConstructor,
  Metadata,
  type CallOptions,
  type Client,
  type ClientReadableStream,
  type ServiceError,
} from '@grpc/grpc-js';
import { jsonCodec, methodOf, serviceDefinition, type JsonObject } from '#libs/contracts';
import { readStatusDetails, type StatusDetails } from '#libs/platform';
import {
  createTestDatabase,
  eventually,
  freePort,
  redisPrefix,
  startFaultProxy,
  testServers,
  type FaultProxy,
  type TestDatabase,
} from '#libs/testkit';
import { orchestratorMigrations } from '../../../migrations/orchestrator/index.js';
import { readConfig } from '../src/config.js';
import { doorsOf, openDoors } from '../src/doors.js';
import { loadDefinitions } from '../src/definition-files.js';
import { buildOrchestrator, orchestratorLogger, type Orchestrator } from '../src/orchestrator.module.js';
import { ScriptedParticipants } from './scripted-participants.js';

export const SAGAS = 'suoke.saga.v1.SagaService';
export const ADMIN = 'suoke.saga.admin.v1.SagaAdminService';
export const FLOW = 'suoke.consultation.flow.v1.ConsultationFlowService';
export const HEALTH = 'grpc.health.v1.Health';

/** What the token of each name is for. */
const GRANTS = {
  viewer: 'viewer',
  operator: 'operator',
  approver: 'approver',
  admin: 'admin',
  auditor: 'auditor',
  /** Reads payloads, and does nothing else that a viewer does not. */
  reader: 'viewer+payload',
  /** Audits, and reads what people wrote. */
  revealer: 'auditor+payload',
  /** Acts on sagas of one type only. */
  narrow: 'operator+payload:types=health-consultation',
} as const;
export type Role = keyof typeof GRANTS;

export const TOKENS = Object.fromEntries(
  Object.keys(GRANTS).map((role) => [role, `${role}-${'t'.repeat(32)}`]),
) as Readonly<Record<Role, string>>;

/** Tests call as fast as they can. */
const UNLIMITED = {
  SUOKE_ADMIN_READS_PER_SECOND: '100000',
  SUOKE_ADMIN_ACTIONS_PER_SECOND: '100000',
  SUOKE_ADMIN_FAILURES_PER_SECOND: '100000',
} as const;

/** A call that failed, as its caller sees it. */
export class CallFailure extends Error {
  constructor(
    readonly code: number,
    readonly text: string,
    readonly details: StatusDetails | null,
  ) {
    super(`${code}: ${text} ${JSON.stringify(details)}`);
  }

  get reason(): string | null {
    return this.details?.reason ?? null;
  }

  get fields(): string[] {
    return this.details?.fieldViolations.map(({ field }) => field) ?? [];
  }
}

export interface CallSettings {
  readonly deadlineMs?: number;
  readonly metadata?: { readonly [key: string]: string };
  /** Sends the object as it is, not as JSON. */
  readonly raw?: boolean;
}

type Send = (
  request: object,
  metadata: Metadata,
  options: CallOptions,
  done: (error: ServiceError | null, reply: object) => void,
) => void;
type OpenStream = (request: object, metadata: Metadata, options: CallOptions) => ClientReadableStream<object>;

function failureOf(error: unknown): CallFailure {
  const { code, details } = error as ServiceError;
  return new CallFailure(code, details, readStatusDetails(error));
}

/** Clients of one server; plain JSON in and out. */
export class DoorClient {
  private readonly clients = new Map<string, Client>();

  constructor(
    readonly url: string,
    private readonly channel = credentials.createInsecure(),
  ) {}

  /** @throws CallFailure */
  call(path: string, request: object, settings: CallSettings = {}): Promise<JsonObject> {
    const { wire, name, client, reply, metadata, options } = this.prepare(path, request, settings);
    const send = (client as unknown as Record<string, Send>)[name] as Send;
    return new Promise((resolve, reject) => {
      send.call(client, wire, metadata, options, (error, answer) =>
        error === null ? resolve(reply.fromWire(answer)) : reject(failureOf(error)),
      );
    });
  }

  /** Makes a call that has to fail. */
  async failure(path: string, request: object, settings: CallSettings = {}): Promise<CallFailure> {
    const answer = await this.call(path, request, settings).catch((error: unknown) => error);
    if (answer instanceof CallFailure) return answer;
    if (answer instanceof Error) throw answer;
    throw new Error(`${path} did not fail: ${JSON.stringify(answer)}`);
  }

  stream(path: string, request: object, settings: CallSettings = {}): ClientReadableStream<object> {
    const { wire, name, client, metadata, options } = this.prepare(path, request, settings);
    const open = (client as unknown as Record<string, OpenStream>)[name] as OpenStream;
    return open.call(client, wire, metadata, options);
  }

  /** Every message of a server stream that ends. @throws CallFailure */
  async messages(path: string, request: object, settings: CallSettings = {}): Promise<JsonObject[]> {
    const reply = jsonCodec(methodOf(path)?.responseType ?? '');
    const found: JsonObject[] = [];
    try {
      for await (const message of this.stream(path, request, settings))
        found.push(reply.fromWire(message as object));
    } catch (error) {
      throw failureOf(error);
    }
    return found;
  }

  close(): void {
    for (const client of this.clients.values()) client.close();
  }

  private prepare(path: string, request: object, settings: CallSettings) {
    const shape = methodOf(path);
    if (shape === null) throw new RangeError(`${path} is no method of proto/`);
    const { deadlineMs = 15_000, metadata = {}, raw = false } = settings;
    const made = new Metadata();
    for (const [key, value] of Object.entries(metadata)) made.set(key, value);
    return {
      wire: raw ? request : jsonCodec(shape.requestType).toWire(request as JsonObject),
      name: path.slice(path.indexOf('/') + 1),
      client: this.clientOf(shape.service),
      reply: jsonCodec(shape.responseType),
      metadata: made,
      options: { deadline: Date.now() + deadlineMs },
    };
  }

  private clientOf(service: string): Client {
    const known = this.clients.get(service);
    if (known !== undefined) return known;
    const Constructor = makeGenericClientConstructor(serviceDefinition(service), service);
    const client = new Constructor(this.url, this.channel, {
      'grpc.enable_retries': 0,
      'grpc.max_send_message_length': -1,
      'grpc.max_metadata_size': 64 * 1024,
    });
    this.clients.set(service, client);
    return client;
  }
}

export interface Place {
  readonly client: DoorClient;
  /** Where its REST face is: `http://127.0.0.1:<port>`. */
  readonly restUrl: string;
  readonly orchestrator: Orchestrator;
  /** The beginning of a stop: it takes calls still, and says that it should be sent none. */
  drain(): void;
  /** Ends it, as a process is ended; the others go on. */
  stop(): Promise<void>;
}

/** The stack of one test file. */
export class Doors {
  readonly log: string[] = [];
  readonly redisPrefix = redisPrefix();
  private readonly keys = {
    SUOKE_ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    SUOKE_BLIND_INDEX_KEY: randomBytes(32).toString('base64'),
  };
  private readonly places: Place[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly redis: FaultProxy,
    readonly participants: ScriptedParticipants,
  ) {}

  static async open(env: Record<string, string> = {}): Promise<Doors> {
    const schemas = [{ schema: 'orchestrator', migrations: orchestratorMigrations }];
    const [database, redis, participants] = await Promise.all([
      createTestDatabase('orchestrator', schemas),
      startFaultProxy(Number(new URL(testServers().redisUrl).port)),
      new ScriptedParticipants().start(),
    ]);
    const doors = new Doors(database, redis, participants);
    await doors.add(env);
    return doors;
  }

  get client(): DoorClient {
    return this.first.client;
  }

  get first(): Place {
    return this.places[0] as Place;
  }

  /** Another orchestrator on the same database. */
  async add(env: Record<string, string> = {}): Promise<Place> {
    const [port, httpPort] = await Promise.all([freePort(), freePort()]);
    const [url, httpUrl] = [`127.0.0.1:${port}`, `127.0.0.1:${httpPort}`];
    const config = readConfig({
      DATABASE_URL: this.database.url,
      REDIS_URL: `redis://127.0.0.1:${this.redis.port}`,
      SUOKE_GRPC_URL: url,
      SUOKE_HTTP_URL: httpUrl,
      SUOKE_REDIS_PREFIX: this.redisPrefix,
      SUOKE_PARTICIPANTS: this.participants.targets,
      SUOKE_ADMIN_TOKENS: Object.entries(GRANTS)
        .map(([role, grants]) => `${role}-1:${grants}:${TOKENS[role as Role]}`)
        .join(','),
      ...UNLIMITED,
      ...this.keys,
      ...env,
    });
    const logger = orchestratorLogger(config, { write: (line) => void this.log.push(line) });
    const definitions = loadDefinitions(config.definitionFiles, config.participants);
    const orchestrator = buildOrchestrator(config, definitions, logger, () => {});
    const server = doorsOf(config);
    const app = await openDoors(config, logger, orchestrator, server);
    const client = new DoorClient(url);
    const end = async (): Promise<void> => {
      this.places.splice(this.places.indexOf(place), 1);
      client.close();
      await orchestrator.stop(2_000);
      await server.shutdown(200);
      await app.close();
    };
    const drain = (): void => server.health.drain();
    let ended: Promise<void> | null = null;
    const stop = () => (ended ??= end());
    const place: Place = { client, restUrl: `http://${httpUrl}`, orchestrator, drain, stop };
    this.places.push(place);
    return place;
  }

  async close(): Promise<void> {
    await Promise.all([...this.places].map((place) => place.stop()));
    this.participants.stop();
    await this.redis.close();
    await this.database.drop();
  }

  /** Starts a consultation and returns the answer's saga. */
  async start(request: JsonObject = {}, settings: CallSettings = {}): Promise<JsonObject> {
    const { saga } = await this.client.call(`${SAGAS}/StartSaga`, startRequest(request), settings);
    return saga as JsonObject;
  }

  async get(
    sagaId: unknown,
    view: 'SAGA_VIEW_BASIC' | 'SAGA_VIEW_FULL' = 'SAGA_VIEW_BASIC',
  ): Promise<JsonObject> {
    const request = { saga_id: String(sagaId), view, consistency: 'CONSISTENCY_STRONG' };
    const { saga } = await this.client.call(`${SAGAS}/GetSaga`, request);
    return saga as JsonObject;
  }

  /** Waits until the saga has a status, and returns it in the view FULL. */
  until(sagaId: unknown, status: string, timeoutMs = 10_000): Promise<JsonObject> {
    return eventually(
      async () => {
        const saga = await this.get(sagaId, 'SAGA_VIEW_FULL');
        if (saga['status'] !== `SAGA_STATUS_${status}`) throw new Error(`it is ${String(saga['status'])}`);
        return saga;
      },
      { what: `saga ${String(sagaId)} ${status}`, timeoutMs },
    );
  }

  /** Calls the operators' door in a role. */
  admin(method: string, request: object, role: Role = 'operator'): Promise<JsonObject> {
    return this.client.call(`${ADMIN}/${method}`, request, asRole(role));
  }

  adminFailure(method: string, request: object, role: Role = 'operator'): Promise<CallFailure> {
    return this.client.failure(`${ADMIN}/${method}`, request, asRole(role));
  }
}

export function asRole(role: Role): CallSettings {
  return { metadata: { authorization: `Bearer ${TOKENS[role]}` } };
}

export const INPUT: JsonObject = {
  user_id: 'u-1',
  consultation_data: { complaint: '近三个月心悸、失眠。', vitals: { temperature_celsius: 36.6 } },
};

export function startRequest(more: JsonObject = {}): JsonObject {
  return { type: 'health-consultation', input: INPUT, ...more };
}
