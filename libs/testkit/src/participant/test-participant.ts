import { randomUUID } from 'node:crypto';
import {
  credentials,
  makeGenericClientConstructor,
  Metadata,
  type Client,
  type ServiceError,
} from '@grpc/grpc-js';
import { serviceDefinition } from '#libs/contracts';
import {
  CALL_KEY_METADATA,
  readSettings,
  startParticipant,
  type ParticipantDefinition,
  type RunningParticipant,
} from '#libs/participant';
import { createLogger, readStatusDetails, systemClock, type StatusDetails } from '#libs/platform';
import type { z } from 'zod';
import { freePort } from '../databases/server-process.js';
import { createTestDatabase, type TestDatabase } from '../databases/test-database.js';

/** A call that ended in an error, as its caller sees it. */
export interface FailedCall {
  code: number;
  text: string;
  details: StatusDetails | null;
}

type Method = (request: unknown, metadata: Metadata, options: object, done: Done) => void;
type Done = (error: ServiceError | null, reply: unknown) => void;

/** Clients of one server, one per service, by full name. */
export class GrpcCaller {
  private readonly clients = new Map<string, Client>();

  constructor(readonly url: string) {}

  /**
   * Calls `suoke.x.v1.Service/Method` and returns the reply; the key goes into the metadata.
   * Throws grpc-js' ServiceError; the deadline is 20 s unless told otherwise.
   */
  call<Reply>(path: string, request: unknown, key?: string, deadlineMs = 20_000): Promise<Reply> {
    const [service = '', method = ''] = path.split('/');
    const client = this.client(service) as unknown as Record<string, Method | undefined>;
    const metadata = new Metadata();
    if (key !== undefined) metadata.set(CALL_KEY_METADATA, key);
    return new Promise((resolve, reject) => {
      const send = client[method];
      if (send === undefined) throw new Error(`${service} has no ${method}`);
      send.call(client, request, metadata, { deadline: systemClock.now() + deadlineMs }, (error, reply) =>
        error === null ? resolve(reply as Reply) : reject(error),
      );
    });
  }

  /** Makes a call that has to fail, and returns how it failed. */
  async failure(path: string, request: unknown, key?: string): Promise<FailedCall> {
    try {
      await this.call(path, request, key);
    } catch (error) {
      const { code, details } = error as ServiceError;
      return { code, text: details, details: readStatusDetails(error) };
    }
    throw new Error(`${path} did not fail`);
  }

  close(): void {
    for (const client of this.clients.values()) client.close();
  }

  private client(service: string): Client {
    const known = this.clients.get(service);
    if (known !== undefined) return known;
    const Constructor = makeGenericClientConstructor(serviceDefinition(service), service);
    const client = new Constructor(this.url, credentials.createInsecure(), { 'grpc.enable_retries': 0 });
    this.clients.set(service, client);
    return client;
  }
}

/** A participant that runs in the test's process, on a database of its own. */
export interface TestParticipant {
  readonly grpc: GrpcCaller;
  readonly running: RunningParticipant;
  readonly database: TestDatabase;
  /** Every line that was logged. */
  readonly log: readonly string[];
  /** Another process' worth of the same service on the same database. */
  startAnother(env?: Record<string, string>): Promise<{ grpc: GrpcCaller; stop(): Promise<void> }>;
  stop(): Promise<void>;
}

/** Starts a participant on a fresh database and a free port; `env` adds settings. */
export async function startTestParticipant<Extra extends z.ZodRawShape>(
  definition: ParticipantDefinition<Extra>,
  env: Record<string, string> = {},
): Promise<TestParticipant> {
  const { schema, migrations } = definition;
  const database = await createTestDatabase(definition.name, [{ schema, migrations }]);
  const log: string[] = [];
  const logger = createLogger({
    name: definition.name,
    destination: { write: (line) => void log.push(line) },
  });
  const startOne = async (more: Record<string, string>) => {
    const url = `127.0.0.1:${await freePort()}`;
    const settings = readSettings(definition, {
      DATABASE_URL: database.url,
      SUOKE_GRPC_URL: url,
      ...env,
      ...more,
    });
    const running = await startParticipant(definition, settings, { logger });
    const grpc = new GrpcCaller(url);
    return {
      running,
      grpc,
      stop: async () => {
        grpc.close();
        await running.stop(1_000);
      },
    };
  };
  const first = await startOne({});
  return {
    grpc: first.grpc,
    running: first.running,
    database,
    log,
    startAnother: startOne,
    stop: async () => {
      await first.stop();
      await database.drop();
    },
  };
}

/** The two keys of a call of a saga of its own. */
export function testCallKeys(step = 'step', branch = 'main'): { saga: string; action: string; undo: string } {
  const saga = randomUUID();
  const call = `${saga}/${step}/${branch}/1`;
  return { saga, action: `${call}/action`, undo: `${call}/compensation` };
}
