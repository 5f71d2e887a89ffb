/** Replies of participants that cannot be reached, made from the descriptors, for the steps after theirs. */
import {
  messageOf,
  timestampOfMs,
  timestampToText,
  type FieldShape,
  type Json,
  type JsonObject,
  type ScalarName,
  type ValueType,
} from '#libs/contracts';
import { systemClock } from '#libs/platform';

/** Messages may contain themselves. */
const MAX_DEPTH = 8;

const LONGS: ReadonlySet<ScalarName> = new Set(['int64', 'sint64', 'sfixed64', 'uint64', 'fixed64']);

/**
 * A reply with every field filled in: texts are `mark`, which is an identifier, so that replies with different marks have
 * different ids; enums say something, numbers are small and positive, lists have one item. Of a oneof the first member is set.
 * @param message full name of the message
 */
export function likelyReply(message: string, mark: string): JsonObject {
  return messageLike(message, mark, 0);
}

function messageLike(message: string, mark: string, depth: number): JsonObject {
  const fields = [...(messageOf(message)?.fields.values() ?? [])];
  const oneofs = new Set<string>();
  const reply: Record<string, Json> = {};
  for (const field of fields) {
    if (field.oneof !== null && oneofs.has(field.oneof)) continue;
    if (field.oneof !== null) oneofs.add(field.oneof);
    const value = fieldLike(field, mark, depth);
    if (value !== undefined) reply[field.name] = value;
  }
  return reply;
}

function fieldLike({ type, cardinality }: FieldShape, mark: string, depth: number): Json | undefined {
  if (cardinality === 'map') return {};
  const value = valueLike(type, mark, depth);
  if (cardinality === 'one' || value === undefined) return value;
  return [value];
}

function valueLike(type: ValueType, mark: string, depth: number): Json | undefined {
  if (type.kind === 'scalar') return scalarLike(type.scalar, mark);
  if (type.kind === 'enum') {
    const names = [...type.values.keys()];
    return names[1] ?? names[0];
  }
  switch (type.name) {
    case 'google.protobuf.Timestamp':
      return timestampToText(timestampOfMs(systemClock.now()));
    case 'google.protobuf.Duration':
      return '1s';
    case 'google.protobuf.Struct':
      return {};
    case 'google.protobuf.ListValue':
      return [];
    case 'google.protobuf.Value':
      return mark;
    default:
      return depth < MAX_DEPTH ? messageLike(type.name, mark, depth + 1) : undefined;
  }
}

function scalarLike(scalar: ScalarName, mark: string): Json {
  if (scalar === 'string') return mark;
  if (scalar === 'bool') return true;
  if (scalar === 'bytes') return Buffer.from(mark).toString('base64');
  if (LONGS.has(scalar)) return '1';
  return scalar === 'double' || scalar === 'float' ? 0.5 : 1;
}
