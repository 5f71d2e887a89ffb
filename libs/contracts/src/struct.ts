/**
 * google.protobuf.Struct, Value and ListValue between the wire and plain JSON. proto-loader has no such mapping: it hands
 * out `{ fields: { name: { stringValue: … } } }`.
 *
 * Both directions refuse, naming the path: keys that would touch a prototype, numbers that JSON does not have, and more
 * than 64 levels.
 */
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

/** A Struct, Value or ListValue as proto-loader and protobufjs read and write it. */
export interface WireStruct {
  readonly fields?: { readonly [key: string]: unknown } | null;
}
export interface WireListValue {
  readonly values?: readonly unknown[] | null;
}
type WireValue = { readonly [kind: string]: unknown };

export function structToWire(json: unknown, depth = 1): { fields: { [key: string]: WireValue } } {
  if (!isJsonObject(json)) throw new JsonMappingError('must be an object');
  refuseDepth(depth);
  const fields: { [key: string]: WireValue } = {};
  let current = '';
  try {
    for (const key of Object.keys(json)) {
      current = key;
      const value = json[key];
      if (value === undefined) continue;
      refuseReservedKey(key);
      fields[key] = valueToWire(value, depth);
    }
  } catch (error) {
    rethrowWithin(error, keySegment(current));
  }
  return { fields };
}

export function listValueToWire(json: unknown, depth = 1): { values: WireValue[] } {
  if (!Array.isArray(json)) throw new JsonMappingError('must be a list');
  refuseDepth(depth);
  const values: WireValue[] = [];
  try {
    for (const item of json) values.push(valueToWire(item, depth));
  } catch (error) {
    rethrowWithin(error, `[${values.length}]`);
  }
  return { values };
}

/** @param depth levels above this value */
export function valueToWire(json: unknown, depth = 0): WireValue {
  switch (typeof json) {
    case 'string':
      return { stringValue: json };
    case 'number':
      if (!Number.isFinite(json)) throw new JsonMappingError('must be a finite number');
      // -0 becomes 0, as in JSON text.
      return { numberValue: json + 0 };
    case 'boolean':
      return { boolValue: json };
    case 'object':
      if (json === null) return { nullValue: 0 };
      return Array.isArray(json)
        ? { listValue: listValueToWire(json, depth + 1) }
        : { structValue: structToWire(json, depth + 1) };
    default:
      throw new JsonMappingError('is no JSON value');
  }
}

export function structFromWire(wire: unknown, depth = 1): JsonObject {
  refuseDepth(depth);
  const json: Record<string, Json> = {};
  const fields = (wire as WireStruct).fields;
  if (fields === undefined || fields === null) return json;
  let current = '';
  try {
    for (const key of Object.keys(fields)) {
      current = key;
      refuseReservedKey(key);
      json[key] = valueFromWire(fields[key], depth);
    }
  } catch (error) {
    rethrowWithin(error, keySegment(current));
  }
  return json;
}

export function listValueFromWire(wire: unknown, depth = 1): Json[] {
  refuseDepth(depth);
  const json: Json[] = [];
  const values = (wire as WireListValue).values ?? [];
  try {
    for (const value of values) json.push(valueFromWire(value, depth));
  } catch (error) {
    rethrowWithin(error, `[${json.length}]`);
  }
  return json;
}

/** A Value without a kind, which a peer may send although it should not, reads as null. */
export function valueFromWire(wire: unknown, depth = 0): Json {
  const value = wire as WireValue;
  if (Object.hasOwn(value, 'stringValue')) return value['stringValue'] as string;
  if (Object.hasOwn(value, 'numberValue')) {
    if (!Number.isFinite(value['numberValue'])) throw new JsonMappingError('must be a finite number');
    return (value['numberValue'] as number) + 0;
  }
  if (Object.hasOwn(value, 'structValue')) return structFromWire(value['structValue'], depth + 1);
  if (Object.hasOwn(value, 'listValue')) return listValueFromWire(value['listValue'], depth + 1);
  if (Object.hasOwn(value, 'boolValue')) return value['boolValue'] as boolean;
  return null;
}
