/**
 * A consultation service in memory that keeps to the contract, or breaks it in one way that has a name: what the
 * conformance suite is held against, so that every case is seen to fail.
 */
import { randomUUID } from 'node:crypto';
import {
  Server,
  ServerCredentials,
  status as GrpcStatus,
  type sendUnaryData,
  type ServerUnaryCall,
} from '@grpc/grpc-js';
import { serviceDefinition, type consultation_v1 } from '#libs/contracts';
import {
  actionKeyOf,
  CALL_KEY_METADATA,
  formatCallKey,
  parseCallKey,
  type CallDirection,
  type CallKey,
} from '#libs/participant';
import { grpcError, systemClock, type GrpcError } from '#libs/platform';

export const WRONGS = [
  /** Every delivery of an action makes an effect, whatever came before. */
  'has no barrier',
  /** Asks whether a key was served, and serves it a moment later. */
  'asks first',
  /** Serves an action whose undo came before it. */
  'takes late actions',
  /** Serves an action that was sealed. */
  'forgets seals',
  /** Refuses to undo what is not there. */
  'refuses to undo nothing',
  /** Finds the effect by the id in the request alone. */
  'undoes by reference',
  /** Repeats an undo with another reply. */
  'undoes anew',
  /** Keeps a refusal as if it were a reply. */
  'keeps refusals',
  /** Seals also what took effect. */
  'seals anything',
  /** Takes what has no key, or a wrong one. */
  'takes any key',
  /** Knows a call by all but its generation. */
  'drops the generation',
  /** An undo closes its action for all times, not for its generation. */
  'closes every generation',
  /** Serves no CallStatusService. */
  'tells no status',
] as const;
export type Wrong = (typeof WRONGS)[number];

const SERVICE = 'suoke.consultation.v1.ConsultationService';
const CALL_STATUS = 'suoke.participant.v1.CallStatusService';

export const MODEL_ACTION = `${SERVICE}/CreateRecord`;
export const MODEL_UNDO = `${SERVICE}/DeleteRecord`;

type Create = consultation_v1.CreateRecordRequest__Output;
type Delete = consultation_v1.DeleteRecordRequest__Output;

/** What is kept of a key: the reply, or that the action was closed before it came. */
type Row = Uint8Array | 'closed' | 'refused';

const ofService = (service: string, method: string) => {
  const found = serviceDefinition(service)[method];
  if (found === undefined) throw new RangeError(`${service} has no ${method}`);
  return found;
};

function invalid(field: string, reason: string): GrpcError {
  return grpcError({
    code: GrpcStatus.INVALID_ARGUMENT,
    message: `${field} is not valid`,
    reason,
    fieldViolations: [{ field, description: 'is not valid' }],
  });
}

export class ModelParticipant {
  private readonly server = new Server();
  private readonly rows = new Map<string, Row>();
  /** Ids of the effects that stand, and the action's key of each. */
  private readonly standing = new Map<string, string>();
  private port = 0;

  private constructor(private readonly wrong: Wrong | null) {}

  /** Starts one on a free port. */
  static async start(wrong: Wrong | null = null): Promise<ModelParticipant> {
    const model = new ModelParticipant(wrong);
    await model.listen();
    return model;
  }

