/** A gRPC client of any service in proto/ with plain JSON in and out, for the tools. */
import * as grpc from '@grpc/grpc-js';
import { jsonCodec, methodOf, serviceDefinition, type JsonObject } from '#libs/contracts';
import { readStatusDetails, systemClock, type StatusDetails } from '#libs/platform';

/** A call that failed: its status by name, and the reason that the server gave. */
export class CallFailed extends Error {
  constructor(
    readonly method: string,
    readonly status: string,
    readonly reason: string | null,
    /** What the server said, without the method and the status. */
    readonly text: string,
    /** Everything else that it said; null when it said nothing but the status. */
    readonly details: StatusDetails | null = null,
  ) {
    super(`${method}: ${status}${reason === null ? '' : ` (${reason})`}: ${text}`);
    this.name = 'CallFailed';
  }
}

export interface CallSettings {
  /** Infinity for none. */
  readonly timeoutMs?: number;
  /** Ends the call: it fails with CANCELLED. */
  readonly signal?: AbortSignal;
  readonly metadata?: { readonly [key: string]: string };
}

type Invoke = (
  request: object,
  metadata: grpc.Metadata,
  options: grpc.CallOptions,
  callback: (error: grpc.ServiceError | null, reply: object) => void,
) => grpc.ClientUnaryCall;
type InvokeStream = (
  request: object,
  metadata: grpc.Metadata,
  options: grpc.CallOptions,
) => grpc.ClientReadableStream<object>;

function failed(method: string, error: grpc.ServiceError): CallFailed {
  const details = readStatusDetails(error);
  const name = grpc.status[error.code] ?? 'UNKNOWN';
  return new CallFailed(method, name, details?.reason ?? null, error.details, details);
}

export class GrpcClient {
  private readonly clients = new Map<string, grpc.Client>();

  /** @param target `host:port` */
  constructor(
    readonly target: string,
    private readonly credentials = grpc.credentials.createInsecure(),
  ) {}

  /** Makes one call. @param method `package.Service/Method` @throws CallFailed */
  call(method: string, request: JsonObject, settings: CallSettings = {}): Promise<JsonObject> {
    const { wire, shape, client, name } = this.prepare(method, request);
    const invoke = (client as unknown as Record<string, Invoke>)[name] as Invoke;
    const reply = jsonCodec(shape.responseType);
    return new Promise((resolve, reject) => {
      const call = invoke.call(client, wire, metadataOf(settings), optionsOf(settings), (error, answer) => {
        release();
        if (error === null) resolve(reply.fromWire(answer));
        else reject(failed(method, error));
      });
      const release = endedBy(settings.signal, () => call.cancel());
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
    const release = endedBy(settings.signal, () => stream.cancel());
    try {
      for await (const message of stream) yield reply.fromWire(message as object);
    } catch (error) {
      throw failed(method, error as grpc.ServiceError);
    } finally {
      release();
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
      // The address is the one that was given, whatever proxy the environment names.
      'grpc.enable_http_proxy': 0,
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 1_000,
    };
    const client = new Client(this.target, this.credentials, options);
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

/** Calls `end` when the signal aborts, at once where it has; the returned function takes that back. */
function endedBy(signal: AbortSignal | undefined, end: () => void): () => void {
  if (signal === undefined) return () => undefined;
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  return () => signal.removeEventListener('abort', end);
}
