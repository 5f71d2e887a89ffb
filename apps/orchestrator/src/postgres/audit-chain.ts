/**
 * The audit chain: each entry's hash covers its content and the hash of the entry before.
 *
 * A1 Entries are numbered from 1 without gaps; one transaction appends at a time.
 * A2 An entry that was altered, removed from the middle, or moved, is found by reading the chain. Entries cut off at its end
 *    leave a valid shorter chain: that shows only against a head that was noted elsewhere.
 * A3 What the hash of an entry covers is said by its format, so that entries of an older version stay verifiable. The format
 *    is covered itself: whoever lowers it to take something out of the hash changes the hash.
 */
import { createHash } from 'node:crypto';
import type {
  AuditAnchor,
  AuditEntry,
  AuditFault,
  AuditRange,
  AuditRecord,
  AuditVerdict,
} from '#libs/saga-engine';
import { canonicalJson, type Json } from '#libs/saga-core';
import type pg from 'pg';
import {
  insertAuditEntry,
  lockAuditChain,
  selectAuditChain,
  selectAuditHash,
  selectAuditHead,
  type AuditHead,
  type AuditRow,
  type ChainedEntry,
} from './audit.sql.js';
import { run } from './store-error.js';

/** Before the first entry. */
const GENESIS = Buffer.alloc(32);
const PAGE = 1_000;
/** Of the entries that are written now: with the origin of the call. Format 1 has none. */
const FORMAT = 2;

/** Appends an entry at the end of the transaction that it belongs to (A1). */
export async function appendAudit(client: pg.PoolClient, record: AuditRecord): Promise<void> {
  await run(client, lockAuditChain());
  const [head] = await run<AuditHead>(client, selectAuditHead());
  const prevHash = head?.hash ?? GENESIS;
  const entry = { ...record, format: FORMAT, seq: (head?.seq ?? 0) + 1, atMs: head?.now_ms ?? 0 };
  await run(client, insertAuditEntry(entry, prevHash, hashOf(prevHash, entry)));
}

/** SHA-256 of the hash before and the canonical JSON of the entry; the sealed reason in base64 (A3). */
export function hashOf(prevHash: Uint8Array, entry: ChainedEntry): Buffer {
  const { format, seq, atMs, actor, action, target, decision, result, requestId } = entry;
  const { revisionBefore, revisionAfter, origin } = entry;
  const reason = entry.reason === null ? null : Buffer.from(entry.reason).toString('base64');
  const content = {
    ...{ seq, atMs, actor, action, target, decision, result, requestId },
    ...{ revisionBefore, revisionAfter, reason },
  };
  const { authMethod = null, sourceAddress = null } = origin ?? {};
  const covered = format === 1 ? content : { ...content, format, authMethod, sourceAddress };
  return createHash('sha256')
    .update(prevHash)
    .update(canonicalJson(covered as Json))
    .digest();
}

/** Reads a range of the chain, all of it where none is given, and names the first entry that is wrong. */
export async function verifyAudit(pool: pg.Pool, range: AuditRange = {}): Promise<AuditVerdict> {
  const { fromSeq = 1, toSeq = Number.MAX_SAFE_INTEGER, anchor } = range;
  const look = new Look(fromSeq, await hashBefore(pool, fromSeq), anchor);
  for (;;) {
    const rows = await run<AuditRow>(pool, selectAuditChain(look.seq, toSeq, PAGE));
    for (const row of rows) {
      const fault = look.next(row);
      if (fault !== null) return { ...fault, ...look.soFar() };
    }
    if (rows.length < PAGE) break;
  }
  if (anchor !== undefined && anchor.seq > look.seq) {
    return { kind: 'truncated', seq: look.seq + 1, ...look.soFar() };
  }
  return { kind: 'intact', ...look.soFar() };
}

/** Null where the entry before is gone: then the range is believed to begin where it says. */
async function hashBefore(pool: pg.Pool, fromSeq: number): Promise<Buffer | null> {
  if (fromSeq <= 1) return GENESIS;
  const [row] = await run<{ hash: Buffer }>(pool, selectAuditHash(fromSeq - 1));
  return row?.hash ?? null;
}

/** The walk along the chain: the last entry that fits, and what has to follow it. */
class Look {
  private entries = 0;
  seq: number;

  constructor(
    fromSeq: number,
    private hash: Buffer | null,
    private readonly anchor: AuditAnchor | undefined,
  ) {
    this.seq = fromSeq - 1;
  }

  /** Takes in the next entry where it fits. */
  next(row: AuditRow): { kind: AuditFault; seq: number } | null {
    if (row.seq !== this.seq + 1) return { kind: 'deleted', seq: this.seq + 1 };
    const { seq } = row;
    if (this.hash !== null && !row.prev_hash.equals(this.hash)) return { kind: 'moved', seq };
    if (!hashOf(row.prev_hash, toChained(row)).equals(row.hash)) return { kind: 'altered', seq };
    if (seq === this.anchor?.seq && !row.hash.equals(this.anchor.hash)) return { kind: 'rewritten', seq };
    this.seq = seq;
    this.hash = row.hash;
    this.entries += 1;
    return null;
  }

  soFar(): { entries: number; head: AuditAnchor | null } {
    const { entries, seq, hash } = this;
    return { entries, head: entries === 0 || hash === null ? null : { seq, hash } };
  }
}

function toChained(row: AuditRow): ChainedEntry {
  const { auth_method: authMethod, source_address: sourceAddress } = row;
  return {
    format: row.format,
    seq: row.seq,
    atMs: row.at_ms,
    actor: row.actor,
    origin: authMethod === null ? null : { authMethod, sourceAddress },
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

export function toAuditEntry(row: AuditRow): AuditEntry {
  return { ...toChained(row), prevHash: row.prev_hash, hash: row.hash };
}
