/**
 * Starts consultations, and `every-kind` among them, at a fixed rate, whatever becomes of them (an open loop): who is slow to answer slows nobody down,
 * who refuses is counted and not asked again. Every twentieth start is sent to both orchestrators at once.
 */
import { readFileSync } from 'node:fs';
import type { JsonObject } from '#libs/contracts';
import { systemClock } from '#libs/platform';
import { CallFailed } from '../client/call-failed.js';
import type { GrpcClient } from '../client/grpc-client.js';
import { exampleFile } from '../stack/places.js';
import { expectationOf, isEveryKind, itemOf, LOCKED_USERS, requestIdOf, userOf } from './expectation.js';
import type { Site } from './site.js';

const START_CONSULTATION = 'suoke.consultation.flow.v1.ConsultationFlowService/StartConsultation';
const START_SAGA = 'suoke.saga.v1.SagaService/StartSaga';
const LOCK = 'suoke.health_record.v1.HealthRecordService/LockHealthRecord';
const ANSWER_LIMIT_MS = 5_000;
const TICK_MS = 20;
const TWICE_EVERY = 20;

/** One request to start a saga; times by the wall clock. */
export interface Start {
  readonly number: number;
  readonly orchestrator: string;
  readonly sentMs: number;
  readonly answeredMs: number;
  /** `OK`, or the gRPC status. */
  readonly code: string;
  /** Null where none was acknowledged. */
  readonly sagaId: string | null;
}

export class Load {
  readonly starts: Start[] = [];
  private readonly example = JSON.parse(readFileSync(exampleFile('common-cold'), 'utf8')) as JsonObject;
  private readonly pending = new Set<Promise<void>>();
  private next = 0;

  constructor(
    private readonly site: Site,
    private readonly ratePerSecond: number,
  ) {}

  /** Locks the records of those whose last step is to be refused. */
  async prepare(): Promise<void> {
    const { client } = this.site.stack.participant('health-record');
    for (const user of LOCKED_USERS) await client.call(LOCK, { user_id: user, reason: 'under review' });
  }

  /** Starts sagas until the signal aborts; returns when all of them were answered or given up. */
  async run(signal: AbortSignal): Promise<void> {
    const beganMs = systemClock.monotonicMs();
    while (!signal.aborted) {
      const due = ((systemClock.monotonicMs() - beganMs) / 1_000) * this.ratePerSecond;
      while (this.next < due) this.startNext();
      await systemClock.sleep(TICK_MS);
    }
    await Promise.all(this.pending);
  }

  private startNext(): void {
    const number = this.next;
    this.next += 1;
    const { orchestrators } = this.site.stack;
    const first = number % orchestrators.length;
    const asked = number % TWICE_EVERY === 0 ? orchestrators : orchestrators.slice(first, first + 1);
    for (const { plan, client } of asked) {
      const sending = this.send(number, plan.name, client).finally(() => this.pending.delete(sending));
      this.pending.add(sending);
    }
  }

  private async send(number: number, orchestrator: string, client: GrpcClient): Promise<void> {
    const sentMs = systemClock.now();
    const told = (code: string, sagaId: string | null): void => {
      this.starts.push({ number, orchestrator, sentMs, answeredMs: systemClock.now(), code, sagaId });
    };
    try {
      const [method, request] = isEveryKind(number)
        ? [START_SAGA, everyKindOf(number)]
        : [START_CONSULTATION, this.consultationOf(number)];
      const reply = await client.call(method, request, { timeoutMs: ANSWER_LIMIT_MS });
      told('OK', String((reply['saga'] as JsonObject)['saga_id']));
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      told(error.status, null);
    }
  }

  private consultationOf(number: number): JsonObject {
    const { refusedAt, supervised } = expectationOf(number);
    const data = this.example['consultation_data'] as JsonObject;
    const told = refusedAt === 'first' ? { ...data, complaint: ' ' } : data;
    const input = { user_id: userOf(number), consultation_data: told };
    return { input, request_id: requestIdOf(number), supervised };
  }
}

function everyKindOf(number: number): JsonObject {
  return { type: 'every-kind', input: { item: itemOf(number) }, request_id: requestIdOf(number) };
}
