/**
 * Converters between plain JSON and messages, one per message type, compiled once from the descriptors and then called
 * without looking at them again: every call of every saga passes through here.
 *
 * Plain JSON of a message: names as in the proto file, enums by name, 64-bit integers as text, bytes in base64, Timestamp
 * as RFC 3339, Duration as `1.5s`, Struct and Value as the JSON that they mean.
 *
 * 1. What JSON leaves out is unset on the wire. What is unset on the wire and has presence is left out of the JSON; a field
 *    without presence always has its value, so a reference to it never finds nothing in a known reply.
 * 2. Wire to JSON and back is the same message.
 * 3. `__proto__`, `constructor` and `prototype` as keys, numbers that JSON does not have, and more than 64 levels are
 *    refused with the path, in both directions.
 * 4. A wrong type in JSON is refused and never encoded as something else. Names that the message does not have are passed
 *    over: `validateMessage` is the place that refuses them.
 */
import type protobuf from 'protobufjs';
import { messageOf, reflectedType, type FieldShape, type ScalarName, type ValueType } from './descriptors.js';
import {
  isJsonObject,
  JsonMappingError,
  keySegment,
  refuseDepth,
  refuseReservedKey,
  rethrowWithin,
  type Json,
  type JsonObject,
} from './json.js';
import {
  listValueFromWire,
  listValueToWire,
  structFromWire,
  structToWire,
  valueFromWire,
  valueToWire,
} from './struct.js';
import { durationOfText, durationToText, timestampOfText, timestampToText } from './well-known.js';

/** Converts one value; `depth` counts the objects and lists around it. */
type Convert = (value: unknown, depth: number) => unknown;
interface Converter {
  readonly toWire: Convert;
  readonly fromWire: Convert;
}
interface FieldConverter extends Converter {
  readonly name: string;
  readonly presence: boolean;
}

export interface JsonCodec {
  /** An object that both proto-loader and protobufjs encode. @throws JsonMappingError */
  toWire(json: Json): { [field: string]: unknown };
  /** Of an object that proto-loader read, or of a message of protobufjs. @throws JsonMappingError */
  fromWire(wire: object): JsonObject;
}

export interface MessageCodec {
  /** @throws JsonMappingError */
  encode(json: Json): Buffer;
  /** @throws JsonMappingError, or an error of protobufjs for bytes that are no such message */
  decode(bytes: Uint8Array): JsonObject;
}

const same: Convert = (value) => value;

function typed(type: 'string' | 'boolean', description: string): Convert {
  return (value) => {
    if (typeof value !== type) throw new JsonMappingError(description);
    return value;
  };
}

/** Adding 0 makes -0 a 0: JSON text has no -0, and what is read from the store must render as it did before. */
const finite: Convert = (value) => {
  if (!Number.isFinite(value)) throw new JsonMappingError('must be a finite number');
  return (value as number) + 0;
};

/** The largest number that a float holds; above it the wire would say Infinity. */
export const MAX_FLOAT = 3.4028234663852886e38;

const finiteFloat: Convert = (value) => {
  if (typeof value !== 'number' || !(Math.abs(value) <= MAX_FLOAT)) {
    throw new JsonMappingError('must be a finite number');
  }
  return value + 0;
};

function integer(min: number, max: number): Convert {
  return (value) => {
    if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
      throw new JsonMappingError(`must be a whole number from ${min} to ${max}`);
    }
    return value;
  };
}

/** Canonical decimal text of an integer of up to 20 digits. */
export const INTEGER_TEXT = /^(?:0|-?[1-9]\d{0,19})$/;

function longToWire(min: bigint, max: bigint): Convert {
  return (value) => {
    if (typeof value !== 'string' || !INTEGER_TEXT.test(value)) {
      throw new JsonMappingError('must be a 64-bit integer as text');
    }
    const fits = value.length < 19 && (min < 0n || value[0] !== '-');
    if (!fits && (BigInt(value) < min || BigInt(value) > max)) {
      throw new JsonMappingError(`must be from ${min} to ${max}`);
    }
    return value;
  };
}
const longFromWire: Convert = (value) => (typeof value === 'string' ? value : String(value));

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Bytes of standard base64 with padding. @throws JsonMappingError */
export function bytesOfText(value: unknown): Buffer {
  if (typeof value !== 'string' || !BASE64.test(value)) throw new JsonMappingError('must be text in base64');
  return Buffer.from(value, 'base64');
}

