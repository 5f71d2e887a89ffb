import type { StartRecord } from '#libs/saga-engine';
import { plainArray, textArray } from './array-literal.js';
import { byteaArray } from './bytea-array.js';
import { EVENT_TARGET, eventInput, eventValues } from './events.sql.js';
import { NOW, timeOf, type Statement } from './statement.js';

/** A request id may be used anew after this; as long as participants remember the calls of a saga. */
export const REQUEST_RETENTION = '400 days';

const START = `
      with input as (
        select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::smallint[],
            $7::float8[], $8::jsonb[], $9::uuid[], $10::text[], $11::text[], $12::bytea[], $13::float8[])
          as u(id, type, request_id, body_hmac, definition_hash, format, deadline_at_ms, labels, origin,
            trace_context, kid, wrapped, at_ms)
      ), taken as (
        insert into saga_request (type, request_id, body_hmac, saga_id, expires_at)
        select type, request_id, body_hmac, id, ${NOW} + $14::interval from input
        on conflict (type, request_id) do nothing
        returning saga_id
      ), born as (
        insert into saga (id, created_at, format, type, definition_hash, origin, trace_context, labels, status,
          deadline_at, updated_at, revision, step_index, due_at)
        select id, ${timeOf('at_ms')}, format, type, definition_hash, origin, trace_context, labels, 'RUNNING',
          ${timeOf('deadline_at_ms')}, ${NOW}, 1, 0, ${NOW}
        from input join taken on taken.saga_id = input.id
      ), keyed as (
        insert into saga_key (saga_id, kid, wrapped)
        select id, kid, wrapped from input join taken on taken.saga_id = input.id
      ), told as (
        insert into saga_event (${EVENT_TARGET})
        select ${EVENT_TARGET} from ${eventInput(15)} where saga_id in (select saga_id from taken)
      )
      select saga_id from taken`;

/**
 * Inserts what is new: the request, and for each that took its saga, its key and its first event. Conflicts with other
 * processes are waited for by the unique key, in the order of the batch, which has to be the same everywhere.
 */
export function startSagas(batch: readonly StartRecord[]): Statement {
  return {
    name: 'start-sagas',
    text: START,
    values: [
      textArray(batch.map((record) => record.sagaId)),
      textArray(batch.map((record) => record.type)),
      textArray(batch.map((record) => record.requestId)),
      byteaArray(batch.map((record) => record.bodyHmac)),
      textArray(batch.map((record) => record.definitionHash)),
      plainArray(batch.map((record) => record.format)),
      plainArray(batch.map((record) => record.deadlineAtMs)),
      textArray(batch.map((record) => JSON.stringify(record.labels))),
      textArray(batch.map((record) => record.origin)),
      textArray(batch.map((record) => record.traceContext)),
      textArray(batch.map((record) => record.key.kid)),
      byteaArray(batch.map((record) => record.key.wrapped)),
      plainArray(batch.map((record) => record.event.atMs)),
      REQUEST_RETENTION,
      ...eventValues(batch.map(({ sagaId, event }) => ({ sagaId, event }))),
    ],
  };
}

export interface RequestRecord {
  type: string;
  request_id: string;
  saga_id: string;
  body_hmac: Buffer;
}

/** Whom the request ids of those that did not take belong to. */
export function selectRequests(requests: readonly { type: string; requestId: string }[]): Statement {
  return {
    name: 'select-requests',
    text: `
      select r.type, r.request_id, r.saga_id, r.body_hmac
      from unnest($1::text[], $2::text[]) as u(type, request_id)
      join saga_request r on r.type = u.type and r.request_id = u.request_id`,
    values: [requests.map(({ type }) => type), requests.map(({ requestId }) => requestId)],
  };
}
