/** Two-person approvals. What expired undecided is shown so from that moment, whether or not it was written yet. */
import type { ApprovalState, BatchAction, Json, OperatorAction } from '#libs/saga-core';
import type { ApprovalRecord, NewApproval } from '#libs/saga-engine';
import { msOf, NOW, type Statement } from './statement.js';

/** Returns no row when the request asked before. */
export function insertApproval(approval: NewApproval): Statement {
  const { id, action, method, target, types, requestedBy, identity, requestId, bodyHmac, sealed } = approval;
  const { preview, key } = approval;
  return {
    name: 'insert-approval',
    text: `
      insert into approval (id, action, method, target, types, state, requested_by, identity, request_id, body_hmac,
        sealed, kid, wrapped, preview, created_at, expires_at)
      values ($1::uuid, $2::text, $3::text, $4::text, $5::text[], 'PENDING', $6::text, $7::jsonb, $8::text, $9::bytea,
        $10::bytea, $11::text, $12::bytea, $13::jsonb, ${NOW}, ${NOW} + $14::float8 * interval '1 ms')
      on conflict (requested_by, request_id) do nothing
      returning id`,
    values: [
      ...[id, action, method, target, [...types], requestedBy, JSON.stringify(identity), requestId],
      ...[bodyHmac, sealed, key?.kid ?? null, key?.wrapped ?? null],
      ...[preview === null ? null : JSON.stringify(preview), approval.expiresInMs],
    ],
  };
}

const IS_EXPIRED = `a.state = 'PENDING' and a.expires_at <= now()`;
const STATE = `case when ${IS_EXPIRED} then 'EXPIRED' else a.state end`;

const APPROVAL = `
  select a.id, a.action, a.method, a.target, a.types, ${STATE} as state, a.revision, a.requested_by, a.identity,
    a.request_id, a.body_hmac, a.sealed, a.kid, a.wrapped, a.preview, ${msOf('a.created_at')} as created_at_ms, ${msOf('a.expires_at')} as expires_at_ms, a.decided_by,
    ${msOf('a.decided_at')} as decided_at_ms, a.result, o.reason as operation_reason, ${msOf(NOW)} as now_ms
  from approval a left join operation o on o.approval_id = a.id`;

export interface ApprovalRow {
  id: string;
  action: OperatorAction | BatchAction;
  method: string;
  target: string;
  types: string[];
  state: ApprovalState;
  revision: number;
  requested_by: string;
  identity: Json;
  request_id: string;
  body_hmac: Buffer;
  sealed: Buffer | null;
  kid: string | null;
  wrapped: Buffer | null;
  preview: Json | null;
  created_at_ms: number;
  expires_at_ms: number;
  decided_by: string | null;
  decided_at_ms: number | null;
  result: string | null;
  operation_reason: string | null;
  now_ms: number;
}

export function toApproval(row: ApprovalRow): ApprovalRecord {
  const { id, action, method, target, types, state, revision, identity, sealed, preview, result } = row;
  const { kid, wrapped } = row;
  return {
    key: kid === null || wrapped === null ? null : { kid, wrapped },
    ...{ id, action, method, target, types, state, revision, identity, sealed, preview, result },
    requestedBy: row.requested_by,
    requestId: row.request_id,
    bodyHmac: row.body_hmac,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    decidedBy: row.decided_by,
    decidedAtMs: row.decided_at_ms,
    operationReason: row.operation_reason,
  };
}

export function selectApproval(approvalId: string): Statement {
  return { name: 'select-approval', text: `${APPROVAL} where a.id = $1::uuid`, values: [approvalId] };
}

export function lockApproval(approvalId: string): Statement {
  return {
    name: 'lock-approval',
    text: `${APPROVAL} where a.id = $1::uuid for update of a`,
    values: [approvalId],
  };
}

export function selectApprovalOfRequest(requestedBy: string, requestId: string): Statement {
  return {
    name: 'select-approval-of-request',
    text: `${APPROVAL} where a.requested_by = $1::text and a.request_id = $2::text`,
    values: [requestedBy, requestId],
  };
}

/** Newest first. */
export function listApprovals(
  state: ApprovalState | undefined,
  beforeId: string | undefined,
  permittedTypes: readonly string[] | undefined,
  limit: number,
): Statement {
  return {
    name: 'list-approvals',
    text: `${APPROVAL}
      where ($2::text is null or ${STATE} = $2) and ($3::uuid is null or a.id < $3)
        and ($4::text[] is null or a.types <@ $4)
      order by a.id desc limit $1::integer`,
    values: [limit, state ?? null, beforeId ?? null, permittedTypes ?? null],
  };
}

/** Under the lock of its row. Of an operation nothing is left to be done: it goes on in the same transaction. */
export function decideApproval(approvalId: string, state: 'APPROVED' | 'REJECTED', by: string): Statement {
  return {
    name: 'decide-approval',
    text: `
      update approval a
      set state = $2::text, revision = a.revision + 1, decided_by = $3::text, decided_at = ${NOW},
        result = case when $2 = 'APPROVED' and a.sealed is null then 'ok' end,
        kid = case when $2 = 'APPROVED' then a.kid end, wrapped = case when $2 = 'APPROVED' then a.wrapped end
      where a.id = $1::uuid and a.state = 'PENDING' and a.expires_at > now()
      returning a.id, a.sealed is null as is_of_operation`,
    values: [approvalId, state, by],
  };
}

/** The operation that waited for it was cancelled. */
export function withdrawApproval(operationId: string): Statement {
  return {
    name: 'withdraw-approval',
    text: `
      update approval a
      set state = 'STALE', revision = a.revision + 1, result = 'CANCELLED'
      from operation o
      where o.id = $1::uuid and a.id = o.approval_id and a.state = 'PENDING'`,
    values: [operationId],
  };
}

export function concludeApproval(approvalId: string, result: string): Statement {
  return {
    name: 'conclude-approval',
    text: `
      update approval a
      set result = $2::text, revision = a.revision + 1, state = case when $2 = 'ok' then a.state else 'STALE' end,
        kid = null, wrapped = null
      where a.id = $1::uuid and a.state = 'APPROVED' and a.result is null`,
    values: [approvalId, result],
  };
}

export function selectUnfinished(forMs: number, limit: number): Statement {
  return {
    name: 'select-unfinished-approvals',
    text: `${APPROVAL}
      where a.state = 'APPROVED' and a.result is null and a.decided_at <= now() - $1::float8 * interval '1 ms'
      order by a.decided_at limit $2::integer`,
    values: [forMs, limit],
  };
}

/** With the operations that waited for them. Rows that somebody decides at this moment are left to them. */
export function expireApprovals(): Statement {
  return {
    name: 'expire-approvals',
    text: `
      with due as (
        select a.id from approval a where ${IS_EXPIRED} order by a.expires_at limit 100 for update skip locked
      ), expired as (
        update approval a set state = 'EXPIRED', revision = a.revision + 1, kid = null, wrapped = null from due
        where a.id = due.id returning a.id
      ), ended as (
        update operation o
        set state = 'REJECTED', revision = o.revision + 1, finished_at = ${NOW}, settled_at = ${NOW},
          kid = null, wrapped = null, statement = null
        from expired where o.approval_id = expired.id and o.state = 'WAITING_FOR_APPROVAL'
      )
      select id from expired`,
    values: [],
  };
}
