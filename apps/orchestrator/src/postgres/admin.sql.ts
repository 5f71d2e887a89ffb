/** What operators leave behind: their requests and the audit chain. */
import type { AuditRecord } from '#libs/saga-engine';
import { CLOCK_MS, msOf, NOW, timeOf, type Statement } from './statement.js';
import { REQUEST_RETENTION } from './start.sql.js';

export interface AdminRequestRow {
  saga_id: string | null;
  body_hmac: Buffer;
  revision: number | null;
}

export function selectAdminRequest(actor: string, requestId: string): Statement {
  return {
    name: 'select-admin-request',
    text: `
      select saga_id, body_hmac, revision from admin_request
      where actor = $1::text and request_id = $2::text`,
    values: [actor, requestId],
  };
}

/** Returns no row when the actor has used the request id before. */
export function insertAdminRequest(
  sagaId: string | null,
  request: { actor: string; requestId: string; bodyHmac: Uint8Array; revision: number | null },
): Statement {
  return {
    name: 'insert-admin-request',
    text: `
      insert into admin_request (actor, request_id, body_hmac, saga_id, revision, expires_at)
      values ($1::text, $2::text, $3::bytea, $4::uuid, $5::integer, ${NOW} + $6::interval)
      on conflict (actor, request_id) do nothing
      returning revision`,
    values: [request.actor, request.requestId, request.bodyHmac, sagaId, request.revision, REQUEST_RETENTION],
  };
}

/** One entry after the other, until the end of the transaction; asked for last, because everybody waits for it. */
export function lockAuditChain(): Statement {
  return {
    name: 'lock-audit-chain',
    text: `select pg_advisory_xact_lock(23153, hashtext(current_schema()))`,
    values: [],
  };
}

export interface AuditHead {
  seq: number | null;
  hash: Buffer | null;
  now_ms: number;
}

/** Exactly one row; sees every committed entry because it is another statement than the one that took the lock. */
export function selectAuditHead(): Statement {
  return {
    name: 'select-audit-head',
    text: `
      select head.seq, head.hash, ${CLOCK_MS} as now_ms
      from (values (1)) as always
        left join lateral (select seq, hash from audit_entry order by seq desc limit 1) as head on true`,
    values: [],
  };
}

/** An entry in its place in the chain. */
export interface ChainedEntry extends AuditRecord {
  readonly seq: number;
  readonly atMs: number;
}

export function insertAuditEntry(entry: ChainedEntry, prevHash: Uint8Array, hash: Uint8Array): Statement {
  return {
    name: 'insert-audit-entry',
    text: `
      insert into audit_entry (seq, at, actor, action, target, decision, result, request_id, revision_before,
        revision_after, reason, prev_hash, hash)
      values ($1::bigint, ${timeOf('$2')}, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text,
        $9::integer, $10::integer, $11::bytea, $12::bytea, $13::bytea)`,
    values: [
      ...[entry.seq, entry.atMs, entry.actor, entry.action, entry.target, entry.decision, entry.result],
      ...[entry.requestId, entry.revisionBefore, entry.revisionAfter, entry.reason, prevHash, hash],
    ],
  };
}

export interface AuditRow {
  seq: number;
  at_ms: number;
  actor: string;
  action: string;
  target: string;
  decision: 'allowed' | 'denied';
  result: string;
  request_id: string;
  revision_before: number | null;
  revision_after: number | null;
  reason: Buffer | null;
  prev_hash: Buffer;
  hash: Buffer;
}

/** By the index on targets: entries of one saga are few. */
export function selectAuditSeq(target: string, actor: string, requestId: string): Statement {
  return {
    name: 'select-audit-seq',
    text: `
      select seq from audit_entry
      where target = $1::text and actor = $2::text and request_id = $3::text and decision = 'allowed'
      order by seq limit 1`,
    values: [target, actor, requestId],
  };
}

/** The chain in order, page by page. */
export function selectAuditEntries(afterSeq: number, limit: number): Statement {
  return {
    name: 'select-audit-entries',
    text: `
      select seq, ${msOf('at')} as at_ms, actor, action, target, decision, result, request_id, revision_before,
        revision_after, reason, prev_hash, hash
      from audit_entry where seq > $1::bigint order by seq limit $2::integer`,
    values: [afterSeq, limit],
  };
}
