/** Pages by keyset (AIP-158): a token says after which saga the next page begins, and for which filter it was made. */
import { EngineError, type PayloadCipher } from '#libs/saga-engine';

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 1_000;
const PROOF_BYTES = 12;

function refuse(field: string, description: string): never {
  throw new EngineError('INVALID_ARGUMENT', `${field} ${description}.`, {
    violations: [{ field, description }],
  });
}

/** 0: the default; what is too large is cut; what is negative is refused. */
export function pageSizeOf(asked: number): number {
  if (asked < 0) refuse('page_size', 'must not be negative');
  return asked === 0 ? DEFAULT_PAGE : Math.min(asked, LARGEST_PAGE);
}

function proofOf(cipher: PayloadCipher, list: string, filter: string, lastId: string): Buffer {
  return Buffer.from(cipher.hmac(`page/${list}`, `${lastId}\n${filter}`)).subarray(0, PROOF_BYTES);
}

/** A token gives no right to anything; the proof only keeps it from being used for another list or filter. */
export function pageToken(cipher: PayloadCipher, list: string, filter: string, lastId: string): string {
  const id = Buffer.from(lastId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, proofOf(cipher, list, filter, lastId)]).toString('base64url');
}

/** The id after which the page begins; undefined for the first page. */
export function readPageToken(
  cipher: PayloadCipher,
  list: string,
  filter: string,
  token: string,
): string | undefined {
  if (token === '') return undefined;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 16 + PROOF_BYTES) refuse('page_token', 'is none of this list');
  const hex = bytes.subarray(0, 16).toString('hex');
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  if (!bytes.subarray(16).equals(proofOf(cipher, list, filter, id))) {
    refuse('page_token', 'was made for another list or filter');
  }
  return id;
}
