/** What the tools ask of Suoke Saga: start a consultation, watch a saga, read what the participants keep. */
import type { JsonObject } from '#libs/contracts';
import { PARTICIPANT_NAMES, type ParticipantName, type Stack } from '../stack/stack.js';
import type { GrpcClient } from './grpc-client.js';

const SAGAS = 'suoke.saga.v1.SagaService';
const FLOW = 'suoke.consultation.flow.v1.ConsultationFlowService';
const ADMIN = 'suoke.saga.admin.v1.SagaAdminService';

export interface SagaEventJson extends JsonObject {
  readonly seq: string;
  readonly kind: string;
  readonly time: string;
}

export interface WatchMessage {
  readonly saga: JsonObject;
  readonly events: readonly SagaEventJson[];
}

export async function startConsultation(client: GrpcClient, input: JsonObject): Promise<string> {
  const { saga } = await client.call(`${FLOW}/StartConsultation`, { input });
  return String((saga as JsonObject)['saga_id']);
}

export async function* watchSaga(
  client: GrpcClient,
  sagaId: string,
  afterRevision = 0,
): AsyncGenerator<WatchMessage> {
  const request = { saga_id: sagaId, after_revision: String(afterRevision) };
  for await (const message of client.stream(`${SAGAS}/WatchSaga`, request, { timeoutMs: 120_000 })) {
    yield message as unknown as WatchMessage;
  }
}

/** The saga as operators see it, with the process that owns it. */
export async function adminSaga(client: GrpcClient, token: string, sagaId: string): Promise<JsonObject> {
  const metadata = { authorization: `Bearer ${token}` };
  const { saga } = await client.call(`${ADMIN}/GetSaga`, { saga_id: sagaId }, { metadata });
  return saga as JsonObject;
}

/** How many effects of a saga a participant keeps, and how many it took back. */
export interface Ledger {
  readonly kept: number;
  readonly undone: number;
}

const LEDGERS: Record<
  ParticipantName,
  { method: string; list: string; show?: string; isUndone: (row: JsonObject) => boolean }
> = {
  consultation: {
    method: 'suoke.consultation.v1.ConsultationService/ListRecords',
    list: 'records',
    show: 'show_deleted',
    isUndone: (row) => row['delete_time'] != null,
  },
  'ai-agent': {
    method: 'suoke.ai_agent.v1.AiAgentService/ListAnalyses',
    list: 'analyses',
    show: 'show_cancelled',
    isUndone: (row) => row['cancel_time'] != null,
  },
  report: {
    method: 'suoke.report.v1.ReportService/ListReports',
    list: 'reports',
    show: 'show_withdrawn',
    isUndone: (row) => row['withdraw_time'] != null,
  },
  notification: {
    method: 'suoke.notification.v1.NotificationService/ListNotifications',
    list: 'notifications',
    isUndone: (row) => row['cancel_time'] != null,
  },
  'health-record': {
    method: 'suoke.health_record.v1.HealthRecordService/ListVersions',
    list: 'versions',
    isUndone: (row) => row['revert_time'] != null,
  },
};

/** What each participant's own data says about a saga. */
export async function ledgersOf(stack: Stack, sagaId: string): Promise<Record<ParticipantName, Ledger>> {
  const entries = await Promise.all(
    PARTICIPANT_NAMES.map(async (name) => {
      const { method, list, show, isUndone } = LEDGERS[name];
      const reply = await stack.participant(name).client.call(method, {
        saga_id: sagaId,
        ...(show === undefined ? {} : { [show]: true }),
      });
      const rows = (reply[list] ?? []) as readonly JsonObject[];
      const undone = rows.filter(isUndone).length;
      return [name, { kept: rows.length - undone, undone }] as const;
    }),
  );
  return Object.fromEntries(entries) as Record<ParticipantName, Ledger>;
}
