/** A gRPC client of any service in proto/ with plain JSON in and out, for the tools. */
import * as grpc from '@grpc/grpc-js';
import { jsonCodec, methodOf, serviceDefinition, type JsonObject } from '#libs/contracts';
import { readStatusDetails, systemClock } from '#libs/platform';

/** A call that failed: its status by name, and the reason that the server gave. */
export class CallFailed extends Error {
  constructor(
    readonly method: string,
    readonly status: string,
    readonly reason: string | null,
    message: string,
  ) {
    super(`${method}: ${status}${reason === null ? '' : ` (${reason})`}: ${message}`);
    this.name = 'CallFailed';
  }
}

export interface CallSettings {
  readonly timeoutMs?: number;
  readonly metadata?: { readonly [key: string]: string };
}

type Invoke = (
  request: object,
  metadata: grpc.Metadata,
  options: grpc.CallOptions,
  callback: (error: grpc.ServiceError | null, reply: object) => void,
) => void;
type InvokeStream = (
  request: object,
  metadata: grpc.Metadata,
  options: grpc.CallOptions,
) => grpc.ClientReadableStream<object>;

function failed(method: string, error: grpc.ServiceError): CallFailed {
  const details = readStatusDetails(error);
  const name = grpc.status[error.code] ?? 'UNKNOWN';
  return new CallFailed(method, name, details?.reason ?? null, error.details);
}

export class GrpcClient {
  private readonly clients = new Map<string, grpc.Client>();

  /** @param target `host:port` */
  constructor(readonly target: string) {}

  /** Makes one call. @param method `package.Service/Method` @throws CallFailed */
  call(method: string, request: JsonObject, settings: CallSettings = {}): Promise<JsonObject> {
    const { wire, shape, client, name } = this.prepare(method, request);
    const invoke = (client as unknown as Record<string, Invoke>)[name] as Invoke;
    const reply = jsonCodec(shape.responseType);
    return new Promise((resolve, reject) => {
      invoke.call(client, wire, metadataOf(settings), optionsOf(settings), (error, answer) =>
        error === null ? resolve(reply.fromWire(answer)) : reject(failed(method, error)),
      );
    });
  }

  /** Reads a server stream until it ends. @throws CallFailed */
  async *stream(
    method: string,
    request: JsonObject,
    settings: CallSettings = {},
  ): AsyncGenerator<JsonObject> {
    const { wire, shape, client, name } = this.prepare(method, request);
    const invoke = (client as unknown as Record<string, InvokeStream>)[name] as InvokeStream;
    const stream = invoke.call(client, wire, metadataOf(settings), optionsOf(settings));
    const reply = jsonCodec(shape.responseType);
    try {
      for await (const message of stream) yield reply.fromWire(message as object);
    } catch (error) {
      throw failed(method, error as grpc.ServiceError);
    } finally {
      stream.cancel();
    }
  }

  /** Whether the server says that it serves. */
  async isServing(): Promise<boolean> {
    try {
      const method = 'grpc.health.v1.Health/Check';
      const { status } = await this.call(method, { service: '' }, { timeoutMs: 1_000 });
      return status === 'SERVING';
    } catch {
      return false;
    }
  }

  close(): void {
    for (const client of this.clients.values()) client.close();
    this.clients.clear();
  }

  private prepare(method: string, request: JsonObject) {
    const shape = methodOf(method);
    if (shape === null) throw new RangeError(`${method} is no method of proto/`);
    const wire = jsonCodec(shape.requestType).toWire(request);
    return { wire, shape, client: this.clientOf(shape.service), name: method.slice(method.indexOf('/') + 1) };
  }

  private clientOf(service: string): grpc.Client {
    const known = this.clients.get(service);
    if (known !== undefined) return known;
    const Client = grpc.makeClientConstructor(serviceDefinition(service), service);
    const options = {
      'grpc.enable_channelz': 0,
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 1_000,
    };
    const client = new Client(this.target, grpc.credentials.createInsecure(), options);
    this.clients.set(service, client);
    return client;
  }
}

function metadataOf({ metadata = {} }: CallSettings): grpc.Metadata {
  const made = new grpc.Metadata();
  for (const [key, value] of Object.entries(metadata)) made.set(key, value);
  return made;
}

function optionsOf({ timeoutMs = 30_000 }: CallSettings): grpc.CallOptions {
  return { deadline: systemClock.now() + timeoutMs };
}
