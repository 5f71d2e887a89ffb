/** A request of HTTP as this face sees it, and what is checked of it before its body is read. */
import type { IncomingMessage } from 'node:http';
import type { GrpcError } from '#libs/platform';
import { RestError } from './rest-errors.js';
import { matchRoute, PREFIX, type Match } from './routes.js';

/** What Node and the framework know of a request, and the route that was found for it. */
export interface RestRequest extends IncomingMessage {
  /** The address as it came. */
  originalUrl: string;
  /** The bytes of the body, once they were read; anything else where there was none. */
  body?: unknown;
  match?: Match;
}

export const OPENAPI_PATH = `${PREFIX}/openapi.json`;
/** They tell nothing of any saga, and are asked by who has no token. */
const OPEN_PATHS: ReadonlySet<string> = new Set(['/livez', '/readyz', OPENAPI_PATH]);

/**
 * A read whose filter or reason names a person is sent as a POST with this header saying GET, its fields in the body: the
 * addresses of requests are logged by whatever stands in front of us.
 */
const OVERRIDE = 'x-http-method-override';
const MAX_HEADERS = 100;
/** Of these nobody may send two: which one counts would be a matter of taste. */
const SINGLE_HEADERS = ['authorization', 'content-type', 'if-match', 'idempotency-key', OVERRIDE];
const JSON_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** The address without its query, still percent-encoded. */
export function pathOf({ originalUrl }: Pick<RestRequest, 'originalUrl'>): string {
  const mark = originalUrl.indexOf('?');
  return mark < 0 ? originalUrl : originalUrl.slice(0, mark);
}

/**
 * Finds the route, and refuses what no method will be asked for. Nobody without a token gets as far as having a body read.
 * @param nobody what somebody without one hears, by their address
 * @returns undefined for an address that is open to all
 * @throws RestError, GrpcError UNAUTHENTICATED, RESOURCE_EXHAUSTED
 */
export function admit(request: RestRequest, nobody: (peer: string) => GrpcError): Match | undefined {
  checkHeaders(request);
  const path = pathOf(request);
  if (OPEN_PATHS.has(path)) return undefined;
  const match = matchRoute(methodMeant(request), path);
  if (request.headers.authorization === undefined) throw nobody(request.socket.remoteAddress ?? 'unknown');
  checkContent(request);
  return match;
}

function checkHeaders({ rawHeaders, headersDistinct }: RestRequest): void {
  if (rawHeaders.length > 2 * MAX_HEADERS) {
    throw new RestError('TOO_MANY_HEADERS', `A request has ${MAX_HEADERS} headers at most.`);
  }
  for (const name of SINGLE_HEADERS) {
    if ((headersDistinct[name]?.length ?? 0) > 1) {
      throw new RestError('MALFORMED_REQUEST', `The header ${name} is there twice.`);
    }
  }
}

function methodMeant({ method = '', headers }: RestRequest): string {
  const meant = headers[OVERRIDE];
  if (meant === undefined) return method;
  if (method === 'POST' && meant === 'GET') return 'GET';
  throw new RestError('MALFORMED_REQUEST', `The header ${OVERRIDE} can only make a GET of a POST.`);
}

/** JSON alone: what a form of a page can send is never taken (CSRF). */
function checkContent({ method, headers }: RestRequest): void {
  if (method === 'POST') {
    if (JSON_TYPE.test(headers['content-type'] ?? '')) return;
    throw new RestError('UNSUPPORTED_MEDIA_TYPE', 'The body has to be sent as application/json in UTF-8.');
  }
  const length = headers['content-length'] ?? '0';
  if (length === '0' && headers['transfer-encoding'] === undefined) return;
  throw new RestError('MALFORMED_REQUEST', `A ${method} has no body.`);
}
