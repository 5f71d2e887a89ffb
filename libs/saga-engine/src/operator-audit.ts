/**
 * What operators leave in the audit (G11). Their words about a saga may hold health data, so they are sealed with
 * the key of the saga. Where no key opens they are not kept, and an entry about something that was done says so
 * (docs/adr/0025).
 */
import {
  DecryptError,
  type AuditRecord,
  type CallOrigin,
  type DataKey,
  type PayloadCipher,
  type SagaRow,
  type StoredSaga,
} from './ports.js';

/** Who asks for what, of which saga, and why. */
export interface OperatorCall {
  readonly sagaId: string;
  /** Name of the operation as the audit knows it, for example `ReplaySaga`. */
  readonly action: string;
  readonly actor: string;
  /** How the actor came in; null where nobody called: what was asked for before goes on. */
  readonly origin: CallOrigin | null;
  readonly requestId: string;
  readonly reason: string;
}

/** A saga with its key; null where none opens. */
export interface Keyed {
  readonly row: SagaRow;
  readonly key: DataKey | null;
}

/** It was done, and the words of the operator are not kept. */
export const WORDS_NOT_KEPT = 'ok_words_not_kept';

export function allowedRecord(
  cipher: PayloadCipher,
  call: OperatorCall,
  saga: Keyed,
  revisionAfter: number,
): AuditRecord {
  const result = saga.key === null ? WORDS_NOT_KEPT : 'ok';
  return {
    ...partsOf(cipher, call, saga.key, saga.row.revision),
    decision: 'allowed',
    result,
    revisionAfter,
  };
}

/**
 * Somebody reads what is kept sealed of a saga.
 * @param key the saga's; null where none opens
 * @param shown the events that are shown: those after one, up to another
 */
export function readingRecord(
  cipher: PayloadCipher,
  call: OperatorCall,
  key: DataKey | null,
  shown: { readonly after: number; readonly upTo: number },
): AuditRecord {
  const result = key === null ? WORDS_NOT_KEPT : 'ok';
  return {
    ...partsOf(cipher, call, key, shown.after),
    decision: 'allowed',
    result,
    revisionAfter: shown.upTo,
  };
}

/** The words of an operator as an entry about a saga keeps them. @throws DecryptError */
export function openReason(
  cipher: PayloadCipher,
  key: DataKey,
  sagaId: string,
  { actor, requestId }: Pick<AuditRecord, 'actor' | 'requestId'>,
  sealed: Uint8Array,
): string {
  return String(cipher.open(key, sagaId, 0, reasonField(actor, requestId), sealed));
}

/** @param result stable code of the refusal */
export function deniedRecord(
  cipher: PayloadCipher,
  call: OperatorCall,
  stored: StoredSaga | null,
  result: string,
): AuditRecord {
  const saga = stored === null ? null : keyedOf(cipher, stored);
  const parts = partsOf(cipher, call, saga?.key ?? null, saga?.row.revision ?? null);
  return { ...parts, decision: 'denied', result, revisionAfter: null };
}

const reasonField = (actor: string, requestId: string): string => `audit/${actor}/${requestId}`;

function partsOf(
  cipher: PayloadCipher,
  { sagaId, actor, origin, action, requestId, reason }: OperatorCall,
  key: DataKey | null,
  revisionBefore: number | null,
) {
  return {
    ...{ actor, origin, action, target: `sagas/${sagaId}`, requestId, revisionBefore },
    reason: key === null ? null : cipher.seal(key, sagaId, 0, reasonField(actor, requestId), reason),
  };
}

/** Who said something, how they came in, and what they said; null where it is not kept. */
interface Words {
  readonly actor: string;
  readonly origin: CallOrigin | null;
  readonly requestId: string;
  readonly reason: string | null;
}

/**
 * An entry about what has no saga whose key could keep its words (an operation, an approval, a participant, a refusal at the
 * door): they lie in the clear, and the API tells operators so.
 */
export function auditOf(
  { actor, origin, requestId, reason }: Words,
  action: string,
  target: string,
  result: string,
): AuditRecord {
  return {
    ...{ actor, origin, action, target, requestId, result },
    decision: result === 'ok' ? 'allowed' : 'denied',
    ...{ revisionBefore: null, revisionAfter: null },
    reason: reason === null ? null : Buffer.from(reason),
  };
}

/** The saga with its key, whether or not its events open with it. */
export function keyedOf(cipher: PayloadCipher, { row, key }: StoredSaga): Keyed {
  try {
    return { row, key: key === null ? null : cipher.unwrap(row.id, key) };
  } catch (error) {
    if (error instanceof DecryptError) return { row, key: null };
    throw error;
  }
}
