/** The operators' door as a server that answers what a test wrote, so that every answer can be had: also those that are rare. */
import * as grpc from '@grpc/grpc-js';
import { jsonCodec, methodOf, serviceDefinition, type JsonObject } from '#libs/contracts';
import { GrpcError, grpcError } from '#libs/platform';

const ADMIN = 'suoke.saga.admin.v1.SagaAdminService';
const SAGAS = 'suoke.saga.v1.SagaService';
const HEALTH = 'grpc.health.v1.Health';

/** The reply to a request; an error is sent as it is. */
export type Script = (request: JsonObject, authorization: string) => JsonObject;

export interface Received {
  readonly method: string;
  readonly request: JsonObject;
}

export function refusal(code: grpc.status, reason: string, message: string, metadata = {}): GrpcError {
  return grpcError({ code, reason, message, metadata });
}

export class ScriptedDoor {
  readonly received: Received[] = [];
  private readonly scripts = new Map<string, Script>();
  private readonly server = new grpc.Server();
  address = '';

  async start(): Promise<this> {
    for (const service of [ADMIN, SAGAS, HEALTH])
      this.server.addService(serviceDefinition(service), this.handlersOf(service));
    const port = await new Promise<number>((resolve, reject) => {
      this.server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
    this.address = `127.0.0.1:${port}`;
    return this;
  }

  stop(): void {
    this.server.forceShutdown();
  }

  /** Forgets scripts and calls. */
  reset(): void {
    this.scripts.clear();
    this.received.length = 0;
  }

  /** From now on the method answers so. A method without a script is UNIMPLEMENTED. */
  script(method: string, script: Script): void {
    this.scripts.set(method, script);
  }

  /** Requests that a method got. */
  requestsOf(method: string): JsonObject[] {
    return this.received.filter((call) => call.method === method).map(({ request }) => request);
  }

  private handlersOf(service: string): grpc.UntypedServiceImplementation {
    const definition = serviceDefinition(service);
    return Object.fromEntries(
      Object.entries(definition).map(([name, { responseStream }]) => [
        name,
        responseStream ? this.streamHandler(service, name) : this.handler(service, name),
      ]),
    );
  }

  private answer(service: string, name: string, wire: object, metadata: grpc.Metadata): object {
    const shape = methodOf(`${service}/${name}`);
    const script = this.scripts.get(name);
    if (shape === null || script === undefined)
      throw Object.assign(new Error(`${name} is not there`), { code: grpc.status.UNIMPLEMENTED });
    const request = jsonCodec(shape.requestType).fromWire(wire);
    this.received.push({ method: name, request });
    const reply = script(request, String(metadata.get('authorization')[0] ?? ''));
    return jsonCodec(shape.responseType).toWire(reply);
  }

  private handler(service: string, name: string): grpc.handleUnaryCall<object, object> {
    return (call, callback) => {
      try {
        callback(null, this.answer(service, name, call.request, call.metadata));
      } catch (error) {
        callback(wireError(error));
      }
    };
  }

  private streamHandler(service: string, name: string): grpc.handleServerStreamingCall<object, object> {
    return (call) => {
      try {
        call.write(this.answer(service, name, call.request, call.metadata));
        call.end();
      } catch (error) {
        call.emit('error', wireError(error));
      }
    };
  }
}

function wireError(error: unknown): Partial<grpc.ServiceError> {
  if (error instanceof GrpcError) return error.getError() as Partial<grpc.ServiceError>;
  return error as Partial<grpc.ServiceError>;
}
