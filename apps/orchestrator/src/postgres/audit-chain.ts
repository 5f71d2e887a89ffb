/**
 * The audit chain: each entry's hash covers its content and the hash of the entry before.
 *
 * A1 Entries are numbered from 1 without gaps; one transaction appends at a time.
 * A2 An entry that was altered, removed from the middle, or moved, is found by reading the chain. Entries cut off at its end
 *    leave a valid shorter chain: that shows only against a head that was noted elsewhere.
 */
import { createHash } from 'node:crypto';
import type { AuditRecord } from '#libs/saga-engine';
import { canonicalJson, type Json } from '#libs/saga-core';
import type pg from 'pg';
import {
  insertAuditEntry,
  lockAuditChain,
  selectAuditEntries,
  selectAuditHead,
  type AuditHead,
  type AuditRow,
  type ChainedEntry,
} from './admin.sql.js';
import { run } from './store-error.js';

/** Before the first entry. */
const GENESIS = Buffer.alloc(32);
const PAGE = 1_000;

/** Appends an entry at the end of the transaction that it belongs to (A1). */
export async function appendAudit(client: pg.PoolClient, record: AuditRecord): Promise<void> {
  await run(client, lockAuditChain());
  const [head] = await run<AuditHead>(client, selectAuditHead());
  const prevHash = head?.hash ?? GENESIS;
  const entry = { ...record, seq: (head?.seq ?? 0) + 1, atMs: head?.now_ms ?? 0 };
  await run(client, insertAuditEntry(entry, prevHash, hashOf(prevHash, entry)));
}

/** SHA-256 of the hash before and the canonical JSON of the entry; the sealed reason in base64. */
export function hashOf(prevHash: Uint8Array, entry: ChainedEntry): Buffer {
  const { seq, atMs, actor, action, target, decision, result, requestId } = entry;
  const { revisionBefore, revisionAfter } = entry;
  const reason = entry.reason === null ? null : Buffer.from(entry.reason).toString('base64');
  const content = {
    ...{ seq, atMs, actor, action, target, decision, result, requestId },
    ...{ revisionBefore, revisionAfter, reason },
  };
  return createHash('sha256')
    .update(prevHash)
    .update(canonicalJson(content as Json))
    .digest();
}

/** The end of the chain, to be noted where nobody who can write to the database can change it. */
export interface AuditAnchor {
  readonly seq: number;
  readonly hash: Uint8Array;
}

export type AuditVerdict =
  | { readonly kind: 'intact'; readonly entries: number; readonly head: AuditAnchor | null }
  /** `altered`: content and hash disagree; `missing`: a number is skipped; `relinked`: it does not follow the entry before;
   * `truncated`: the anchor is beyond the end; `rewritten`: another entry stands where the anchor was. */
  | {
      readonly kind: 'altered' | 'missing' | 'relinked' | 'truncated' | 'rewritten';
      readonly seq: number;
    };

/** Reads the whole chain and names the first entry that is wrong; `anchor` is a head that was noted before. */
export async function verifyAudit(pool: pg.Pool, anchor?: AuditAnchor): Promise<AuditVerdict> {
  let seq = 0;
  let hash: Buffer = GENESIS;
  for (;;) {
    const rows = await run<AuditRow>(pool, selectAuditEntries(seq, PAGE));
    for (const row of rows) {
      const fault = faultOf(row, seq, hash);
      if (fault !== null) return { kind: fault, seq: fault === 'missing' ? seq + 1 : row.seq };
      if (row.seq === anchor?.seq && !row.hash.equals(anchor.hash))
        return { kind: 'rewritten', seq: row.seq };
      seq = row.seq;
      hash = row.hash;
    }
    if (rows.length < PAGE) break;
  }
  if (anchor !== undefined && anchor.seq > seq) return { kind: 'truncated', seq: seq + 1 };
  return { kind: 'intact', entries: seq, head: seq === 0 ? null : { seq, hash } };
}

function faultOf(
  row: AuditRow,
  lastSeq: number,
  lastHash: Buffer,
): 'missing' | 'relinked' | 'altered' | null {
  if (row.seq !== lastSeq + 1) return 'missing';
  if (!row.prev_hash.equals(lastHash)) return 'relinked';
  return hashOf(row.prev_hash, toEntry(row)).equals(row.hash) ? null : 'altered';
}

function toEntry(row: AuditRow): ChainedEntry {
  return {
    seq: row.seq,
    atMs: row.at_ms,
    actor: row.actor,
    action: row.action,
    target: row.target,
    decision: row.decision,
    result: row.result,
    requestId: row.request_id,
    revisionBefore: row.revision_before,
    revisionAfter: row.revision_after,
    reason: row.reason,
  };
}
