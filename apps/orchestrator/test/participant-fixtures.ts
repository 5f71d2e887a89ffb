/** A real server in the place of the consultation service, whose answers a test writes, and a caller in front of it. */
import * as grpc from '@grpc/grpc-js';
import { serviceDefinition } from '#libs/contracts';
import { grpcError, systemClock, type GrpcErrorContent } from '#libs/platform';
import type { CallOutcome, EngineLog, ParticipantCall } from '#libs/saga-engine';
import { GrpcParticipantCaller, type CallerTuning } from '../src/grpc/participant-caller.js';

export const SERVICE = 'suoke.consultation.v1.ConsultationService';
export const CREATE = `${SERVICE}/CreateRecord`;
const CALL_STATUS = 'suoke.participant.v1.CallStatusService';
export const CREATE_DEFINITION = serviceDefinition(SERVICE).CreateRecord as grpc.MethodDefinition<
  Message,
  Message
>;
export const SAGA = '0190b2a8-0000-7000-8000-000000000001';

type Message = { [field: string]: unknown };
export type Unary = grpc.handleUnaryCall<Message, Message>;
export type Answer = (
  call: grpc.ServerUnaryCall<Message, Message>,
  send: (error: Partial<grpc.StatusObject> | null, reply?: Message) => void,
) => void;

/** What the server answers now; a test replaces it at any time. */
export class FakeParticipant {
  calls = 0;
  answer: Answer = (_call, send) => send(null, { consultation_id: 'c-1' });
  seal: Answer = (_call, send) => send(null, { outcome: 'SEAL_OUTCOME_SEALED' });
  private server = new grpc.Server();
  port = 0;

  /** @param own methods that are served in another way than by `answer` */
  async start(
    port = 0,
    options: grpc.ServerOptions = {},
    own?: (server: grpc.Server) => void,
  ): Promise<this> {
    this.server = new grpc.Server(options);
    if (own !== undefined) own(this.server);
    else {
      const refuse: Unary = (_call, done) => done({ code: grpc.status.UNIMPLEMENTED });
      const count = (answer: () => Answer): Unary => {
        return (call, done) => {
          this.calls += 1;
          answer()(call, (error, reply) => done(error as grpc.ServiceError | null, reply));
        };
      };
      const others = { DeleteRecord: refuse, GetRecord: refuse, ListRecords: refuse };
      this.server.addService(serviceDefinition(SERVICE), {
        CreateRecord: count(() => this.answer),
        ...others,
      });
      const sealing = { GetCallStatus: refuse, SealCall: count(() => this.seal) };
      this.server.addService(serviceDefinition(CALL_STATUS), sealing);
    }
    this.port = await new Promise<number>((resolve, reject) => {
      const credentials = grpc.ServerCredentials.createInsecure();
      this.server.bindAsync(`127.0.0.1:${port}`, credentials, (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
    return this;
  }

  /** Cuts every connection, at once. */
  kill(): void {
    this.server.forceShutdown();
  }

  /** Says GOAWAY and lets the calls in flight end. */
  stop(): Promise<void> {
    return new Promise((resolve) => this.server.tryShutdown(() => resolve()));
  }
}

/** An error as a participant sends it, with google.rpc details. */
export function refusal(
  content: Partial<GrpcErrorContent> & { code: grpc.status },
): Partial<grpc.StatusObject> {
  return grpcError({ message: 'no', reason: 'SOME_REASON', ...content }).getError() as grpc.StatusObject;
}

export interface Logged {
  readonly event: string;
  readonly fields: { readonly [key: string]: unknown };
}

/** A caller, and what it logged. */
export class TestCaller {
  readonly logged: Logged[] = [];
  readonly caller: GrpcParticipantCaller;

  constructor(target: string, tuning: Partial<CallerTuning> = {}, callsPerTarget = 100) {
    const write = (event: string, fields = {}): void => void this.logged.push({ event, fields });
    const log: EngineLog = { info: write, warn: write, error: write };
    this.caller = new GrpcParticipantCaller({
      targets: new Map([[SERVICE, target]]),
      callsPerTarget,
      credentials: grpc.credentials.createInsecure(),
      clock: systemClock,
      log,
      random: () => 0.5,
      tuning,
    });
  }

  call(more: Partial<ParticipantCall> = {}, signal = new AbortController().signal): Promise<CallOutcome> {
    const call: ParticipantCall = {
      sagaId: SAGA,
      sagaType: 'health-consultation',
      epoch: 3,
      attempt: 2,
      direction: 'action',
      method: CREATE,
      key: `${SAGA}/create_consultation_record/main/1/action`,
      request: { user_id: 'u-1' },
      timeoutMs: 5_000,
      traceContext: null,
      ...more,
    };
    return this.caller.call(call, signal);
  }

  view() {
    const [view] = this.caller.views();
    if (view === undefined) throw new Error('the caller has no target');
    return view;
  }

  events(name: string): Logged[] {
    return this.logged.filter(({ event }) => event === name);
  }
}
