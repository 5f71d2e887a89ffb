import fc from 'fast-check';
import {
  jsonCodec,
  messageCodec,
  serviceDefinition,
  structFromWire,
  structToWire,
  valueToWire,
} from './index.js';
import type { Json } from './index.js';

const isReserved = (key: string) => ['__proto__', 'constructor', 'prototype'].includes(key);

/** Objects as JSON text has them, without -0, and without the keys that are refused. */
const jsonObject = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 6 })).map(
  (value) =>
    JSON.parse(JSON.stringify(value), (key, member: unknown) => (isReserved(key) ? undefined : member)) as {
      [key: string]: Json;
    },
);

/** An object of so many levels, of objects and lists in turn. */
function nested(levels: number): Json {
  let value: Json = {};
  for (let i = 1; i < levels; i += 1) value = i % 2 === 0 && i < levels - 1 ? [value] : { inner: value };
  return value;
}

describe('Struct', () => {
  it('is the same JSON after the wire and back', () => {
    const { encode, decode } = messageCodec('google.protobuf.Struct');
    fc.assert(
      fc.property(jsonObject, (json) => {
        expect(decode(encode(json as Json))).toEqual(json);
        expect(structFromWire(structToWire(json))).toEqual(json);
      }),
    );
  });

  it('is the same through proto-loader', () => {
    const method = serviceDefinition('suoke.saga.v1.SagaService')['StartSaga'];
    const codec = jsonCodec('suoke.saga.v1.StartSagaRequest');
    fc.assert(
      fc.property(jsonObject, (input) => {
        const bytes = method?.requestSerialize(codec.toWire({ input: input as Json }));
        expect(codec.fromWire(method?.requestDeserialize(bytes as Buffer) as object)['input']).toEqual(input);
      }),
    );
  });

  it('knows no -0, as JSON text knows none', () => {
    expect(structToWire({ a: -0 })).toEqual({ fields: { a: { numberValue: 0 } } });
    expect(structFromWire({ fields: { a: { numberValue: -0 } } })).toEqual({ a: 0 });
  });

  it('reads a Value without a kind as null', () => {
    expect(structFromWire({ fields: { a: {} } })).toEqual({ a: null });
    expect(structFromWire({})).toEqual({});
    expect(structFromWire({ fields: null })).toEqual({});
  });

  it('leaves out what is undefined', () => {
    expect(structToWire({ a: undefined, b: 1 })).toEqual({ fields: { b: { numberValue: 1 } } });
  });

  it.each([
    ['__proto__', JSON.parse('{"a":{"__proto__":{"polluted":true}}}'), 'a.__proto__: is a reserved key'],
    ['constructor', { a: [{ constructor: 1 }] }, 'a[0].constructor: is a reserved key'],
    ['NaN', { a: { b: [1, Number.NaN] } }, 'a.b[1]: must be a finite number'],
    ['Infinity', { 'a b': -Infinity }, '["a b"]: must be a finite number'],
    ['a function', { a: () => 1 }, 'a: is no JSON value'],
    ['a bigint', { a: 1n }, 'a: is no JSON value'],
    ['a text', 'text', 'must be an object'],
    ['a list', [], 'must be an object'],
    ['null', null, 'must be an object'],
  ])('refuses %s and says where', (_what, json, message) => {
    expect(() => structToWire(json)).toThrow(message);
  });

  it('refuses the same of a peer', () => {
    const polluted = JSON.parse(
      '{"fields":{"a":{"structValue":{"fields":{"__proto__":{"numberValue":1}}}}}}',
    );
    expect(() => structFromWire(polluted)).toThrow('a.__proto__: is a reserved key');
    expect(() => structFromWire({ fields: { a: { numberValue: Number.NaN } } })).toThrow(
      'a: must be a finite number',
    );
    expect(({} as Record<string, unknown>)['numberValue']).toBeUndefined();
  });

  it('refuses a reserved key that arrives in bytes', () => {
    const { decode } = messageCodec('google.protobuf.Struct');
    const entry = Buffer.concat([
      Buffer.from([0x0a, 9]),
      Buffer.from('__proto__'),
      Buffer.from([0x12, 2, 0x20, 1]),
    ]);
    expect(() => decode(Buffer.concat([Buffer.from([0x0a, entry.length]), entry]))).toThrow(
      '__proto__: is a reserved key',
    );
  });

  it('goes 64 levels deep and no further, in both directions', () => {
    const { encode, decode } = messageCodec('google.protobuf.Struct');
    const deepest = nested(64);
    expect(decode(encode(deepest))).toEqual(deepest);
    expect(() => encode(nested(65))).toThrow('nested more than 64 levels');
    const method = serviceDefinition('suoke.saga.v1.SagaService')['StartSaga']!;
    const start = jsonCodec('suoke.saga.v1.StartSagaRequest').toWire({ input: nested(63) });
    const input = (method.requestDeserialize(method.requestSerialize(start)) as { input: object }).input;
    expect(structFromWire(input)).toEqual(nested(63));
    let wire: object = { nullValue: 0 };
    for (let i = 0; i < 70; i += 1) wire = { structValue: { fields: { a: wire } } };
    expect(() => structFromWire({ fields: { a: wire } })).toThrow('nested more than 64 levels');
  });

  it('does not fall over what is nested without end', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(() => structToWire(loop)).toThrow('nested more than 64 levels');
    expect(() => valueToWire([loop])).toThrow('nested more than 64 levels');
  });
});
