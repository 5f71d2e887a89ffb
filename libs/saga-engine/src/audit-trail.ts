/**
 * The audit as it is read: entries in their chain, and whether the chain is whole. Each entry holds the hash of the one
 * before it, so that nothing in the middle can be changed unseen (docs/AUDIT.md).
 */
import type { AuditLog, AuditRecord } from './ports.js';

/** An entry in its place. */
export interface AuditEntry extends AuditRecord {
  /** From 1 without gaps. */
  readonly seq: number;
  readonly atMs: number;
  readonly prevHash: Uint8Array;
  readonly hash: Uint8Array;
}

/** Entries that are looked for; all conditions hold together. */
export interface AuditQuery {
  readonly actor?: string;
  /** Names of operations as the audit knows them, `ReplaySaga`: any of them. */
  readonly actions?: readonly string[];
  readonly target?: string;
  readonly decision?: AuditRecord['decision'];
  /** At this time or later. */
  readonly fromMs?: number;
  /** Before this time. */
  readonly beforeMs?: number;
  /** Keyset: numbers strictly below this one, newest first. */
  readonly beforeSeq?: number;
  readonly limit: number;
}

/** The end of the chain at some moment, noted where nobody who can write to the database can change it. */
export interface AuditAnchor {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** What of the chain is checked; all of it where nothing is said. */
export interface AuditRange {
  readonly fromSeq?: number;
  readonly toSeq?: number;
  /** A head that was noted before, within the range. */
  readonly anchor?: AuditAnchor;
}

/**
 * `altered`: content and hash of an entry disagree. `deleted`: a number is missing. `moved`: an entry does not follow the one
 * before it: they were exchanged, or the one before was written anew. `truncated`: the anchor lies beyond the end.
 * `rewritten`: another entry stands where the anchor was.
 */
export const AUDIT_FAULTS = ['altered', 'deleted', 'moved', 'truncated', 'rewritten'] as const;
export type AuditFault = (typeof AUDIT_FAULTS)[number];

/** How many entries fit, the last one of them, and the first one that does not. */
export type AuditVerdict =
  | { readonly kind: 'intact'; readonly entries: number; readonly head: AuditAnchor | null }
  | {
      readonly kind: AuditFault;
      readonly seq: number;
      readonly entries: number;
      readonly head: AuditAnchor | null;
    };

export interface AuditTrail extends AuditLog {
  /** Number of the entry of a request that was allowed; null when there is none. */
  seqOf(target: string, actor: string, requestId: string): Promise<number | null>;
  /** The newest first. */
  page(query: AuditQuery): Promise<AuditEntry[]>;
  /** The end of the chain; null when it is empty. */
  head(): Promise<AuditAnchor | null>;
  /** Reads the range entry by entry. */
  verify(range?: AuditRange): Promise<AuditVerdict>;
}
