/**
 * From a request of HTTP to the request message of its method, as plain JSON by the names of the proto. Strict: what would
 * be passed over is a mistake, and all mistakes are told together, by the names of the proto as the gRPC face tells them.
 */
import { messageOf, validateMessage, type FieldShape, type Json, type JsonObject } from '#libs/contracts';
import { RequestChecks } from '../../grpc/request-checks.js';
import { fieldNamed, toProtoNames } from './field-names.js';
import { RestError } from './rest-errors.js';
import { decodedText, type Match, type Route } from './routes.js';
import { parseStrictJson } from './strict-json.js';

export interface RequestParts extends Match {
  /** What stands behind the question mark, still percent-encoded; empty for nothing. */
  readonly query: string;
  /** Null for a request that has none, as every plain GET. */
  readonly body: Uint8Array | null;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
}

type Fields = Record<string, Json>;

/**
 * @returns a message that `jsonCodec` encodes without an error
 * @throws RestError MALFORMED_REQUEST, EngineError INVALID_ARGUMENT with every mistake
 */
export function requestMessage(parts: RequestParts): JsonObject {
  const { route, params, headers } = parts;
  const checks = new RequestChecks();
  const fields = fieldsOf(parts, checks);
  for (const [field, value] of Object.entries(params)) bind(fields, field, value, 'the address', checks);
  bindHeader(fields, route, 'etag', etagOf(headers['if-match']), 'If-Match', checks);
  bindHeader(fields, route, 'request_id', idOf(headers['idempotency-key']), 'Idempotency-Key', checks);
  for (const { path, description } of validateMessage(route.shape.requestType, fields)) {
    checks.add(path, description);
  }
  checks.done();
  return fields;
}

/** What the body says, or, of a request without one, the query. */
function fieldsOf({ route, query, body }: RequestParts, checks: RequestChecks): Fields {
  if (body === null) return fromQuery(route, query, checks);
  for (const [name] of pairsOf(query)) checks.add(name, 'belongs into the body');
  const json = parseStrictJson(body);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new RestError('MALFORMED_REQUEST', 'The body is no JSON object.');
  }
  const twice = (path: string): void => checks.add(path, 'is there under both of its names');
  return toProtoNames(route.shape.requestType, json, twice) as Fields;
}

function pairsOf(query: string): [name: string, value: string][] {
  if (query === '') return [];
  return query.split('&').map((pair) => {
    const equals = pair.indexOf('=');
    const parts = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    const [name = '', value = ''] = parts.map((part) => decodedText(part.replaceAll('+', ' ')));
    return [name, value];
  });
}

function fromQuery(route: Route, query: string, checks: RequestChecks): Fields {
  const shape = messageOf(route.shape.requestType);
  const fields: Record<string, Json> = Object.create(null) as Fields;
  for (const [name, text] of pairsOf(query)) {
    const field = shape === null ? undefined : fieldNamed(shape, name);
    if (field === undefined) fields[name] = text;
    else if (field.cardinality === 'list') {
      fields[field.name] = [...((fields[field.name] as Json[] | undefined) ?? []), valueOf(field, text)];
    } else if (Object.hasOwn(fields, field.name)) checks.add(field.name, 'is there twice');
    else fields[field.name] = valueOf(field, text);
  }
  return fields;
}

const WHOLE = /^-?(?:0|[1-9]\d{0,15})$/;
const SMALL_INTEGERS: ReadonlySet<string> = new Set([
  ...['int32', 'sint32', 'sfixed32'],
  ...['uint32', 'fixed32'],
]);

/** What a text of a query means for a field. What it cannot mean stays a text, which the validation refuses. */
function valueOf({ type }: FieldShape, text: string): Json {
  if (type.kind !== 'scalar') return text;
  if (type.scalar === 'bool' && (text === 'true' || text === 'false')) return text === 'true';
  return SMALL_INTEGERS.has(type.scalar) && WHOLE.test(text) ? Number(text) : text;
}

/** Sets a field that the body may not contradict. */
function bind(fields: Fields, field: string, value: string, where: string, checks: RequestChecks): void {
  const known = fields[field];
  if (known !== undefined && known !== value) checks.add(field, `is not what ${where} says`);
  fields[field] = value;
}

function bindHeader(
  fields: Fields,
  { shape: { requestType } }: Route,
  field: string,
  value: string | null,
  header: string,
  checks: RequestChecks,
): void {
  if (value === null) return;
  if (messageOf(requestType)?.fields.has(field) === true) bind(fields, field, value, header, checks);
  else checks.add(field, `is nothing that this method takes: leave out ${header}`);
}

const only = (header: string | string[] | undefined): string | null =>
  typeof header === 'string' ? header.trim() : null;

/** `"7"` → 7; `*` → whatever state it is in. What is no strong etag is told by who reads the field. */
function etagOf(header: string | string[] | undefined): string | null {
  const text = only(header);
  if (text === null) return null;
  return text === '*' ? '' : (/^"([^"]*)"$/.exec(text)?.[1] ?? text);
}

/** With quotes, as the draft of Idempotency-Key has it, or without them, as nearly everybody sends it. */
function idOf(header: string | string[] | undefined): string | null {
  const text = only(header);
  return text === null ? null : (/^"([^"]*)"$/.exec(text)?.[1] ?? text);
}
