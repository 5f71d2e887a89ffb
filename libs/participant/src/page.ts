import { createHash } from 'node:crypto';
import { status as GrpcStatus } from '@grpc/grpc-js';
import { grpcError } from '#libs/platform';
import { z } from 'zod';

/** What a request for a page says (docs: google AIP-158). */
export interface PageRequest {
  page_size: number;
  page_token: string;
}

/** A page, as the store is asked for it: rows whose number is below `before`, the highest first. */
export interface PageWindow {
  before: number;
  limit: number;
}

const DEFAULT_SIZE = 50;
const LARGEST_SIZE = 1_000;

/** The fields of a page request, to be spread into the schema of a list request. */
export const pageFields = {
  page_size: z.number().int().min(0, 'must not be negative'),
  page_token: z.string().max(200, 'is no page token of this service'),
};

/**
 * The window that a request asks for. Filters are everything of the request but the page itself; a token belongs to the
 * filters that it was made with.
 * Throws INVALID_ARGUMENT for a token that is not ours or belongs to other filters.
 */
export function pageWindow<Request extends PageRequest>(request: Request): PageWindow {
  const limit = Math.min(request.page_size === 0 ? DEFAULT_SIZE : request.page_size, LARGEST_SIZE);
  if (request.page_token === '') return { before: Number.MAX_SAFE_INTEGER, limit };
  const [, number, filters] = /^([1-9][0-9]{0,15})\.([A-Za-z0-9_-]{11})$/.exec(request.page_token) ?? [];
  if (number === undefined || filters !== filterDigest(request)) throw foreignToken();
  return { before: Number(number), limit };
}

/**
 * Cuts rows that were asked for with one more than the limit: the page, and the token of the next one, empty on the last.
 */
export function pageOf<Row extends { seq: number }, Request extends PageRequest>(
  rows: readonly Row[],
  request: Request,
  { limit }: PageWindow,
): { rows: Row[]; next_page_token: string } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length <= limit || last === undefined) return { rows: page, next_page_token: '' };
  return { rows: page, next_page_token: `${last.seq}.${filterDigest(request)}` };
}

function filterDigest({ page_size: _size, page_token: _token, ...filters }: PageRequest): string {
  const text = JSON.stringify(Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(text).digest('base64url').slice(0, 11);
}

function foreignToken(): never {
  const description = 'is no page token of this service for these filters';
  throw grpcError({
    code: GrpcStatus.INVALID_ARGUMENT,
    message: `page_token: ${description}`,
    reason: 'PAGE_TOKEN_INVALID',
    fieldViolations: [{ field: 'page_token', description }],
  });
}