const bytesFromWire: Convert = (value) => {
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  }
  // The default of a field of bytes is an empty list in protobufjs.
  return Buffer.from(value as number[]).toString('base64');
};

const INT32 = integer(-2_147_483_648, 2_147_483_647);
const UINT32 = integer(0, 4_294_967_295);
const INT64: Converter = { toWire: longToWire(-(2n ** 63n), 2n ** 63n - 1n), fromWire: longFromWire };
const UINT64: Converter = { toWire: longToWire(0n, 2n ** 64n - 1n), fromWire: longFromWire };

const SCALARS: Readonly<Record<ScalarName, Converter>> = {
  string: { toWire: typed('string', 'must be text'), fromWire: same },
  bool: { toWire: typed('boolean', 'must be true or false'), fromWire: same },
  bytes: { toWire: bytesOfText, fromWire: bytesFromWire },
  double: { toWire: finite, fromWire: finite },
  float: { toWire: finiteFloat, fromWire: finite },
  int32: { toWire: INT32, fromWire: same },
  sint32: { toWire: INT32, fromWire: same },
  sfixed32: { toWire: INT32, fromWire: same },
  uint32: { toWire: UINT32, fromWire: same },
  fixed32: { toWire: UINT32, fromWire: same },
  int64: INT64,
  sint64: INT64,
  sfixed64: INT64,
  uint64: UINT64,
  fixed64: UINT64,
};

const text =
  (read: (value: string) => unknown): Convert =>
  (value) => {
    if (typeof value !== 'string') throw new JsonMappingError('must be text');
    return read(value);
  };

const WELL_KNOWN: ReadonlyMap<string, Converter> = new Map<string, Converter>([
  [
    'google.protobuf.Timestamp',
    { toWire: text(timestampOfText), fromWire: (wire) => timestampToText(wire as object) },
  ],
  [
    'google.protobuf.Duration',
    { toWire: text(durationOfText), fromWire: (wire) => durationToText(wire as object) },
  ],
  [
    'google.protobuf.Struct',
    {
      toWire: (json, depth) => structToWire(json, depth + 1),
      fromWire: (wire, depth) => structFromWire(wire, depth + 1),
    },
  ],
  ['google.protobuf.Value', { toWire: valueToWire, fromWire: valueFromWire }],
  [
    'google.protobuf.ListValue',
    {
      toWire: (json, depth) => listValueToWire(json, depth + 1),
      fromWire: (wire, depth) => listValueFromWire(wire, depth + 1),
    },
  ],
]);

/** A value that a later version of the enum has stays its number; protobufjs and proto-loader do the same. */
function enumConverter(values: ReadonlyMap<string, number>): Converter {
  const names = new Map([...values].map(([name, number]) => [number, name]));
  return {
    toWire: (value) => {
      const number = typeof value === 'string' ? values.get(value) : value;
      if (!Number.isInteger(number)) throw new JsonMappingError('must be a name of the enum');
      return number;
    },
    fromWire: (value) => (typeof value === 'number' ? (names.get(value) ?? value) : value),
  };
}

function listConverter(item: Converter): Converter {
  const convertAll =
    (convert: Convert): Convert =>
    (value, depth) => {
      if (!Array.isArray(value)) throw new JsonMappingError('must be a list');
      const out: unknown[] = [];
      try {
        for (const element of value) out.push(convert(element, depth));
      } catch (error) {
        rethrowWithin(error, `[${out.length}]`);
      }
      return out;
    };
  return { toWire: convertAll(item.toWire), fromWire: convertAll(item.fromWire) };
}

function mapConverter(item: Converter): Converter {
  const convertAll =
    (convert: Convert): Convert =>
    (value, depth) => {
      if (!isJsonObject(value)) throw new JsonMappingError('must be an object');
      const out: Record<string, unknown> = {};
      let current = '';
      try {
        for (const key of Object.keys(value)) {
          current = key;
          refuseReservedKey(key);
          out[key] = convert(value[key], depth);
        }
      } catch (error) {
        rethrowWithin(error, keySegment(current));
      }
      return out;
    };
  return { toWire: convertAll(item.toWire), fromWire: convertAll(item.fromWire) };
}

const converters = new Map<string, Converter>();

