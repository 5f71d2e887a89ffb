/** Pages by keyset (AIP-158): a token says after what the next page begins, and for which list and filter it was made. */
import { EngineError, type PayloadCipher } from '#libs/saga-engine';

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 1_000;
const PROOF_BYTES = 12;
const LARGEST_KEY_BYTES = 512;

function refuse(field: string, description: string): never {
  throw new EngineError('INVALID_ARGUMENT', `${field} ${description}.`, {
    violations: [{ field, description }],
  });
}

/** 0: the default; what is too large is cut; what is negative is refused. */
export function pageSizeOf(asked: number, usual = DEFAULT_PAGE): number {
  if (asked < 0) refuse('page_size', 'must not be negative');
  return asked === 0 ? usual : Math.min(asked, LARGEST_PAGE);
}

function proofOf(cipher: PayloadCipher, list: string, filter: string, lastKey: string): Buffer {
  return Buffer.from(cipher.hmac(`page/${list}`, JSON.stringify([lastKey, filter]))).subarray(0, PROOF_BYTES);
}

/**
 * A token gives no right to anything; the proof only keeps it from being used for another list or filter.
 * @param lastKey the place of the last entry in the order of the list; whoever has the token can read it
 */
export function pageToken(cipher: PayloadCipher, list: string, filter: string, lastKey: string): string {
  const proof = proofOf(cipher, list, filter, lastKey);
  return Buffer.concat([proof, Buffer.from(lastKey)]).toString('base64url');
}

/** The key after which the page begins; undefined for the first page. */
export function readPageToken(
  cipher: PayloadCipher,
  list: string,
  filter: string,
  token: string,
): string | undefined {
  if (token === '') return undefined;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length <= PROOF_BYTES || bytes.length > PROOF_BYTES + LARGEST_KEY_BYTES) {
    refuse('page_token', 'is none of this list');
  }
  const lastKey = bytes.subarray(PROOF_BYTES).toString();
  if (!bytes.subarray(0, PROOF_BYTES).equals(proofOf(cipher, list, filter, lastKey))) {
    refuse('page_token', 'was made for another list or filter');
  }
  return lastKey;
}

/** The first entries, and the token of those that follow where there are more of them. */
export function pageOf<T>(
  entries: readonly T[],
  limit: number,
  tokenOf: (last: T) => string,
): { page: readonly T[]; nextPageToken: string } {
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  const isLast = last === undefined || entries.length <= limit;
  return { page, nextPageToken: isLast ? '' : tokenOf(last) };
}

/** What a caller says of the page that it wants. */
export interface PageRequest {
  readonly pageSize: number;
  readonly pageToken: string;
}

/** A page of a list that is at hand as a whole. @param keyOf what orders the list, each key once */
export function pageOfAll<T>(
  cipher: PayloadCipher,
  list: string,
  filter: string,
  { pageSize, pageToken: token }: PageRequest,
  entries: readonly T[],
  keyOf: (entry: T) => string,
): { page: readonly T[]; nextPageToken: string } {
  const limit = pageSizeOf(pageSize);
  const after = readPageToken(cipher, list, filter, token);
  const keyed = entries.map((entry) => ({ entry, key: keyOf(entry) }));
  const rest = keyed
    .filter(({ key }) => after === undefined || key > after)
    .sort((left, right) => (left.key < right.key ? -1 : 1));
  const { page, nextPageToken } = pageOf(rest, limit, ({ key }) => pageToken(cipher, list, filter, key));
  return { page: page.map(({ entry }) => entry), nextPageToken };
}
