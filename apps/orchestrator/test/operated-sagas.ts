/** Sagas as operators meet them: of a definition that has every kind of step, brought into every phase by its participants. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import { ref, type SagaDefinition } from '#libs/saga-core';
import { eventually } from '#libs/testkit';
import type pg from 'pg';
import { Doors } from './door-fixtures.js';

const AI_AGENT = 'suoke.ai_agent.v1.AiAgentService';
const CONSULTATION = 'suoke.consultation.v1.ConsultationService';
const once = { maxAttempts: 1 };

function agent(name: string, method: string) {
  const request = { agent: `AGENT_${name.toUpperCase()}`, user_id: ref('input.user_id') };
  return {
    name,
    action: { method: `${AI_AGENT}/${method}`, request },
    compensation: {
      method: `${AI_AGENT}/CancelAnalysis`,
      request: { analysis_id: ref(`ask.${name}.analysis_id`) },
      retry: once,
    },
  };
}

/** Compensatable, parallel, an unguarded pivot, retriable; whatever goes wrong on the way forward waits for an operator. */
const OPERATED = {
  type: 'operated',
  input: 'suoke.consultation.flow.v1.StartConsultationInput',
  steps: [
    {
      name: 'book',
      kind: 'compensatable',
      onRefused: 'stop',
      branches: [
        {
          action: {
            method: `${CONSULTATION}/CreateRecord`,
            request: { user_id: ref('input.user_id') },
            retry: { initialIntervalMs: 60_000 },
          },
          compensation: {
            method: `${CONSULTATION}/DeleteRecord`,
            request: { consultation_id: ref('book.consultation_id') },
            retry: once,
          },
        },
      ],
    },
    {
      name: 'ask',
      kind: 'compensatable',
      onRefused: 'stop',
      branches: [agent('xiaoai', 'Analyze'), agent('xiaoke', 'Diagnose')],
    },
    {
      name: 'pay',
      kind: 'pivot',
      onRefused: 'stop',
      branches: [
        {
          action: {
            method: 'suoke.notification.v1.NotificationService/SendNotification',
            request: { user_id: ref('input.user_id') },
            retry: once,
          },
          barrier: false,
        },
      ],
    },
    {
      name: 'ship',
      kind: 'retriable',
      branches: [
        {
          action: {
            method: 'suoke.health_record.v1.HealthRecordService/UpdateHealthRecord',
            request: { user_id: ref('input.user_id'), type: 'paid', report_id: ref('pay.notification_id') },
          },
        },
      ],
    },
  ],
} satisfies SagaDefinition;

export const NO = () =>
  Promise.reject(grpcError({ code: status.FAILED_PRECONDITION, message: 'no', reason: 'NO' }));
const AWAY = () => Promise.reject(grpcError({ code: status.UNAVAILABLE, message: 'away', reason: 'AWAY' }));

export const WHY = 'asked for by the ward';
export const EVIDENCE = 'seen in the ledger of the participant';
/** Replies that the messages of the methods take. */
export const REPLIES = { xiaoai: { analysis_id: 'by-hand' }, xiaoke: { analysis_id: 'by-hand' } };

export interface AuditRow {
  readonly seq: number;
  readonly action: string;
  readonly decision: string;
  readonly result: string;
  readonly reason: Buffer | null;
  readonly auth_method: string | null;
  readonly source_address: string | null;
}

/** Doors with the definition, and ways to bring sagas of it where operators find them. */
export class OperatedSagas {
  /** For the test's own statements. */
  readonly sql: pg.Pool;

  private constructor(
    readonly doors: Doors,
    private readonly folder: string,
    /** The environment of further places. */
    readonly env: Record<string, string>,
  ) {
    this.sql = doors.database.pool({ schema: 'orchestrator' });
  }

  static async open(): Promise<OperatedSagas> {
    const folder = mkdtempSync(join(tmpdir(), 'suoke-operated-'));
    const path = join(folder, 'operated.json');
    writeFileSync(path, JSON.stringify(OPERATED));
    const env = { SUOKE_DEFINITIONS: path };
    return new OperatedSagas(await Doors.open(env), folder, env);
  }

  /** The environment of a place of a later version: there the step `ask` is called `consult`. */
  laterEnv(): Record<string, string> {
    const path = join(this.folder, 'later.json');
    writeFileSync(path, JSON.stringify(OPERATED).replaceAll('"ask', '"consult'));
    return { ...this.env, SUOKE_DEFINITIONS: path };
  }

