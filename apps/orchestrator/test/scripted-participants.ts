/** All five participants behind one real server; what each method answers is written by the test, and may change at any time. */
import { randomUUID } from 'node:crypto';
import * as grpc from '@grpc/grpc-js';
import { jsonCodec, methodOf, serviceDefinition, type JsonObject } from '#libs/contracts';
import { GrpcError, systemClock } from '#libs/platform';

const SERVICES = [
  'suoke.consultation.v1.ConsultationService',
  'suoke.ai_agent.v1.AiAgentService',
  'suoke.report.v1.ReportService',
  'suoke.notification.v1.NotificationService',
  'suoke.health_record.v1.HealthRecordService',
  'suoke.participant.v1.CallStatusService',
];

export interface ReceivedCall {
  readonly method: string;
  /** `saga/step/branch/generation/direction`. */
  readonly key: string;
  readonly request: JsonObject;
  readonly metadata: grpc.Metadata;
  /** The address of the connection that it came by. */
  readonly peer: string;
}

/** Returns the reply as JSON, or throws a GrpcError. */
export type Script = (call: ReceivedCall) => JsonObject | Promise<JsonObject>;

const TEXT = { zh_cn: '已完成', en: 'done' };

const USUAL: { readonly [method: string]: Script } = {
  CreateRecord: () => ({ consultation_id: randomUUID() }),
  DeleteRecord: () => ({}),
  Analyze: () => ({ analysis_id: randomUUID(), result: {} }),
  Diagnose: () => ({ analysis_id: randomUUID(), result: {} }),
  Recommend: () => ({ analysis_id: randomUUID(), result: {} }),
  CancelAnalysis: () => ({}),
  GenerateReport: () => ({ report_id: randomUUID(), version: 1, title: TEXT, summary: TEXT }),
  DeleteReport: () => ({}),
  SendNotification: () => ({ notification_id: randomUUID() }),
  CancelNotification: () => ({}),
  UpdateHealthRecord: () => ({ version: '1', previous_version: '0' }),
  RevertHealthRecord: () => ({}),
};

export class ScriptedParticipants {
  readonly calls: ReceivedCall[] = [];
  private readonly scripts = new Map<string, Script>();
  /** Calls that are being answered now, and the most there ever were at once. */
  open = 0;
  mostOpen = 0;
  /** How long every call takes, in milliseconds. */
  takesMs = 0;
  private server = new grpc.Server();
  private port = 0;

  /** The first time, or again on the same port after a stop. */
  async start(options: grpc.ServerOptions = {}): Promise<this> {
    this.server = new grpc.Server(options);
    for (const service of SERVICES)
      this.server.addService(serviceDefinition(service), this.handlersOf(service));
    this.port = await new Promise((resolve, reject) => {
      this.server.bindAsync(
        `127.0.0.1:${this.port}`,
        grpc.ServerCredentials.createInsecure(),
        (error, port) => (error === null ? resolve(port) : reject(error)),
      );
    });
    return this;
  }

  /** For `SUOKE_PARTICIPANTS`. */
  get targets(): string {
    return SERVICES.map((service) => `${service}=127.0.0.1:${this.port}`).join(',');
  }

  /** From now on the method answers so; without a script it answers as usual again. */
  script(method: string, script?: Script): void {
    if (script === undefined) this.scripts.delete(method);
    else this.scripts.set(method, script);
  }

  /** Holds every call of the method until the returned function is called; then it answers as usual again. */
  hold(method: string): () => void {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    this.script(method, async (call) => {
      await released;
      return (USUAL[method] as Script)(call);
    });
    return () => {
      this.script(method);
      release();
    };
  }

  /** Everything answers as usual, and nothing is remembered. */
  reset(): void {
    this.scripts.clear();
    this.calls.length = 0;
    this.takesMs = 0;
  }

  /** Names of the methods that were called for a saga, in order. */
  methodsOf(sagaId: string): string[] {
    return this.calls.filter(({ key }) => key.startsWith(sagaId)).map(({ method }) => method);
  }

  stop(): void {
    this.server.forceShutdown();
  }

  private handlersOf(service: string): grpc.UntypedServiceImplementation {
    const names = Object.keys(serviceDefinition(service));
    return Object.fromEntries(names.map((name) => [name, this.handlerOf(service, name)]));
  }

  private handlerOf(service: string, name: string): grpc.handleUnaryCall<object, object> {
    const shape = methodOf(`${service}/${name}`);
    if (shape === null) throw new RangeError(`${service} has no ${name}`);
    const request = jsonCodec(shape.requestType);
    const reply = jsonCodec(shape.responseType);
    return (call, done) => {
      const received = {
        method: name,
        key: String(call.metadata.get('idempotency-key')[0]),
        request: request.fromWire(call.request),
        metadata: call.metadata,
        peer: call.getPeer(),
      };
      this.calls.push(received);
      this.open += 1;
      this.mostOpen = Math.max(this.mostOpen, this.open);
      // A caller that does not wait any longer has a call less on its way, whatever the script still does.
      let isOpen = true;
      const leave = (): void => {
        if (isOpen) this.open -= 1;
        isOpen = false;
      };
      call.on('cancelled', leave);
      this.answer(received)
        .finally(leave)
        .then(
          (json) => done(null, reply.toWire(json)),
          (error: unknown) => done(asServiceError(error)),
        );
    };
  }

  private async answer(call: ReceivedCall): Promise<JsonObject> {
    const script = this.scripts.get(call.method) ?? USUAL[call.method];
    if (this.takesMs > 0) await systemClock.sleep(this.takesMs);
    return (await script?.(call)) ?? {};
  }
}

function asServiceError(error: unknown): Partial<grpc.StatusObject> {
  if (error instanceof GrpcError) return error.getError() as grpc.StatusObject;
  return { code: grpc.status.UNKNOWN, details: String(error) };
}
