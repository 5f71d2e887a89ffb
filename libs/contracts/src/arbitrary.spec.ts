/**
 * For every message of proto/: JSON that fits it, made from its descriptor, survives every way over the wire.
 */
import fc from 'fast-check';
import {
  jsonCodec,
  loadProtos,
  messageCodec,
  messageOf,
  validateMessage,
  timestampOfMs,
  timestampToText,
  type FieldShape,
  type Json,
  type ScalarName,
  type Shape,
  type ValueType,
} from './index.js';

const long = (min: bigint, max: bigint) => fc.bigInt({ min, max }).map(String);
const int32 = fc.integer({ min: -2_147_483_648, max: 2_147_483_647 });
const uint32 = fc.integer({ min: 0, max: 4_294_967_295 });
const int64 = long(-(2n ** 63n), 2n ** 63n - 1n);
const uint64 = long(0n, 2n ** 64n - 1n);
const isReserved = (key: string) => ['__proto__', 'constructor', 'prototype'].includes(key);
/** As JSON text has it, without -0, and without the keys that are refused. */
const plain = (value: unknown) =>
  JSON.parse(JSON.stringify(value), (key, member: unknown) => (isReserved(key) ? undefined : member)) as Json;
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,12}$/).filter((key) => !isReserved(key));
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map(plain);
const anyJson = fc.jsonValue({ maxDepth: 2 }).map(plain);

const SCALARS: Record<ScalarName, fc.Arbitrary<Json>> = {
  string: fc.string({ unit: 'grapheme' }),
  bytes: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  bool: fc.boolean(),
  double,
  float: fc.float({ noNaN: true, noDefaultInfinity: true }).map(plain),
  int32,
  sint32: int32,
  sfixed32: int32,
  uint32,
  fixed32: uint32,
  int64,
  sint64: int64,
  sfixed64: int64,
  uint64,
  fixed64: uint64,
};

const WELL_KNOWN: Record<string, fc.Arbitrary<Json>> = {
  'google.protobuf.Timestamp': fc
    .integer({ min: -6e13, max: 2.5e14 })
    .map((ms) => timestampToText(timestampOfMs(ms))),
  'google.protobuf.Duration': fc.integer({ min: 0, max: 1e9 }).map((s) => `${s}s`),
  'google.protobuf.Struct': fc.dictionary(name, anyJson),
  'google.protobuf.Value': anyJson,
  'google.protobuf.ListValue': fc.array(anyJson),
};

function ofType(type: ValueType, depth: number): fc.Arbitrary<Json> {
  if (type.kind === 'scalar') return SCALARS[type.scalar];
  if (type.kind === 'enum') return fc.constantFrom(...type.values.keys());
  return WELL_KNOWN[type.name] ?? ofMessage(type.name, depth + 1);
}

function ofShape({ type, cardinality }: Shape, depth: number): fc.Arbitrary<Json> {
  const one = ofType(type, depth);
  if (cardinality === 'list') return fc.array(one, { maxLength: 3 });
  return cardinality === 'map' ? fc.dictionary(name, one, { maxKeys: 3 }) : one;
}

function ofMessage(message: string, depth = 0): fc.Arbitrary<Json> {
  const fields = [...(messageOf(message)?.fields.values() ?? [])];
  const arbitraries: Record<string, fc.Arbitrary<Json>> = {};
  for (const field of fields as FieldShape[]) arbitraries[field.name] = ofShape(field, depth);
  return fc.record(arbitraries, { requiredKeys: [] }) as unknown as fc.Arbitrary<Json>;
}

const MESSAGES = Object.entries(loadProtos()).filter(
  ([message, definition]) =>
    message.startsWith('suoke.') && definition['format'] === 'Protocol Buffer 3 DescriptorProto',
);

it('there are messages', () => {
  expect(MESSAGES.length).toBeGreaterThan(150);
});

describe.each(MESSAGES)('%s', (message, definition) => {
  it('is valid, and the same after the wire', () => {
    const codec = jsonCodec(message);
    const { encode, decode } = messageCodec(message);
    const { serialize, deserialize } = definition as {
      serialize: (value: object) => Buffer;
      deserialize: (bytes: Buffer) => object;
    };
    fc.assert(
      fc.property(ofMessage(message), (json) => {
        expect(validateMessage(message, json)).toEqual([]);
        const bytes = encode(json);
        const read = decode(bytes);
        expect(read).toMatchObject(json as object);
        // Rule 2 of json-codec.ts: reading and writing again changes nothing.
        expect(decode(encode(read))).toEqual(read);
        // proto-loader reads and writes the same.
        expect(codec.fromWire(deserialize(bytes))).toEqual(read);
        expect(codec.fromWire(deserialize(serialize(codec.toWire(json))))).toEqual(read);
        expect(JSON.parse(JSON.stringify(read))).toEqual(read);
      }),
      { numRuns: 5 },
    );
  });
});