function valueConverter(type: ValueType): Converter {
  if (type.kind === 'scalar') return SCALARS[type.scalar];
  return type.kind === 'enum' ? enumConverter(type.values) : converterOf(type.name);
}

function fieldConverter(field: FieldShape): FieldConverter {
  if (field.keyType?.endsWith('64') === true) {
    throw new RangeError(`${field.name}: maps with keys of 64 bits have no plain JSON here`);
  }
  const one = valueConverter(field.type);
  const all =
    field.cardinality === 'list' ? listConverter(one) : field.cardinality === 'map' ? mapConverter(one) : one;
  return { name: field.name, presence: field.presence, toWire: all.toWire, fromWire: all.fromWire };
}

/** Every wire object of one type is a copy of `blank`, all fields undefined, so that the encoder meets one hidden class. */
function messageToWire(fields: readonly FieldConverter[], blank: Readonly<Record<string, unknown>>): Convert {
  return (json, depth) => {
    if (!isJsonObject(json)) throw new JsonMappingError('must be an object');
    refuseDepth(depth + 1);
    const wire: Record<string, unknown> = { ...blank };
    let current = '';
    try {
      for (const { name, toWire } of fields) {
        if (!Object.hasOwn(json, name)) continue;
        const value = json[name];
        if (value === undefined) continue;
        current = name;
        wire[name] = toWire(value, depth + 1);
      }
    } catch (error) {
      rethrowWithin(error, current);
    }
    return wire;
  };
}

/** Reads members that are not the object's own too: the defaults of a message of protobufjs stand in its prototype. */
function messageFromWire(fields: readonly FieldConverter[]): Convert {
  return (wire, depth) => {
    refuseDepth(depth + 1);
    const json: Record<string, unknown> = {};
    let current = '';
    try {
      for (const { name, presence, fromWire } of fields) {
        if (presence && !Object.hasOwn(wire as object, name)) continue;
        const value = (wire as Record<string, unknown>)[name];
        if (value === undefined || value === null) continue;
        current = name;
        json[name] = fromWire(value, depth + 1);
      }
    } catch (error) {
      rethrowWithin(error, current);
    }
    return json;
  };
}

/** Compiles a message type once. The fields are filled in after the entry is made, so that types may contain themselves. */
function converterOf(name: string): Converter {
  const known = WELL_KNOWN.get(name) ?? converters.get(name);
  if (known !== undefined) return known;
  const shape = messageOf(name);
  if (shape === null) throw new RangeError(`${name} is no message of proto/`);
  if (name === 'google.protobuf.Any') throw new RangeError('google.protobuf.Any has no plain JSON here');
  const fields: FieldConverter[] = [];
  const blank = Object.fromEntries([...shape.fields.keys()].map((field) => [field, undefined]));
  const made: Converter = { toWire: messageToWire(fields, blank), fromWire: messageFromWire(fields) };
  converters.set(name, made);
  try {
    for (const field of shape.fields.values()) fields.push(fieldConverter(field));
  } catch (error) {
    converters.delete(name);
    throw error;
  }
  return made;
}

/**
 * The codec between plain JSON and wire objects of one message type; the same for each call.
 * @param name full name of the message: `suoke.report.v1.GenerateReportRequest`, `google.protobuf.Struct`
 * @throws RangeError for a name that the protos do not have, or a type without plain JSON (Any, maps with 64-bit keys)
 */
export function jsonCodec(name: string): JsonCodec {
  const { toWire, fromWire } = converterOf(name);
  return {
    toWire: (json) => toWire(json, 0) as { [field: string]: unknown },
    fromWire: (wire) => fromWire(wire, 0) as JsonObject,
  };
}

const codecs = new Map<string, MessageCodec>();

/**
 * The codec between plain JSON and the bytes of one message type: for clients that bring their own serializer, and for
 * replies that travel as bytes (`SealCallResponse.reply`). It spares the objects of proto-loader in between.
 * @throws RangeError as jsonCodec
 */
export function messageCodec(name: string): MessageCodec {
  const known = codecs.get(name);
  if (known !== undefined) return known;
  const { toWire, fromWire } = converterOf(name);
  const type = reflectedType(name) as protobuf.Type;
  const made: MessageCodec = {
    encode: (json) => type.encode(toWire(json, 0) as { [field: string]: unknown }).finish() as Buffer,
    decode: (bytes) => fromWire(type.decode(bytes), 0) as JsonObject,
  };
  codecs.set(name, made);
  return made;
}
