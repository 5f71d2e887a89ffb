/** A gRPC client of any service in proto/ with plain JSON in and out, for the tools. */
import * as grpc from '@grpc/grpc-js';
import { methodOf } from '#libs/contracts/descriptors';
import { messageCodec } from '#libs/contracts/json-codec';
import type { JsonObject } from '#libs/contracts/json';
import { systemClock } from '#libs/platform/clock';
import { statusDetailsIn } from '#libs/platform/status-details';
import { CallFailed } from './call-failed.js';

/** A payload of a mebibyte is several times as large on the wire. */
const LARGEST_REPLY_BYTES = 32 * 1024 * 1024;

export interface CallSettings {
  /** Infinity for none. */
  readonly timeoutMs?: number;
  /** Ends the call: it fails with CANCELLED. */
  readonly signal?: AbortSignal;
  readonly metadata?: { readonly [key: string]: string };
}

function failed(method: string, error: grpc.ServiceError): CallFailed {
  const details = statusDetailsIn(error.metadata);
  const name = grpc.status[error.code] ?? 'UNKNOWN';
  return new CallFailed(method, name, details?.reason ?? null, error.details, details);
}

/** Files of a client's TLS as PEM; null for those that it does not have. */
export interface ClientTls {
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
}

/** @param tls null for none */
export function clientCredentials(tls: ClientTls | null): grpc.ChannelCredentials {
  if (tls === null) return grpc.credentials.createInsecure();
  const bytes = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text));
  return grpc.credentials.createSsl(bytes(tls.ca), bytes(tls.key), bytes(tls.cert));
}

const asItIs = (bytes: Buffer): Buffer => bytes;

export class GrpcClient {
  private opened: grpc.Client | null = null;

  /** @param target `host:port` */
  constructor(
    readonly target: string,
    private readonly credentials = grpc.credentials.createInsecure(),
  ) {}

  /** Makes one call. @param method `package.Service/Method` @throws CallFailed */
  call(method: string, request: JsonObject, settings: CallSettings = {}): Promise<JsonObject> {
    const { path, bytes, decode } = prepared(method, request);
    const [metadata, options] = [metadataOf(settings), optionsOf(settings)];
    return new Promise((resolve, reject) => {
      const done: grpc.requestCallback<JsonObject> = (error, reply) => {
        release();
        if (error === null) resolve(reply as JsonObject);
        else reject(failed(method, error));
      };
      const { client } = this;
      const call = client.makeUnaryRequest(path, asItIs, decode, bytes, metadata, options, done);
      const release = endedBy(settings.signal, () => call.cancel());
    });
  }

  /** Reads a server stream until it ends. @throws CallFailed */
  async *stream(
    method: string,
    request: JsonObject,
    settings: CallSettings = {},
  ): AsyncGenerator<JsonObject> {
    const { path, bytes, decode } = prepared(method, request);
    const [metadata, options] = [metadataOf(settings), optionsOf(settings)];
    const stream = this.client.makeServerStreamRequest(path, asItIs, decode, bytes, metadata, options);
    const release = endedBy(settings.signal, () => stream.cancel());
    try {
      for await (const message of stream) yield message as JsonObject;
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
    this.opened?.close();
    this.opened = null;
  }

  private get client(): grpc.Client {
    return (this.opened ??= new grpc.Client(this.target, this.credentials, {
      'grpc.enable_channelz': 0,
      'grpc.max_receive_message_length': LARGEST_REPLY_BYTES,
      // The address is the one that was given, whatever proxy the environment names.
      'grpc.enable_http_proxy': 0,
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 1_000,
    }));
  }
}

/** A request as it leaves, and what reads its answer. @throws JsonMappingError, RangeError for a method that is none */
function prepared(method: string, request: JsonObject) {
  const shape = methodOf(method);
  if (shape === null) throw new RangeError(`${method} is no method of proto/`);
  const bytes = messageCodec(shape.requestType).encode(request);
  return { path: shape.path, bytes, decode: messageCodec(shape.responseType).decode };
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
