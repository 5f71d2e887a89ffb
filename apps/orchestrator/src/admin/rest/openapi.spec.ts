import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { protoWords, type JsonObject } from '#libs/contracts';
import { openApiDocument, openApiText } from './openapi.js';
import { ROUTES } from './routes.js';

const words = protoWords();
const document = openApiDocument(words);
const paths = document['paths'] as Record<string, Record<string, JsonObject>>;
const schemas = (document['components'] as JsonObject)['schemas'] as Record<string, JsonObject>;
const operation = (path: string, method: string) => paths[path]?.[method] as JsonObject;

/** Every text that stands under a key, wherever it is. */
function textsAt(key: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => textsAt(key, item));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key && typeof inner === 'string' ? [inner] : textsAt(key, inner),
  );
}

describe('docs/openapi.json', () => {
  it('is what the protos and the routes say; npm run openapi:gen writes it', () => {
    expect(readFileSync('docs/openapi.json', 'utf8') === openApiText(words)).toBe(true);
  });

  it('is a valid document of OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(
      structuredClone(document) as Record<string, unknown>,
    );
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    const broken = { ...structuredClone(document), paths: { 'no-slash': {} } };
    expect(await new Validator().validate(broken)).toMatchObject({ valid: false });
  });

  it('refers to nothing that is not there', () => {
    const references = new Set(textsAt('$ref', document));
    expect(references.size).toBeGreaterThan(60);
    for (const reference of references) {
      const steps = reference.replace(/^#\//, '').split('/');
      const found = steps.reduce<unknown>((at, step) => (at as JsonObject | undefined)?.[step], document);
      expect(`${reference} ${typeof found}`).toBe(`${reference} object`);
    }
  });

  it('has each method once, by its name, and the document itself', () => {
    const ids = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map((one) => one['operationId']),
    );
    expect(ids.toSorted()).toEqual([...ROUTES.map(({ rpc }) => rpc), 'GetOpenApi'].toSorted());
  });

  it('has a text for everything: for a method, a message, a field, a value', () => {
    for (const [name, schema] of Object.entries(schemas)) {
      expect(`${name}: ${String(schema['description'])}`).toMatch(/: \S/);
      for (const [field, of] of Object.entries((schema['properties'] ?? {}) as Record<string, JsonObject>))
        if (name !== 'Problem') expect(`${name}.${field}: ${String(of['description'])}`).toMatch(/: \w|: `/);
    }
    for (const methods of Object.values(paths))
      for (const one of Object.values(methods)) expect(one['summary']).toMatch(/\.$/);
    expect(JSON.stringify(document)).not.toContain('undefined');
  });

  it('describes a read: fields of the query by their types', () => {
    const { parameters, responses } = operation('/admin/v1/sagas/{sagaId}/events', 'get') as {
      parameters: JsonObject[];
      responses: Record<string, JsonObject>;
    };
    expect(parameters.map(({ name, in: where }) => `${String(where)} ${String(name)}`)).toEqual([
      ...[
        'path sagaId',
        'query afterSeq',
        'query pageSize',
        'query pageToken',
        'query reveal',
        'query reason',
      ],
    ]);
    expect(parameters[1]).toMatchObject({ schema: { type: 'string', pattern: '^-?[0-9]{1,20}$' } });
    expect(responses['200']).toMatchObject({
      content: {
        'application/json': { schema: { $ref: '#/components/schemas/saga.admin.v1.ListSagaEventsResponse' } },
      },
    });
    expect(Object.keys(responses)).toEqual(['200', '401', 'default']);
  });

  it('describes a mutation: its body, strictly, and the headers that stand for fields', () => {
    const { parameters, requestBody, responses } = operation('/admin/v1/sagas/{sagaId}:skipStep', 'post') as {
      parameters: JsonObject[];
      requestBody: { content: Record<string, { schema: JsonObject }> };
      responses: Record<string, JsonObject>;
    };
    expect(parameters.slice(1)).toEqual([
      { $ref: '#/components/parameters/IfMatch' },
      { $ref: '#/components/parameters/IdempotencyKey' },
    ]);
    expect(requestBody.content['application/json']?.schema).toMatchObject({
      additionalProperties: false,
      required: ['reason', 'step'],
      properties: {
        validateOnly: { type: 'boolean' },
        results: { type: 'object', additionalProperties: { type: 'object' } },
      },
    });
    expect(responses['200']).toHaveProperty('headers.ETag');
  });

  it('describes enums by their names', () => {
    expect(schemas['saga.admin.v1.RecordedOutcome']).toMatchObject({
      type: 'string',
      enum: ['RECORDED_OUTCOME_UNSPECIFIED', 'RECORDED_OUTCOME_DONE', 'RECORDED_OUTCOME_NOT_DONE'],
      description: expect.stringContaining('- `RECORDED_OUTCOME_DONE`: It took effect: forward.') as string,
    });
  });
});