  get url(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** How many effects of a key stand. */
  effects(actionKey: string): number {
    return [...this.standing.values()].filter((key) => key === actionKey).length;
  }

  /** How many effects stand. */
  get left(): number {
    return this.standing.size;
  }

  stop(): void {
    this.server.forceShutdown();
  }

  private async listen(): Promise<void> {
    this.server.addService(serviceDefinition(SERVICE), {
      CreateRecord: this.handler((call) => this.create(this.keyOf(call, 'action'), call.request as Create)),
      DeleteRecord: this.handler((call) =>
        this.delete(this.keyOf(call, 'compensation'), call.request as Delete),
      ),
    });
    if (!this.is('tells no status'))
      this.server.addService(serviceDefinition(CALL_STATUS), {
        GetCallStatus: this.handler(({ request }) => this.status(this.parsed(request))),
        SealCall: this.handler(({ request }) => this.seal(this.parsed(request))),
      });
    this.port = await new Promise<number>((resolve, reject) => {
      this.server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
  }

  private is(wrong: Wrong): boolean {
    return this.wrong === wrong;
  }

  private handler(answer: (call: ServerUnaryCall<unknown, unknown>) => unknown) {
    return (call: ServerUnaryCall<unknown, unknown>, done: sendUnaryData<unknown>): void => {
      Promise.resolve()
        .then(() => answer(call))
        .then(
          (reply) => done(null, reply),
          (error: GrpcError) => done(error.getError() as never),
        );
    };
  }

  private keyOf(call: ServerUnaryCall<unknown, unknown>, direction: CallDirection): CallKey {
    const key = parseCallKey(String(call.metadata.get(CALL_KEY_METADATA)[0] ?? ''));
    const right = key?.direction === direction;
    if (!right && this.is('takes any key')) return anyKey(direction);
    if (key === undefined || !right) throw invalid(CALL_KEY_METADATA, 'CALL_KEY_INVALID');
    return this.is('drops the generation') ? { ...key, generation: 1 } : key;
  }

  private parsed(request: unknown): CallKey {
    const key = parseCallKey((request as { key: string }).key);
    if (key !== undefined) return key;
    if (this.is('takes any key')) return anyKey('action');
    throw invalid('key', 'CALL_KEY_INVALID');
  }

  private async create(key: CallKey, request: Create): Promise<object> {
    const text = formatCallKey(key);
    if (request.user_id === '') {
      if (this.is('keeps refusals')) this.rows.set(text, 'refused');
      throw invalid('user_id', 'INPUT_INVALID');
    }
    const row = this.rows.get(text);
    if (row === 'refused') throw invalid('user_id', 'INPUT_INVALID');
    if (row === 'closed' && !this.closedIsForgotten(key)) throw tooLate();
    if (row === undefined && this.is('closes every generation') && this.wasUndoneBefore(key)) throw tooLate();
    const method = ofService(SERVICE, 'CreateRecord');
    if (row instanceof Uint8Array && !this.is('has no barrier'))
      return method.responseDeserialize(Buffer.from(row));
    if (this.is('asks first')) await systemClock.sleep(5);
    const reply = { consultation_id: randomUUID() };
    this.standing.set(reply.consultation_id, text);
    this.rows.set(text, method.responseSerialize(reply));
    return reply;
  }

  private closedIsForgotten(key: CallKey): boolean {
    if (this.is('has no barrier')) return true;
    const undone = this.rows.has(formatCallKey({ ...key, direction: 'compensation' }));
    return undone ? this.is('takes late actions') : this.is('forgets seals');
  }

  private wasUndoneBefore(key: CallKey): boolean {
    const earlier = Array.from({ length: key.generation - 1 }, (_, index) => index + 1);
    return earlier.some((generation) =>
      this.rows.has(formatCallKey({ ...key, generation, direction: 'compensation' })),
    );
  }

  private delete(key: CallKey, request: Delete): object {
    const text = formatCallKey(key);
    const actionKey = formatCallKey(actionKeyOf(key));
    const method = ofService(SERVICE, 'DeleteRecord');
    const row = this.rows.get(text);
    if (row instanceof Uint8Array && !this.is('undoes anew'))
      return method.responseDeserialize(Buffer.from(row));
    const made = [...this.standing].filter(([, madeBy]) => madeBy === actionKey).map(([id]) => id);
    if (made.length === 0 && row === undefined && this.is('refuses to undo nothing'))
      throw grpcError({ code: GrpcStatus.NOT_FOUND, message: 'there is nothing', reason: 'NOTHING_THERE' });
    for (const id of this.is('undoes by reference') ? [request.consultation_id] : made)
      this.standing.delete(id);
    if (!this.rows.has(actionKey)) this.rows.set(actionKey, 'closed');
    const reply = { deleted: made.length > 0 };
    this.rows.set(text, method.responseSerialize(reply));
    return reply;
  }

  private status(key: CallKey): object {
    const row = this.rows.get(formatCallKey(key));
    if (row === undefined || row === 'refused') return { status: 'CALL_STATUS_NONE' };
    const undone =
      key.direction === 'action' && this.rows.has(formatCallKey({ ...key, direction: 'compensation' }));
    if (row === 'closed' || undone) return { status: 'CALL_STATUS_COMPENSATED' };
    return { status: 'CALL_STATUS_APPLIED', reply: row };
  }

  private seal(key: CallKey): object {
    if (key.direction !== 'action') throw invalid('key', 'CALL_KEY_INVALID');
    const text = formatCallKey(key);
    const row = this.rows.get(text);
    if (row instanceof Uint8Array && !this.is('seals anything'))
      return { outcome: 'SEAL_OUTCOME_APPLIED', reply: row };
    this.rows.set(text, 'closed');
    return { outcome: 'SEAL_OUTCOME_SEALED' };
  }
}

function anyKey(direction: CallDirection): CallKey {
  return { sagaId: randomUUID(), step: 'any', branch: 'any', generation: 1, direction };
}

function tooLate(): GrpcError {
  const message = 'its undo came first';
  return grpcError({ code: GrpcStatus.FAILED_PRECONDITION, message, reason: 'ACTION_AFTER_COMPENSATION' });
}
