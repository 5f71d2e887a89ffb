/**
 * The contract of the REST face as OpenAPI 3.1, made of the route table, the protos and their comments. Nothing of it is
 * written by hand but what HTTP adds. `npm run openapi:gen` writes it to docs/openapi.json; openapi.spec.ts fails when the two
 * differ.
 */
import { messageOf, type JsonObject, type ProtoWords } from '#libs/contracts';
import { etagPath } from './etag.js';
import { camelName } from './field-names.js';
import { Schemas } from './openapi-schemas.js';
import { OPENAPI_PATH } from './rest-request.js';
import { ADMIN_SERVICE, PREFIX, ROUTES, type Route } from './routes.js';

const PROBLEM = 'application/problem+json';

const INTRODUCTION = `Names of fields are those of the protobuf JSON mapping; requests may use the names of the proto (\`saga_id\`) as well.
64-bit integers are texts, times are RFC 3339. What is unknown, mistyped or there twice is refused, never passed over.

A mutation names the state that it was decided on as \`etag\` in its body or as the header \`If-Match\`, and itself as
\`requestId\` or as the header \`Idempotency-Key\`: the same id has one effect. \`validateOnly\` checks everything and changes
nothing.

Errors are problem documents (RFC 9457); programs match on their \`code\`, which docs/ERRORS.md lists.

A GET takes its fields from the query. Addresses are logged by what stands between: a read whose filter or reason names a
person is sent as a POST to the same address with \`X-HTTP-Method-Override: GET\` and its fields in the body.`;

/** `/sagas/{saga_id}:replay` → `/admin/v1/sagas/{sagaId}:replay` */
function pathOf({ template }: Route): string {
  return PREFIX + template.replace(/\{(.+?)\}/g, (_, field: string) => `{${camelName(field)}}`);
}

/** `sagas`, `auditEntries`: what the address begins with. */
function tagOf({ template }: Route): string {
  return /^\/([A-Za-z]+)/.exec(template)?.[1] ?? '';
}

const fieldsInPath = ({ segments }: Route): string[] =>
  segments.flatMap(({ field }) => (field === undefined ? [] : [field]));

