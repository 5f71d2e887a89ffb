import { messageOf, type JsonObject } from '#libs/contracts';
import { camelName, fieldNamed, toCamelNames, toProtoNames } from './field-names.js';
import { ROUTES } from './routes.js';

const SKIP = 'suoke.saga.admin.v1.SkipStepRequest';
const never = (path: string): never => {
  throw new Error(`twice: ${path}`);
};

describe('the names of the JSON mapping', () => {
  it.each([
    ['saga_id', 'sagaId'],
    ['validate_only', 'validateOnly'],
    ['zh_cn', 'zhCn'],
    ['etag', 'etag'],
    ['ineligible_by_code', 'ineligibleByCode'],
  ])('%s is %s', (name, camel) => {
    expect(camelName(name)).toBe(camel);
  });

  it('keep the fields of every message apart', () => {
    const seen = new Set<string>();
    const look = (message: string): void => {
      const shape = messageOf(message);
      if (shape === null || seen.has(message)) return;
      seen.add(message);
      const fields = [...shape.fields.values()];
      expect(new Set(fields.map(({ name }) => camelName(name))).size).toBe(fields.length);
      for (const field of fields) {
        expect(fieldNamed(shape, camelName(field.name))).toBe(field);
        if (field.type.kind === 'message') look(field.type.name);
      }
    };
    for (const { shape } of ROUTES) [shape.requestType, shape.responseType].forEach(look);
    expect(seen.size).toBeGreaterThan(60);
  });
});

describe('renaming', () => {
  const proto: JsonObject = {
    saga_id: 's',
    validate_only: true,
    results: { branch_one: { some_key: { inner_key: 1 } } },
  };
  const camel: JsonObject = {
    sagaId: 's',
    validateOnly: true,
    results: { branch_one: { some_key: { inner_key: 1 } } },
  };

  it('goes both ways and leaves keys of maps and Structs alone', () => {
    expect(toCamelNames(SKIP, proto)).toEqual(camel);
    expect(toProtoNames(SKIP, camel, never)).toEqual(proto);
    expect(toProtoNames(SKIP, proto, never)).toEqual(proto);
  });

  it('goes into lists, maps and messages', () => {
    const batch = 'suoke.saga.admin.v1.BatchReplaySagasResponse';
    const reply = {
      result: {
        operation: { operation_id: 'o', pacing: { items_per_second: 1 } },
        preview: { ineligible_by_code: { NOT_HELD: '1' } },
      },
    };
    const renamed = toCamelNames(batch, reply);
    expect(renamed).toEqual({
      result: {
        operation: { operationId: 'o', pacing: { itemsPerSecond: 1 } },
        preview: { ineligibleByCode: { NOT_HELD: '1' } },
      },
    });
    expect(toProtoNames(batch, renamed, never)).toEqual(reply);
    const list = 'suoke.saga.admin.v1.ListOperationItemsResponse';
    expect(toCamelNames(list, { items: [{ saga_id: 'a' }] })).toEqual({ items: [{ sagaId: 'a' }] });
  });

  it('leaves what it does not know to whoever validates', () => {
    const odd = JSON.parse(
      '{"sagaId": 7, "no_such": {"a_b": 1}, "__proto__": {"role": "admin"}, "constructor": 1}',
    );
    const renamed = toProtoNames(SKIP, odd, never) as object;
    expect(Object.entries(renamed)).toEqual([
      ['saga_id', 7],
      ['no_such', { a_b: 1 }],
      ['__proto__', { role: 'admin' }],
      ['constructor', 1],
    ]);
    expect(({} as { role?: string }).role).toBeUndefined();
    for (const value of [null, 7, 'x', [1]]) expect(toProtoNames(SKIP, value, never)).toBe(value);
    expect(toProtoNames(SKIP, { results: [1] }, never)).toEqual({ results: [1] });
  });

  it('says which field is there under both of its names', () => {
    const twice: string[] = [];
    const rewind = 'suoke.saga.admin.v1.BatchReplaySagasRequest';
    const json = { request_id: 'a', requestId: 'b', selection: { sagaIds: [], saga_ids: ['x'] } };
    toProtoNames(rewind, json, (path) => twice.push(path));
    expect(twice).toEqual(['request_id', 'selection.saga_ids']);
  });
});
