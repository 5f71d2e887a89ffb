/**
 * The connection to the service: SagaAdminService by name and type, and the stream of one saga. It is opened by the first
 * call: a command that calls nobody needs no settings, and loads neither gRPC nor the protos.
 */
import type { JsonObject, saga_v1 } from '#libs/contracts';
import type { GrpcClient } from '../client/grpc-client.js';
import type { AdminMethod, AdminReply, AdminRequest, Plain } from './plain.js';
import type { Settings } from './settings.js';

const ADMIN = 'suoke.saga.admin.v1.SagaAdminService';
const WATCH = 'suoke.saga.v1.SagaService/WatchSaga';
const HEALTH = 'grpc.health.v1.Health/Check';

export type WatchMessage = Plain<saga_v1.WatchSagaResponse__Output>;

interface Connection {
  readonly client: GrpcClient;
  readonly metadata: Record<string, string>;
  readonly timeoutMs: number;
}

async function connectionTo({ address, tls, token, timeoutMs }: Settings): Promise<Connection> {
  const { GrpcClient, clientCredentials } = await import('../client/grpc-client.js');
  const client = new GrpcClient(address, clientCredentials(tls));
  return { client, metadata: token === null ? {} : { authorization: `Bearer ${token}` }, timeoutMs };
}

export class Door {
  private opened: Promise<Connection> | null = null;

  /** @param settings read once, at the first call */
  constructor(
    private readonly settings: () => Promise<Settings>,
    private readonly interrupted: AbortSignal,
  ) {}

  /** Calls a method of SagaAdminService. @throws CallFailed, UsageFailed */
  async call<M extends AdminMethod>(method: M, request: AdminRequest<M>): Promise<AdminReply<M>> {
    const { client, metadata, timeoutMs } = await this.open();
    const settings = { timeoutMs, metadata, signal: this.interrupted };
    const reply = await client.call(`${ADMIN}/${method}`, request as JsonObject, settings);
    return reply as unknown as AdminReply<M>;
  }

  /** Everything that happens to a saga after a revision; ends when the saga has ended. @throws CallFailed, UsageFailed */
  async *watch(sagaId: string, afterRevision: string): AsyncGenerator<WatchMessage> {
    const { client, metadata } = await this.open();
    const request = { saga_id: sagaId, after_revision: afterRevision };
    const settings = { timeoutMs: Number.POSITIVE_INFINITY, metadata, signal: this.interrupted };
    for await (const message of client.stream(WATCH, request, settings)) {
      yield message as unknown as WatchMessage;
    }
  }

  /** What the health service says: `SERVING`, `NOT_SERVING`. @throws CallFailed, UsageFailed */
  async health(): Promise<string> {
    const { client, timeoutMs } = await this.open();
    const { status } = await client.call(HEALTH, { service: '' }, { timeoutMs });
    return String(status);
  }

  async close(): Promise<void> {
    const connection = await this.opened?.catch(() => null);
    connection?.client.close();
  }

  private open(): Promise<Connection> {
    return (this.opened ??= this.settings().then(connectionTo));
  }
}
