/** The connection to the service: SagaAdminService by name and type, and the stream of one saga. */
import { credentials, type ChannelCredentials } from '@grpc/grpc-js';
import type { JsonObject, saga_v1 } from '#libs/contracts';
import { GrpcClient } from '../client/grpc-client.js';
import type { AdminMethod, AdminReply, AdminRequest, Plain } from './plain.js';
import type { Settings, Tls } from './settings.js';

const ADMIN = 'suoke.saga.admin.v1.SagaAdminService';
const WATCH = 'suoke.saga.v1.SagaService/WatchSaga';
const HEALTH = 'grpc.health.v1.Health/Check';

export type WatchMessage = Plain<saga_v1.WatchSagaResponse__Output>;

function channelCredentials(tls: Tls | null): ChannelCredentials {
  if (tls === null) return credentials.createInsecure();
  const bytes = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text));
  return credentials.createSsl(bytes(tls.ca), bytes(tls.key), bytes(tls.cert));
}

export class Door {
  private readonly client: GrpcClient;

  constructor(
    private readonly settings: Settings,
    private readonly interrupted: AbortSignal,
  ) {
    this.client = new GrpcClient(settings.address, channelCredentials(settings.tls));
  }

  /** Calls a method of SagaAdminService. @throws CallFailed */
  async call<M extends AdminMethod>(method: M, request: AdminRequest<M>): Promise<AdminReply<M>> {
    const reply = await this.client.call(`${ADMIN}/${method}`, request as JsonObject, {
      timeoutMs: this.settings.timeoutMs,
      metadata: this.metadata(),
      signal: this.interrupted,
    });
    return reply as unknown as AdminReply<M>;
  }

  /** Everything that happens to a saga after a revision; ends when the saga has ended. @throws CallFailed */
  async *watch(sagaId: string, afterRevision: string): AsyncGenerator<WatchMessage> {
    const request = { saga_id: sagaId, after_revision: afterRevision };
    const settings = {
      timeoutMs: Number.POSITIVE_INFINITY,
      metadata: this.metadata(),
      signal: this.interrupted,
    };
    for await (const message of this.client.stream(WATCH, request, settings)) {
      yield message as unknown as WatchMessage;
    }
  }

  /** What the health service says: `SERVING`, `NOT_SERVING`. @throws CallFailed */
  async health(): Promise<string> {
    const { timeoutMs } = this.settings;
    const { status } = await this.client.call(HEALTH, { service: '' }, { timeoutMs });
    return String(status);
  }

  close(): void {
    this.client.close();
  }

  private metadata(): Record<string, string> {
    const { token } = this.settings;
    return token === null ? {} : { authorization: `Bearer ${token}` };
  }
}