function parametersOf(route: Route, schemas: Schemas): JsonObject[] {
  const { requestType } = route.shape;
  const inPath = fieldsInPath(route);
  const parameter = (name: string, where: 'path' | 'query'): JsonObject => ({
    name: camelName(name),
    in: where,
    ...(where === 'path' ? { required: true } : {}),
    ...schemas.parameter(requestType, name),
  });
  const names = [...(messageOf(requestType)?.fields.keys() ?? [])].filter((name) => !inPath.includes(name));
  const path = inPath.map((name) => parameter(name, 'path'));
  if (route.http === 'GET') return [...path, ...names.map((name) => parameter(name, 'query'))];
  const headers = [
    ...(names.includes('etag') ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
    ...(names.includes('request_id') ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
  return [...path, ...headers];
}

function operationOf(route: Route, words: ProtoWords, schemas: Schemas): JsonObject {
  const { rpc, http, shape } = route;
  const parameters = parametersOf(route, schemas);
  const body = { 'application/json': { schema: schemas.body(shape.requestType, fieldsInPath(route)) } };
  const hasEtag = etagPath(shape.responseType) !== null;
  const headers: JsonObject = hasEtag ? { headers: { ETag: ref('headers', 'ETag') } } : {};
  return {
    operationId: rpc,
    tags: [tagOf(route)],
    summary: words.method(ADMIN_SERVICE, rpc),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(http === 'GET' ? {} : { requestBody: { required: true, content: body } }),
    responses: {
      '200': {
        description: words.message(shape.responseType),
        ...headers,
        content: { 'application/json': { schema: schemas.reference(shape.responseType) } },
      },
      '401': ref('responses', 'Unauthenticated'),
      default: ref('responses', 'Problem'),
    },
  };
}

const ref = (kind: string, name: string): JsonObject => ({ $ref: `#/components/${kind}/${name}` });

function pathsOf(words: ProtoWords, schemas: Schemas): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const route of ROUTES) {
    const path = (paths[pathOf(route)] ??= {});
    path[route.http.toLowerCase()] = operationOf(route, words, schemas);
  }
  const document = { type: 'object', description: 'An OpenAPI 3.1 document.' };
  paths[OPENAPI_PATH] = {
    get: {
      operationId: 'GetOpenApi',
      tags: ['contract'],
      summary: 'This document.',
      security: [],
      responses: {
        '200': { description: document.description, content: { 'application/json': { schema: document } } },
      },
    },
  };
  return paths;
}

const PROBLEM_SCHEMA: JsonObject = {
  type: 'object',
  description: 'A refusal or failure (RFC 9457).',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
  properties: {
    type: { type: 'string', format: 'uri', description: '`urn:suoke:error:` and the code.' },
    title: { type: 'string', description: 'What kind of problem it is, in English or Chinese.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: { type: 'string', description: 'What happened, in Chinese where there is such a text.' },
    instance: { type: 'string', format: 'uri-reference', description: 'The address that was asked for.' },
    code: { type: 'string', pattern: '^[A-Z0-9_]{1,63}$', description: 'Stable; docs/ERRORS.md lists them.' },
    grpcStatus: {
      type: 'string',
      description: 'The status of the gRPC face; not there where HTTP alone refused.',
    },
    violations: {
      type: 'array',
      description: 'Every mistake of the request, by the path of its field in the proto.',
      items: {
        type: 'object',
        required: ['field', 'description'],
        properties: { field: { type: 'string' }, description: { type: 'string' } },
      },
    },
    metadata: {
      type: 'object',
      description: 'Ids and codes: `saga_id`, `refusal`.',
      additionalProperties: { type: 'string' },
    },
  },
};

function problemResponse(description: string, headers: JsonObject): JsonObject {
  return { description, headers, content: { [PROBLEM]: { schema: ref('schemas', 'Problem') } } };
}

function componentsOf(schemas: Schemas): JsonObject {
  const text = { type: 'string' };
  return {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', description: 'A token that names an operator.' },
    },
    parameters: {
      IfMatch: {
        name: 'If-Match',
        in: 'header',
        description:
          'The `ETag` that the decision was made on, instead of `etag` in the body; `*` for whatever it is.',
        schema: text,
      },
      IdempotencyKey: {
        name: 'Idempotency-Key',
        in: 'header',
        description: 'Names the request, instead of `requestId` in the body.',
        schema: { type: 'string', pattern: '^"?[A-Za-z0-9_-]{1,64}"?$' },
      },
    },
    headers: {
      ETag: { description: 'The state that the reply shows, for `If-Match`.', schema: text },
      RetryAfter: { description: 'Seconds after which trying again helps.', schema: { type: 'integer' } },
      WwwAuthenticate: { description: '`Bearer`.', schema: text },
    },
    responses: {
      Problem: problemResponse('It was refused, or failed.', { 'Retry-After': ref('headers', 'RetryAfter') }),
      Unauthenticated: problemResponse('There is no token, or it names nobody.', {
        'WWW-Authenticate': ref('headers', 'WwwAuthenticate'),
      }),
    },
    schemas: { ...schemas.all(), Problem: PROBLEM_SCHEMA },
  };
}

/** The document; the same for the same protos and routes, to the byte. */
export function openApiDocument(words: ProtoWords): JsonObject {
  const schemas = new Schemas(words);
  const paths = pathsOf(words, schemas);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Suoke Saga for operators',
      version: 'v1',
      summary: 'The REST face of suoke.saga.admin.v1.SagaAdminService.',
      description: `${words.service(ADMIN_SERVICE)}\n\n${INTRODUCTION}`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The address in SUOKE_HTTP_URL.' }],
    security: [{ bearer: [] }],
    paths,
    components: componentsOf(schemas),
  };
}

/** As it lies in docs/openapi.json. */
export function openApiText(words: ProtoWords): string {
  return `${JSON.stringify(openApiDocument(words), null, 2)}\n`;
}
