/** The audit chain: appended at its end, read in order to be verified, and newest first to be looked at. */
import type { AuditQuery, AuditRecord } from '#libs/saga-engine';
import { CLOCK_MS, msOf, timeOf, type Statement } from './statement.js';

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

/** An entry with its number and time, before it has its hash. */
export interface ChainedEntry extends AuditRecord {
  readonly format: number;
  readonly seq: number;
  readonly atMs: number;
}

export function insertAuditEntry(entry: ChainedEntry, prevHash: Uint8Array, hash: Uint8Array): Statement {
  return {
    name: 'insert-audit-entry',
    text: `
      insert into audit_entry (seq, at, actor, action, target, decision, result, request_id, revision_before,
        revision_after, reason, prev_hash, hash, format, auth_method, source_address)
      values ($1::bigint, ${timeOf('$2')}, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text,
        $9::integer, $10::integer, $11::bytea, $12::bytea, $13::bytea, $14::smallint, $15::text, $16::text)`,
    values: [
      ...[entry.seq, entry.atMs, entry.actor, entry.action, entry.target, entry.decision, entry.result],
      ...[entry.requestId, entry.revisionBefore, entry.revisionAfter, entry.reason, prevHash, hash],
      ...[entry.format, entry.origin?.authMethod ?? null, entry.origin?.sourceAddress ?? null],
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
  format: number;
  auth_method: string | null;
  source_address: string | null;
}

const COLUMNS = `
  seq, ${msOf('at')} as at_ms, actor, action, target, decision, result, request_id, revision_before,
  revision_after, reason, prev_hash, hash, format, auth_method, source_address`;

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

/** The hash of one entry; no row where there is none of that number. */
export function selectAuditHash(seq: number): Statement {
  return {
    name: 'select-audit-hash',
    text: `select hash from audit_entry where seq = $1::bigint`,
    values: [seq],
  };
}

/** The chain in order, page by page. */
export function selectAuditChain(afterSeq: number, toSeq: number, limit: number): Statement {
  return {
    name: 'select-audit-chain',
    text: `
      select ${COLUMNS}
      from audit_entry where seq > $1::bigint and seq <= $2::bigint order by seq limit $3::integer`,
    values: [afterSeq, toSeq, limit],
  };
}

/** Newest first, below a known number (keyset). Each combination of conditions is a statement of its own, with its own plan. */
export function listAudit(query: AuditQuery): Statement {
  const values: unknown[] = [query.limit];
  const names = ['list-audit'];
  const conditions = ['true'];
  const given = (name: string, value: unknown, text: (parameter: string) => string): void => {
    if (value === undefined) return;
    values.push(value);
    names.push(name);
    conditions.push(text(`$${values.length}`));
  };
  given('c', query.actor, (value) => `actor = ${value}::text`);
  given('a', query.actions, (value) => `action = any(${value}::text[])`);
  given('t', query.target, (value) => `target = ${value}::text`);
  given('d', query.decision, (value) => `decision = ${value}::text`);
  given('f', query.fromMs, (value) => `at >= ${timeOf(value)}`);
  given('b', query.beforeMs, (value) => `at < ${timeOf(value)}`);
  given('s', query.beforeSeq, (value) => `seq < ${value}::bigint`);
  return {
    name: names.join('-'),
    text: `
      select ${COLUMNS} from audit_entry
      where ${conditions.join(' and ')}
      order by seq desc
      limit $1::integer`,
    values,
  };
}
