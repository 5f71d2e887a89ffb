/** What operators see of all sagas together. Each statement reads one small index: what is stuck, open, or blocked. */
import type { CauseGroupQuery } from '../lists/read-model.js';
import { LAST_FAILURE } from './lists.sql.js';
import { binder, conditionText } from './saga-filter.sql.js';
import { msOf, type Statement } from './statement.js';
import { HOLD_COLUMNS } from './holds.sql.js';

export interface CauseGroupRecord {
  group_key: string;
  cause: string | null;
  type: string;
  stuck_class: string;
  error_code: string | null;
  error_reason: string | null;
  step: string | null;
  sagas: number;
  first_at_ms: number;
  last_at_ms: number;
  sample_ids: string[];
  definition_hash: string;
  branch: string | null;
  direction: string | null;
  field_lists: unknown[];
}

/** What a cause is made of (`causeOf` in the engine's codec), as far as rows tell it. */
const CAUSE_COLUMNS = 's.cause, s.type, s.stuck_class, s.error_code, s.error_reason, f.step';
/** A cause is one group; where a row has none, what it would be made of stands for it. */
const GROUP_KEY = `coalesce(s.cause, concat_ws('/', s.type, s.stuck_class, s.error_code, s.error_reason, f.step))`;
const SAMPLES = 5;
const FIELD_SAMPLES = 20;

/** The first of many in the order of the newest sagas. */
const newest = (value: string) => `(array_agg(${value} order by s.id desc))`;

/**
 * The largest group first. Every stuck saga is counted, so a page takes as long as all of them; where two are alike but for the
 * branch, or for what fields were violated, the newest speaks for the group.
 */
export function selectCauseGroups({ condition, after, limit }: CauseGroupQuery): Statement {
  const values: unknown[] = [];
  const bind = binder(values);
  const filter = condition === null ? '' : `and ${conditionText(condition, bind)}`;
  const rest =
    after === null
      ? ''
      : `having (count(*), ${GROUP_KEY}) < (${bind(after.sagas)}::bigint, ${bind(after.key)}::text)`;
  const text = `
      select ${CAUSE_COLUMNS}, ${GROUP_KEY} as group_key, count(*) as sagas,
        ${msOf('min(coalesce(f.at, s.updated_at))')} as first_at_ms,
        ${msOf('max(coalesce(f.at, s.updated_at))')} as last_at_ms,
        ${newest('s.id')}[1:${SAMPLES}] as sample_ids,
        ${newest('s.definition_hash')}[1] as definition_hash,
        ${newest('f.branch')}[1] as branch,
        ${newest(`f.data ->> 'direction'`)}[1] as direction,
        to_jsonb(${newest(`f.data -> 'error' -> 'fields'`)}[1:${FIELD_SAMPLES}]) as field_lists
      from saga s ${LAST_FAILURE}
      where s.stuck_class is not null ${filter}
      group by ${CAUSE_COLUMNS}
      ${rest}
      order by sagas desc, group_key desc
      limit ${bind(limit)}::integer`;
  return { name: '', text, values };
}

export interface DefinitionRecord {
  hash: string;
  type: string;
  saved_at_ms: number;
  open_sagas: number;
}

export function selectDefinitionUse(): Statement {
  return {
    name: 'select-definition-use',
    text: `
      select d.hash, d.type, ${msOf('d.saved_at')} as saved_at_ms, coalesce(u.sagas, 0) as open_sagas
      from definition d
        left join (
          select definition_hash, count(*) as sagas from saga where finished_at is null group by definition_hash
        ) u on u.definition_hash = d.hash`,
    values: [],
  };
}

export interface BlockedRecord {
  participant: string;
  sagas: number;
  oldest_at_ms: number;
}

/** @param types only sagas of these; null for all */
export function selectBlockedSagas(types: readonly string[] | null): Statement {
  return {
    name: 'select-blocked-sagas',
    text: `
      select blocked_on as participant, count(*) as sagas, ${msOf('min(created_at)')} as oldest_at_ms
      from saga where blocked_on is not null and ($1::text[] is null or type = any($1))
      group by blocked_on`,
    values: [types],
  };
}

export interface StuckRecord {
  definition_hash: string;
  step: string;
  branch: string | null;
  direction: string | null;
  sagas: number;
}

/** @param types only sagas of these; null for all */
export function selectStuckSagas(types: readonly string[] | null): Statement {
  return {
    name: 'select-stuck-sagas',
    text: `
      select s.definition_hash, f.step, f.branch, f.data ->> 'direction' as direction, count(*) as sagas
      from saga s ${LAST_FAILURE}
      where s.stuck_class is not null and f.step is not null and ($1::text[] is null or s.type = any($1))
      group by s.definition_hash, f.step, f.branch, direction`,
    values: [types],
  };
}

/** Also those that were released: the rate of the last release still paces what wakes. */
export function selectEveryHold(): Statement {
  return {
    name: 'select-every-hold',
    text: `select ${HOLD_COLUMNS} from participant_hold`,
    values: [],
  };
}

export interface EventLineRecord {
  seq: number;
  epoch: number | null;
  format: number;
  kind: number;
  step: string | null;
  branch: string | null;
  attempt: number | null;
  data: { [key: string]: unknown };
  at_ms: number;
  payload_bytes: number;
}

/** A page of a history; secrets stay where they are. */
export function selectEventLines(sagaId: string, afterSeq: number, limit: number): Statement {
  return {
    name: 'select-event-lines',
    text: `
      select seq, epoch, format, kind, step, branch, attempt, data, ${msOf('at')} as at_ms,
        coalesce(octet_length(payload), 0) as payload_bytes
      from saga_event
      where saga_id = $1::uuid and seq > $2::integer
      order by seq
      limit $3::integer`,
    values: [sagaId, afterSeq, limit],
  };
}

export interface SealedPayloadRecord {
  seq: number;
  payload: Buffer;
}

/** What is sealed of a page of a history; for who may read it. */
export function selectPayloads(sagaId: string, fromSeq: number, toSeq: number): Statement {
  return {
    name: 'select-payloads',
    text: `
      select seq, payload
      from saga_event
      where saga_id = $1::uuid and seq between $2::integer and $3::integer and payload is not null`,
    values: [sagaId, fromSeq, toSeq],
  };
}

export interface KeyRecord {
  saga_id: string;
  kid: string;
  wrapped: Buffer;
}

export function selectKeys(sagaIds: readonly string[]): Statement {
  return {
    name: 'select-keys',
    text: `select saga_id, kid, wrapped from saga_key where saga_id = any($1::uuid[])`,
    values: [sagaIds.toSorted()],
  };
}
