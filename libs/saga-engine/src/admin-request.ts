/** Requests of operators that were answered before. */
import { EngineError } from './errors.js';
import type { AdminRequestRecord } from './ports.js';

/** Whether the earlier request was the same one. */
export function isSameRequest(earlier: AdminRequestRecord, bodyHmac: Uint8Array): boolean {
  return Buffer.from(earlier.bodyHmac).equals(bodyHmac);
}

/** The request id was used for something else. */
export function requestConflict(requestId: string, { sagaId }: AdminRequestRecord): EngineError {
  const where = sagaId === null ? '' : `, on saga ${sagaId}`;
  const text = `Request id ${requestId} was used for another request${where}.`;
  return new EngineError('REQUEST_CONFLICT', text, { sagaId: sagaId ?? undefined });
}
