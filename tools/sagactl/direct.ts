/**
 * Sagas straight from Postgres (`--direct`), for when no process of the service answers. The rows are made into what the
 * service would send, so that everything is shown as usual; what only the service can work out, such as the ladder of steps and
 * what is allowed, is missing. No payload is read.
 */
import type pg from 'pg';
import { usage } from './failures.js';
import type { Page } from './pages.js';
import type { AdminSaga, AdminSagaEvent } from './plain.js';

/** As RFC 3339. */
const time = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const SAGA = `
  select json_strip_nulls(json_build_object(
    'saga', json_build_object(
      'saga_id', s.id, 'type', s.type,
      'status', 'SAGA_STATUS_' || case when s.status = 'RUNNING' and s.epoch = 0 then 'PENDING' else s.status end,
      'revision', s.revision::text, 'etag', s.revision::text, 'step_index', s.step_index,
      'step', coalesce(d.document -> 'steps' -> s.step_index::integer ->> 'name', ''), 'steps', '[]'::json,
      'stuck_class', 'STUCK_CLASS_' || upper(coalesce(s.stuck_class, 'unspecified')),
      'error', case when s.error_code is not null then
        json_build_object('code', s.error_code, 'reason', coalesce(s.error_reason, ''), 'fields', '[]'::json) end,
      'deadline', ${time('s.deadline_at')}, 'create_time', ${time('s.created_at')},
      'update_time', ${time('s.updated_at')}, 'finish_time', ${time('s.finished_at')},
      'due_time', ${time('s.due_at')}, 'pause_time', ${time('s.paused_at')},
      'blocked_on', coalesce(s.blocked_on, ''), 'labels', '{}'::json, 'origin', coalesce(s.origin::text, ''),
      'epoch', s.epoch::text, 'turn_cause', 'TURN_CAUSE_UNSPECIFIED', 'definition_hash', s.definition_hash),
    'condition', 'CONDITION_' || case
      when s.finished_at is not null then 'ENDED' when s.status = 'FAILED' then 'STUCK'
      when s.paused_at is not null then 'PAUSED' when s.blocked_on is not null then 'BLOCKED'
      when s.owner is not null then case when i.id is null then 'ORPHANED' else 'MOVING' end
      when s.due_at > now() then 'BACKING_OFF'
      when s.due_at < now() - interval '30 s' then 'OVERDUE' else 'DUE' end,
    'owner', coalesce(s.owner::text, ''), 'owner_lease_time', ${time('i.lease_until')}, 'format', s.format,
    'cause', coalesce(s.cause, ''), 'interruptions', s.interruptions, 'stuck_at', '',
    'allowed_actions', '[]'::json, 'trace_parent', coalesce(s.trace_context, ''), 'payload_error', '')) as saga
  from saga s
    left join definition d on d.hash = s.definition_hash
    left join instance i on i.id = s.owner and i.retired_at is null and i.lease_until > now()`;

const EVENTS = `
  select json_strip_nulls(json_build_object(
    'event', json_build_object(
      'seq', e.seq::text, 'kind', 'EVENT_KIND_' || upper(k.name), 'time', ${time('e.at')}, 'epoch', e.epoch::text,
      'step', coalesce(e.step, ''), 'branch', coalesce(e.branch, ''), 'attempt', coalesce(e.attempt, 0),
      'direction', 'CALL_DIRECTION_' || upper(coalesce(e.data ->> 'direction', 'unspecified')),
      'outcome', 'ATTEMPT_OUTCOME_' || upper(coalesce(e.data ->> 'outcome', 'unspecified')),
      'error', case when coalesce(e.data -> 'error' ->> 'code', e.data ->> 'code') is not null then json_build_object(
        'code', coalesce(e.data -> 'error' ->> 'code', e.data ->> 'code'),
        'reason', coalesce(e.data -> 'error' ->> 'reason', e.data ->> 'reason', ''),
        'fields', coalesce(e.data -> 'error' -> 'fields', e.data -> 'fields', '[]'::jsonb)) end,
      'next_attempt_time', ${time(`to_timestamp((e.data ->> 'nextAtMs')::float8 / 1000)`)},
      'turn_cause', 'TURN_CAUSE_' || upper(coalesce(e.data ->> 'cause', 'unspecified')),
      'stuck_class', 'STUCK_CLASS_' || upper(coalesce(e.data ->> 'class', 'unspecified')),
      'participant', coalesce(e.data ->> 'participant', ''), 'open', coalesce(e.data -> 'open', '[]'::jsonb),
      'deadline', ${time(`to_timestamp((e.data ->> 'deadlineAtMs')::float8 / 1000)`)},
      'rewind_to', coalesce(e.data ->> 'to', '')),
    'has_payload', e.payload is not null, 'payload_error', '')) as event
  from saga_event e join event_kind k on k.number = e.kind
  where e.saga_id = $1::uuid and e.seq > $2::integer
  order by e.seq limit $3::integer`;

