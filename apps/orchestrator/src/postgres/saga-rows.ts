/** Rows of `saga` and `saga_event` as they are read, and what they are to the engine. */
import type { SagaStatus, StuckClass } from '#libs/saga-core';
import type { EventRow, SagaRow, StoredSaga, WrappedKey } from '#libs/saga-engine';
import { eventKindOf } from './event-kinds.js';
import { CLOCK_MS, msOf } from './statement.js';

/** The select list of a saga under an alias; `SagaRecord` names what comes back. */
export function sagaColumns(alias: string): string {
  const plain = [
    ...['id', 'type', 'definition_hash', 'format', 'status', 'step_index', 'revision', 'epoch', 'owner'],
    ...['stuck_class', 'error_code', 'error_reason', 'cause', 'rewind_to', 'blocked_on', 'interruptions'],
    ...['labels', 'origin', 'trace_context'],
  ].map((column) => `${alias}.${column}`);
  const times = ['due_at', 'deadline_at', 'paused_at', 'finished_at', 'created_at', 'updated_at'].map(
    (column) => `${msOf(`${alias}.${column}`)} as ${column}_ms`,
  );
  return [...plain, ...times].join(', ');
}

export interface SagaRecord {
  id: string;
  type: string;
  definition_hash: string;
  format: number;
  status: SagaStatus;
  step_index: number;
  revision: number;
  epoch: number;
  owner: string | null;
  stuck_class: StuckClass | null;
  error_code: string | null;
  error_reason: string | null;
  cause: string | null;
  rewind_to: number | null;
  blocked_on: string | null;
  interruptions: number;
  labels: { [key: string]: string };
  origin: string | null;
  trace_context: string | null;
  due_at_ms: number | null;
  deadline_at_ms: number | null;
  paused_at_ms: number | null;
  finished_at_ms: number | null;
  created_at_ms: number;
  updated_at_ms: number;
}

export function toSagaRow(record: SagaRecord): SagaRow {
  return {
    id: record.id,
    type: record.type,
    definitionHash: record.definition_hash,
    format: record.format,
    status: record.status,
    stepIndex: record.step_index,
    revision: record.revision,
    epoch: record.epoch,
    owner: record.owner,
    dueAtMs: record.due_at_ms,
    stuckClass: record.stuck_class,
    errorCode: record.error_code,
    errorReason: record.error_reason,
    cause: record.cause,
    deadlineAtMs: record.deadline_at_ms,
    rewindTo: record.rewind_to,
    pausedAtMs: record.paused_at_ms,
    blockedOn: record.blocked_on,
    finishedAtMs: record.finished_at_ms,
    interruptions: record.interruptions,
    labels: record.labels,
    origin: record.origin,
    traceContext: record.trace_context,
    createdAtMs: record.created_at_ms,
    updatedAtMs: record.updated_at_ms,
  };
}

/** The data key beside a saga, and the time of the database, where all is read together. */
export const KEY_AND_NOW = `k.kid, k.wrapped, ${CLOCK_MS} as now_ms`;

export interface ClaimedRecord extends SagaRecord {
  kid: string | null;
  wrapped: Buffer | null;
  now_ms: number;
}

export function toStoredSaga(record: ClaimedRecord, events: readonly EventRow[]): StoredSaga {
  return { row: toSagaRow(record), events, key: toKey(record), databaseNowMs: record.now_ms };
}

function toKey({ kid, wrapped }: { kid: string | null; wrapped: Buffer | null }): WrappedKey | null {
  return kid === null || wrapped === null ? null : { kid, wrapped };
}

/** The select list of an event under an alias; prefixed, because a load reads it beside the saga. */
export function eventColumns(alias: string): string {
  const plain = ['seq', 'epoch', 'format', 'kind', 'step', 'branch', 'attempt', 'data', 'payload'].map(
    (column) => `${alias}.${column} as e_${column}`,
  );
  return [...plain, `${msOf(`${alias}.at`)} as e_at_ms`].join(', ');
}

export interface EventRecord {
  e_seq: number;
  e_epoch: number | null;
  e_format: number;
  e_kind: number;
  e_step: string | null;
  e_branch: string | null;
  e_attempt: number | null;
  e_data: { [key: string]: unknown };
  e_payload: Buffer | null;
  e_at_ms: number;
}

export function toEventRow(record: EventRecord): EventRow {
  return {
    seq: record.e_seq,
    epoch: record.e_epoch,
    format: record.e_format,
    kind: eventKindOf(record.e_kind),
    step: record.e_step,
    branch: record.e_branch,
    attempt: record.e_attempt,
    data: record.e_data,
    payload: record.e_payload,
    atMs: record.e_at_ms,
  };
}
