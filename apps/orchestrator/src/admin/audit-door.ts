/** The audit apart from the wire: pages of it, and whether its chain is whole. */
import type { AuditAnchor, AuditEntry, AuditTrail, AuditVerdict, PayloadCipher } from '#libs/saga-engine';
import { pageSizeOf, pageToken, readPageToken } from '../grpc/paging.js';
import { RequestChecks } from '../grpc/request-checks.js';
import { parseAuditFilter } from './audit-filter.js';

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Empty on the last page. */
  readonly nextPageToken: string;
}

/** Which part of the chain is to be verified, as it stands on the wire: 64-bit numbers as text, `0` for the ends of the chain. */
export interface WireRange {
  readonly from_seq: string;
  readonly to_seq: string;
  readonly anchor_seq: string;
  readonly anchor_hash: string;
}

const LIST = 'audit';
const HASH = /^[0-9a-f]{64}$/;

export class AuditDoor {
  constructor(
    private readonly trail: Pick<AuditTrail, 'page' | 'verify'>,
    private readonly cipher: PayloadCipher,
  ) {}

  /** One page, the newest first. @param most entries of a page, whatever was asked for @throws EngineError INVALID_ARGUMENT */
  async list(filter: string, pageSize: number, token: string, most = Infinity): Promise<AuditPage> {
    const query = parseAuditFilter(filter);
    const limit = Math.min(pageSizeOf(pageSize), most);
    const after = readPageToken(this.cipher, LIST, filter, token);
    const beforeSeq = after === undefined ? undefined : seqOf(after);
    const found = await this.trail.page({ ...query, limit: limit + 1, beforeSeq });
    const entries = found.slice(0, limit);
    const last = entries.at(-1);
    const more = found.length > limit && last !== undefined;
    return { entries, nextPageToken: more ? pageToken(this.cipher, LIST, filter, idOf(last.seq)) : '' };
  }

  /** @throws EngineError INVALID_ARGUMENT */
  verify(range: WireRange): Promise<AuditVerdict> {
    const checks = new RequestChecks();
    const fromSeq = readSeq(checks, 'from_seq', range.from_seq) ?? 1;
    const toSeq = readSeq(checks, 'to_seq', range.to_seq);
    const anchor = readAnchor(checks, range);
    if (toSeq !== null && toSeq < fromSeq) checks.add('to_seq', 'lies before from_seq');
    if (anchor !== null && (anchor.seq < fromSeq || anchor.seq > (toSeq ?? Infinity))) {
      checks.add('anchor_seq', 'lies outside of what is to be checked');
    }
    checks.done();
    return this.trail.verify({
      fromSeq,
      ...(toSeq === null ? {} : { toSeq }),
      ...(anchor === null ? {} : { anchor }),
    });
  }
}

function readAnchor(checks: RequestChecks, range: WireRange): AuditAnchor | null {
  const seq = readSeq(checks, 'anchor_seq', range.anchor_seq);
  const hash = range.anchor_hash;
  if (seq === null && hash === '') return null;
  if (seq === null) checks.add('anchor_seq', 'is needed with anchor_hash');
  if (!HASH.test(hash)) checks.add('anchor_hash', 'must be 64 hexadecimal digits in lower case');
  return seq === null ? null : { seq, hash: Buffer.from(hash, 'hex') };
}

/** Null for 0, and for what is no number of an entry, which the checks know. */
function readSeq(checks: RequestChecks, field: string, text: string): number | null {
  const seq = Number(text);
  if (Number.isSafeInteger(seq) && seq >= 0) return seq === 0 ? null : seq;
  checks.add(field, 'must be the number of an entry, or 0');
  return null;
}

/** Page tokens carry 16 bytes in the form of an id. */
function idOf(seq: number): string {
  const digits = seq.toString(16).padStart(32, '0');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function seqOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', ''), 16);
}