/** What the filter of `ls --direct` can name, with its column. */
const COLUMNS: Readonly<Record<string, { readonly column: string; readonly lower: boolean }>> = {
  status: { column: 's.status', lower: false },
  stuck_class: { column: 's.stuck_class', lower: true },
  type: { column: 's.type', lower: false },
};

/** Conditions of a filter in which terms `name = value` are joined by AND. @throws UsageFailed for any other */
export function conditionsOf(filter: string): { readonly where: string[]; readonly values: string[] } {
  const values: string[] = [];
  const terms = filter.trim() === '' ? [] : filter.trim().split(/\s+AND\s+/);
  const where = terms.map((term) => {
    const [, name = '', quoted, bare] = /^([a-z_]+)\s*=\s*(?:"([^"]*)"|([A-Za-z0-9_-]+))$/.exec(term) ?? [];
    const known = Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined;
    if (known === undefined) throw usage('usage.directFilter', { names: Object.keys(COLUMNS).join(', ') });
    const value = quoted ?? bare ?? '';
    values.push(known.lower ? value.toLowerCase() : value);
    return `${known.column} = $${values.length}`;
  });
  return { where, values };
}

/** A page of sagas, the newest first; the token is the id of the last one. */
export async function directSagas(
  pool: pg.Pool,
  filter: string,
  pageSize: number,
  pageToken: string,
): Promise<Page<AdminSaga>> {
  const { where, values } = conditionsOf(filter);
  if (pageToken !== '') where.push(`s.id < $${values.push(pageToken)}::uuid`);
  const text = [
    SAGA,
    where.length === 0 ? '' : `where ${where.join(' and ')}`,
    `order by s.id desc limit ${pageSize}`,
  ];
  const { rows } = await pool.query<{ saga: AdminSaga }>(text.join(' '), values);
  const items = rows.map(({ saga }) => saga);
  const last = items.at(-1)?.saga?.saga_id ?? '';
  return { items, nextPageToken: items.length < pageSize ? '' : last };
}

const SAGA_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One saga; null when there is none of that id. */
export async function directSaga(pool: pg.Pool, sagaId: string): Promise<AdminSaga | null> {
  if (!SAGA_ID.test(sagaId)) return null;
  const { rows } = await pool.query<{ saga: AdminSaga }>(`${SAGA} where s.id = $1::uuid`, [sagaId]);
  return rows[0]?.saga ?? null;
}

/** A page of the history; the token is the number of the last event. */
export async function directEvents(
  pool: pg.Pool,
  sagaId: string,
  after: number,
  pageSize: number,
  pageToken: string,
): Promise<Page<AdminSagaEvent>> {
  if (!SAGA_ID.test(sagaId)) return { items: [], nextPageToken: '' };
  const from = pageToken === '' ? after : Number(pageToken);
  const { rows } = await pool.query<{ event: AdminSagaEvent }>(EVENTS, [sagaId, from, pageSize]);
  const items = rows.map(({ event }) => event);
  return { items, nextPageToken: items.length < pageSize ? '' : (items.at(-1)?.event?.seq ?? '') };
}

/** A saga that nobody would move, and where it stands. */
export interface LimboEntry {
  readonly saga_id: string;
  readonly why: string;
  readonly status: string;
  readonly update_time: string;
}

export async function readLimbo(pool: pg.Pool): Promise<LimboEntry[]> {
  const { rows } = await pool.query<LimboEntry>(
    `select l.saga_id, l.why, s.status, ${time('s.updated_at')} as update_time
     from saga_limbo l join saga s on s.id = l.saga_id order by l.saga_id`,
  );
  return rows;
}
