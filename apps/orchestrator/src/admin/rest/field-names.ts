/**
 * The two names of a field in JSON: `saga_id` as in the proto, `sagaId` as the protobuf JSON mapping has it. The REST face
 * takes both and answers with the second. Keys of maps and of Structs are data and stay as they are.
 */
import { messageOf, type FieldShape, type Json, type JsonObject, type MessageShape } from '#libs/contracts';

/** `zh_cn` → `zhCn`. */
export function camelName(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The message whose fields have names; null for what has none, such as a Struct. */
function namedMessage({ type }: FieldShape): string | null {
  return type.kind === 'message' && !type.name.startsWith('google.protobuf.') ? type.name : null;
}

function shapeOf(message: string): MessageShape {
  const shape = messageOf(message);
  if (shape === null) throw new RangeError(`${message} is no message of proto/`);
  return shape;
}

function eachOf(field: FieldShape, value: unknown, rename: (one: unknown, at: string) => unknown): unknown {
  if (field.cardinality === 'list') {
    return Array.isArray(value) ? value.map((one, index) => rename(one, `[${index}]`)) : value;
  }
  if (field.cardinality === 'one' || !isObject(value)) return rename(value, '');
  const renamed: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, one] of Object.entries(value)) renamed[key] = rename(one, `[${JSON.stringify(key)}]`);
  return renamed;
}

/** @param json a message with names as in the proto, as `jsonCodec` makes it */
export function toCamelNames(message: string, json: JsonObject): JsonObject {
  const { fields } = shapeOf(message);
  const renamed: Record<string, Json> = {};
  for (const [name, value] of Object.entries(json)) {
    const field = fields.get(name);
    const inner = field === undefined ? null : namedMessage(field);
    const one = (part: unknown) => (inner !== null && isObject(part) ? toCamelNames(inner, part) : part);
    renamed[camelName(name)] = (field === undefined ? value : eachOf(field, value, one)) as Json;
  }
  return renamed;
}

/** The field that a caller means, by either of its names. */
export function fieldNamed({ fields }: MessageShape, name: string): FieldShape | undefined {
  return fields.get(name) ?? [...fields.values()].find((field) => camelName(field.name) === name);
}

/**
 * The same value with names as in the proto. Names that the message does not have stay as they are, for whoever validates.
 * @param twice hears of each field that is there under both of its names, by its path
 */
export function toProtoNames(
  message: string,
  json: unknown,
  twice: (path: string) => void,
  path = '',
): unknown {
  if (!isObject(json)) return json;
  const shape = shapeOf(message);
  // Without a prototype: a key `__proto__` of a caller stays a key like any other.
  const renamed: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(json)) {
    const field = fieldNamed(shape, key);
    const name = field?.name ?? key;
    const at = path === '' ? name : `${path}.${name}`;
    if (Object.hasOwn(renamed, name)) twice(at);
    const inner = field === undefined ? null : namedMessage(field);
    renamed[name] =
      field === undefined || inner === null
        ? value
        : eachOf(field, value, (one, index) => toProtoNames(inner, one, twice, at + index));
  }
  return renamed;
}
