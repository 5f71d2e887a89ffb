/**
 * How a saga's hot snapshot and a progress message are written in Redis. Ids, types, statuses and numbers only (G12).
 *
 * What is read may have been written by anybody: everything is checked, and what does not fit is no snapshot.
 */
import { STATUSES, type SagaStatus } from '#libs/saga-core';
import type { StatusSnapshot } from '#libs/saga-engine';

const SAGA_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TYPE = /^[a-z][a-z0-9_-]{0,63}$/;
const KNOWN: ReadonlySet<string> = new Set(STATUSES);
const LONGEST_SNAPSHOT = 160;
/** More than a full batch takes; what is longer is not ours and is not parsed. */
const LONGEST_MESSAGE = 256 * 1024;

/** `revision|status|step|ended|type`: the revision first, because the script compares it. */
export function encodeSnapshot(snapshot: StatusSnapshot): string {
  const { revision, status, stepIndex, ended, type } = snapshot;
  return `${revision}|${status}|${stepIndex}|${ended ? 1 : 0}|${type}`;
}

/** Null for anything that `encodeSnapshot` did not write. */
export function decodeSnapshot(sagaId: string, text: string): StatusSnapshot | null {
  if (text.length > LONGEST_SNAPSHOT || !SAGA_ID.test(sagaId)) return null;
  const [revisionText, status, stepText, endedText, type, ...rest] = text.split('|');
  const revision = count(revisionText);
  const stepIndex = count(stepText);
  if (revision === null || stepIndex === null || rest.length > 0) return null;
  if (!isStatus(status) || type === undefined || !TYPE.test(type)) return null;
  if (endedText !== '0' && endedText !== '1') return null;
  return { sagaId, type, status, stepIndex, revision, ended: endedText === '1' };
}

/** One message for a batch: the sender's id on the first line, then `sagaId|snapshot` a line. */
export function encodeMessage(instanceId: string, batch: readonly StatusSnapshot[]): string {
  return [instanceId, ...batch.map((one) => `${one.sagaId}|${encodeSnapshot(one)}`)].join('\n');
}

/** The snapshots of a message of somebody else; none for our own, and only those that are well formed. */
export function decodeMessage(
  instanceId: string,
  message: string,
): { readonly snapshots: StatusSnapshot[]; readonly garbage: number } {
  if (message.startsWith(`${instanceId}\n`)) return { snapshots: [], garbage: 0 };
  if (message.length > LONGEST_MESSAGE) return { snapshots: [], garbage: 1 };
  const decoded = message
    .split('\n')
    .slice(1)
    .map((line) => decodeSnapshot(line.slice(0, 36), line.charAt(36) === '|' ? line.slice(37) : ''));
  const snapshots = decoded.filter((snapshot) => snapshot !== null);
  const isForeign = decoded.length === 0;
  return { snapshots, garbage: decoded.length - snapshots.length + (isForeign ? 1 : 0) };
}

function count(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function isStatus(text: string | undefined): text is SagaStatus {
  return text !== undefined && KNOWN.has(text);
}
