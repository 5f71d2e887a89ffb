/** The messages of proto/ as JSON Schema 2020-12, with the words of the proto. */
import {
  messageOf,
  type FieldShape,
  type Json,
  type JsonObject,
  type ProtoWords,
  type ValueType,
} from '#libs/contracts';
import { camelName } from './field-names.js';

const INT64 = { type: 'string', pattern: '^-?[0-9]{1,20}$' };
const INT32 = { type: 'integer', format: 'int32' };
const UINT32 = { type: 'integer', minimum: 0, maximum: 4_294_967_295 };
const DOUBLE = { type: 'number', format: 'double' };

const SCALARS: Readonly<Record<string, JsonObject>> = {
  string: { type: 'string' },
  bytes: { type: 'string', contentEncoding: 'base64' },
  bool: { type: 'boolean' },
  double: DOUBLE,
  float: DOUBLE,
  ...{ int32: INT32, sint32: INT32, sfixed32: INT32, uint32: UINT32, fixed32: UINT32 },
  ...{ int64: INT64, sint64: INT64, sfixed64: INT64, uint64: INT64, fixed64: INT64 },
};

const WELL_KNOWN: Readonly<Record<string, JsonObject>> = {
  'google.protobuf.Timestamp': { type: 'string', format: 'date-time' },
  'google.protobuf.Duration': { type: 'string', pattern: '^-?[0-9]{1,12}(\\.[0-9]{1,9})?s$' },
  'google.protobuf.Struct': { type: 'object' },
  'google.protobuf.ListValue': { type: 'array' },
  'google.protobuf.Value': {},
};

/** `suoke.saga.v1.Saga` → `saga.v1.Saga`: names of different packages may be the same. */
export function schemaName(name: string): string {
  return name.replace(/^suoke\./, '');
}

/** Gathers the schemas of messages and enums as they are asked for, each once. */
export class Schemas {
  private readonly made = new Map<string, JsonObject>();

  constructor(private readonly words: ProtoWords) {}

  /** All that were asked for, and what they refer to, by name. */
  all(): JsonObject {
    return Object.fromEntries([...this.made].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** A message or an enum by reference. What a later version adds to it must not disturb a reader of this one. */
  reference(name: string, type?: ValueType): JsonObject {
    const key = schemaName(name);
    if (!this.made.has(key)) {
      // The place is taken first: messages may hold themselves.
      this.made.set(key, {});
      this.made.set(key, type?.kind === 'enum' ? this.enumeration(name, type.values) : this.message(name));
    }
    return { $ref: `#/components/schemas/${key}` };
  }

  /** The fields of a request but for those that stand elsewhere, as the schema of its body. */
  body(message: string, elsewhere: readonly string[]): JsonObject {
    const fields = fieldsOf(message).filter(({ name }) => !elsewhere.includes(name));
    const required = fields
      .filter(({ name }) => this.isRequired(message, name))
      .map(({ name }) => camelName(name));
    return {
      type: 'object',
      additionalProperties: false,
      ...(required.length === 0 ? {} : { required }),
      properties: this.properties(message, fields),
    };
  }

  /** A field of a request, where it stands as a parameter. */
  parameter(message: string, name: string): { readonly schema: JsonObject; readonly description: string } {
    const field = messageOf(message)?.fields.get(name);
    if (field === undefined) throw new RangeError(`${message} has no ${name}`);
    return { schema: this.shape(field), description: this.words.field(message, name) };
  }

  /** The proto says it in words: there is no other place for it. What a header may bring instead is not asked of the body. */
  private isRequired(message: string, name: string): boolean {
    if (name === 'etag' || name === 'request_id') return false;
    return /(?:^|\s)Required\.(?:\s|$)/.test(this.words.field(message, name));
  }

  private properties(message: string, fields: readonly FieldShape[]): JsonObject {
    return Object.fromEntries(
      fields.map((field) => [
        camelName(field.name),
        { ...this.shape(field), description: this.words.field(message, field.name) },
      ]),
    );
  }

  private shape({ type, cardinality }: FieldShape): JsonObject {
    const one = this.type(type);
    if (cardinality === 'list') return { type: 'array', items: one };
    return cardinality === 'map' ? { type: 'object', additionalProperties: one } : one;
  }

  private type(type: ValueType): JsonObject {
    if (type.kind === 'scalar') return SCALARS[type.scalar] ?? {};
    return (type.kind === 'message' ? WELL_KNOWN[type.name] : undefined) ?? this.reference(type.name, type);
  }

  private message(name: string): JsonObject {
    return {
      type: 'object',
      description: this.words.message(name),
      properties: this.properties(name, fieldsOf(name)),
    };
  }

  private enumeration(name: string, values: ReadonlyMap<string, number>): JsonObject {
    const names = [...values.keys()];
    const lines = names.map((value) => `- \`${value}\`: ${this.words.enumValue(name, value)}`);
    return {
      type: 'string',
      description: `${this.words.enum(name)}\n\n${lines.join('\n')}`,
      enum: names as Json[],
    };
  }
}

function fieldsOf(message: string): FieldShape[] {
  const shape = messageOf(message);
  if (shape === null) throw new RangeError(`${message} is no message of proto/`);
  return [...shape.fields.values()];
}
