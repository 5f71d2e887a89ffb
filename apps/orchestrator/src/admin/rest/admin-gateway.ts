/**
 * The one way from the REST face into the methods of the admin service: the very handlers that the gRPC server calls, with
 * what stands before them. Guards, interceptors and the exception filter of the gRPC server so hold for both faces, and a
 * method that a controller adds is there in both.
 *
 * A1 A request goes through the wire form and back, as over gRPC: handlers meet the same shapes, defaults included.
 * A2 A reply does so too: both faces say the same.
 */
import { EventEmitter } from 'node:events';
import type { Metadata } from '@grpc/grpc-js';
import type { MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { jsonCodec, serviceDefinition, type JsonObject } from '#libs/contracts';
import { adminError } from '../admin-errors.js';
import { toCamelNames } from './field-names.js';
import { ADMIN_SERVICE, type Route } from './routes.js';

/** The registered handlers of a gRPC server, by their patterns. */
export interface HandlerRegistry {
  getHandlers(): ReadonlyMap<string, MessageHandler>;
}

/** The part of grpc-js' call that handlers and what stands before them may use. */
export class RestCall extends EventEmitter {
  cancelled = false;

  /**
   * @param path of the method: `/package.Service/Method`
   * @param peer `address:port` of who asks
   */
  constructor(
    readonly request: unknown,
    readonly metadata: Metadata,
    private readonly path: string,
    private readonly peer: string,
  ) {
    super();
  }

  getPath(): string {
    return this.path;
  }

  getPeer(): string {
    return this.peer;
  }

  /** Callers of HTTP name none. */
  getDeadline(): number {
    return Number.POSITIVE_INFINITY;
  }

  /** The caller has gone away. */
  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    this.emit('cancelled', 'cancelled');
  }
}

/** Who asks, and how to learn that nobody waits any more. */
export interface Caller {
  readonly metadata: Metadata;
  readonly peer: string;
  /** Calls back when the caller has gone away. */
  readonly onGone: (gone: () => void) => void;
}

/** What a handler refused with, as it would go over the wire: `code`, and `metadata` with the details. */
export class AdminCallError extends Error {
  override readonly name = 'AdminCallError';

  constructor(
    readonly code: number,
    message: string,
    readonly metadata: unknown,
  ) {
    super(message);
  }
}

const SHORT_NAME = ADMIN_SERVICE.slice(ADMIN_SERVICE.lastIndexOf('.') + 1);

export class AdminGateway {
  private handlers: ReadonlyMap<string, MessageHandler> | null = null;

  constructor(private readonly registry: HandlerRegistry) {}

  /**
   * @param request checked: `requestMessage` made it
   * @returns the reply by the names of the JSON mapping
   * @throws AdminCallError, GrpcError UNIMPLEMENTED
   */
  async call({ rpc, shape }: Route, request: JsonObject, caller: Caller): Promise<JsonObject> {
    const handler = this.handlerOf(rpc);
    if (handler === undefined) throw adminError('NOT_OFFERED', `This version does not offer ${rpc}.`);
    const method = serviceDefinition(ADMIN_SERVICE)[rpc];
    if (method === undefined) throw new RangeError(`${rpc} is no method of ${ADMIN_SERVICE}`);
    const wire = method.requestSerialize(jsonCodec(shape.requestType).toWire(request));
    const message: unknown = method.requestDeserialize(wire);
    const call = new RestCall(message, caller.metadata, method.path, caller.peer);
    caller.onGone(() => call.cancel());
    const reply = await answerOf(handler, call);
    const read = method.responseDeserialize(method.responseSerialize(reply)) as object;
    return toCamelNames(shape.responseType, jsonCodec(shape.responseType).fromWire(read));
  }

  /** They are registered when the gRPC server begins to listen, which is before anybody calls. */
  private handlerOf(rpc: string): MessageHandler | undefined {
    this.handlers ??= byMethod(this.registry.getHandlers());
    return this.handlers.get(rpc);
  }
}

function byMethod(registered: ReadonlyMap<string, MessageHandler>): Map<string, MessageHandler> {
  const handlers = new Map<string, MessageHandler>();
  for (const [pattern, handler] of registered) {
    const { service, rpc } = JSON.parse(pattern) as { service?: string; rpc?: string };
    if ((service === SHORT_NAME || service === ADMIN_SERVICE) && rpc !== undefined)
      handlers.set(rpc, handler);
  }
  return handlers;
}

async function answerOf(handler: MessageHandler, call: RestCall): Promise<unknown> {
  try {
    // The third argument is grpc-js' call, of which the type of a handler does not speak.
    const invoke = handler as (...args: unknown[]) => Promise<unknown>;
    const answer = await invoke(call.request, call.metadata, call);
    return isObservable(answer) ? await lastValueFrom(answer) : answer;
  } catch (error) {
    const { code, message, metadata } = error as Partial<AdminCallError>;
    if (typeof code !== 'number') throw error;
    throw new AdminCallError(code, message ?? '', metadata);
  }
}