  async close(): Promise<void> {
    await this.doors.close();
    rmSync(this.folder, { recursive: true });
  }

  /** Started, and nothing waited for. */
  start(): Promise<JsonObject> {
    return this.doors.start({ type: 'operated' });
  }

  /** Its first call is on its way until the returned function is called. */
  async running(): Promise<{ saga: JsonObject; release: () => void }> {
    const { participants } = this.doors;
    const release = participants.hold('CreateRecord');
    const { saga_id } = await this.start();
    await eventually(() => participants.methodsOf(String(saga_id)).length > 0, { what: 'the first call' });
    return { saga: await this.doors.get(saga_id), release };
  }

  /** Waits for the second attempt of its first call, for a minute. */
  async backingOff(): Promise<JsonObject> {
    this.doors.participants.script('CreateRecord', AWAY);
    const { saga_id } = await this.start();
    return this.when(saga_id, 'CONDITION_BACKING_OFF');
  }

  /** Stuck: `ask/xiaoai` was refused; `book` is done. */
  stuckAtAsk(): Promise<JsonObject> {
    this.doors.participants.script('Analyze', NO);
    return this.stuck();
  }

  /** Stuck: nobody knows whether the pivot `pay` took effect. */
  stuckAtPivot(): Promise<JsonObject> {
    this.doors.participants.script('SendNotification', AWAY);
    return this.stuck();
  }

  /** Stuck past the commit point: `ship` was refused. */
  stuckAtShip(): Promise<JsonObject> {
    this.doors.participants.script('UpdateHealthRecord', NO);
    return this.stuck();
  }

  /** Stuck on the way back: the undo of `book` was refused, and is all that is owed. */
  async stuckGoingBack(): Promise<JsonObject> {
    const { saga_id } = await this.stuckAtAsk();
    this.doors.participants.script('DeleteRecord', NO);
    await this.doors.admin('CompensateSaga', mutation({ saga_id: saga_id ?? '' }, { etag: '' }));
    return this.doors.until(saga_id, 'FAILED');
  }

  async completed(): Promise<JsonObject> {
    const { saga_id } = await this.start();
    return this.doors.until(saga_id, 'COMPLETED');
  }

  /** Waits until the saga rests in a condition: no process has it any more. */
  when(sagaId: unknown, condition: string): Promise<JsonObject> {
    return eventually(
      async () => {
        const seen = sagaOf(await this.doors.admin('GetSaga', { saga_id: String(sagaId) }));
        const { condition: now, owner } = seen;
        if (now !== condition || owner !== '') throw new Error(`it is ${String(now)}, of ${String(owner)}`);
        return sagaOf(seen);
      },
      { what: `saga ${String(sagaId)} in ${condition}` },
    );
  }

  /** What the audit has about a saga, the oldest first. */
  async audit({ saga_id }: JsonObject): Promise<AuditRow[]> {
    const { rows } = await this.sql.query<AuditRow>(
      'select * from audit_entry where target = $1 order by seq',
      [`sagas/${String(saga_id)}`],
    );
    return rows;
  }

  /** The keys of the calls that a saga made since the participants were reset, without its id, in their order. */
  keysOf({ saga_id }: JsonObject): string[] {
    return this.doors.participants.calls
      .filter(({ key }) => key.startsWith(String(saga_id)))
      .map(({ key }) => key.slice(key.indexOf('/') + 1));
  }

  private async stuck(): Promise<JsonObject> {
    const { saga_id } = await this.start();
    const saga = await this.doors.until(saga_id, 'FAILED');
    this.doors.participants.reset();
    return saga;
  }
}

export const sagaOf = (answer: JsonObject): JsonObject => answer['saga'] as JsonObject;
/** The saga of an answer to a mutation. */
export const resultOf = (answer: JsonObject): JsonObject => sagaOf(answer['result'] as JsonObject);

/** An edit of the call that was refused to a saga that is stuck at `ask`, or of another one. */
export function edit(request: JsonObject, more: JsonObject = {}): JsonObject {
  return { edit: { step: 'ask', branch: 'xiaoai', request, ...more } };
}

/** What every mutation says, of a saga as it was seen. */
export function mutation({ saga_id, etag }: JsonObject, more: JsonObject = {}): JsonObject {
  return { saga_id: saga_id ?? '', etag: etag ?? '', request_id: randomUUID(), reason: WHY, ...more };
}
