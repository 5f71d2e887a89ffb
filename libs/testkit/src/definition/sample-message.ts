/**
 * JSON of a message with every field filled in, made from the descriptors: enums say something, numbers are small and
 * positive, lists have one item. Of a oneof the first member is set; a message inside of itself is left out.
 */
import { messageOf, type FieldShape, type Json, type ScalarName, type Shape } from '#libs/contracts';

/** What stands in a text, from where it stands: `record.patient.name`. */
export type TextAt = (place: string) => string;

const LONG: ReadonlySet<ScalarName> = new Set(['int64', 'sint64', 'sfixed64', 'uint64', 'fixed64']);

/** Messages that plain JSON does not write field by field. */
const WELL_KNOWN: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['google.protobuf.Timestamp', '2026-01-01T00:00:00Z'],
  ['google.protobuf.Duration', '7s'],
  ['google.protobuf.Struct', {}],
  ['google.protobuf.Value', 'anything'],
  ['google.protobuf.ListValue', []],
]);

/**
 * A sample of a message; undefined where the contracts do not know it.
 * @param name full name of the message
 * @param place where it stands: begins the places of its texts
 */
export function sampleMessage(name: string, place: string, textAt: TextAt): Json | undefined {
  return messageSample(name, place, textAt, []);
}

/** A sample of what stands in a place of this shape. */
export function sampleOf(shape: Shape, place: string, textAt: TextAt): Json | undefined {
  return shapeSample(shape, place, textAt, []);
}

type Around = readonly string[];

function messageSample(name: string, place: string, textAt: TextAt, around: Around): Json | undefined {
  const wellKnown = WELL_KNOWN.get(name);
  if (wellKnown !== undefined) return wellKnown;
  const shape = messageOf(name);
  if (shape === null || around.includes(name)) return undefined;
  const fields = firstOfOneofs([...shape.fields.values()]).map(
    (field) => [field.name, shapeSample(field, `${place}.${field.name}`, textAt, [...around, name])] as const,
  );
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Json;
}

function firstOfOneofs(fields: readonly FieldShape[]): FieldShape[] {
  const isFirst = ({ oneof }: FieldShape, index: number) =>
    oneof === null || fields.findIndex((other) => other.oneof === oneof) === index;
  return fields.filter(isFirst);
}

function shapeSample(
  { type, cardinality }: Shape,
  place: string,
  textAt: TextAt,
  around: Around,
): Json | undefined {
  if (cardinality === 'map') return {};
  const one =
    type.kind === 'message'
      ? messageSample(type.name, place, textAt, around)
      : type.kind === 'enum'
        ? enumSample(type.values)
        : scalarSample(type.scalar, textAt(place));
  if (cardinality === 'list') return one === undefined ? [] : [one];
  return one;
}

/** Not the first one, which stands for "unspecified". */
function enumSample(values: ReadonlyMap<string, number>): Json | undefined {
  const [first, second] = values.keys();
  return second ?? first;
}

function scalarSample(scalar: ScalarName, words: string): Json {
  if (scalar === 'string') return words;
  if (scalar === 'bytes') return Buffer.from(words).toString('base64');
  if (scalar === 'bool') return true;
  if (LONG.has(scalar)) return '1';
  return scalar === 'double' || scalar === 'float' ? 0.5 : 1;
}
