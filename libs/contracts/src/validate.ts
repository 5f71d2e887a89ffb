/**
 * Checks plain JSON against a message, strictly: what a caller misspelled must not be dropped in silence, because for a
 * health record a missing field means something. The rules are those of `json-codec.ts`; what passes here is encoded there
 * without an error.
 */
import {
  ANY_JSON,
  messageOf,
  shapeOfMessage,
  type FieldShape,
  type MessageShape,
  type ScalarName,
  type Shape,
} from './descriptors.js';
import { bytesOfText, INTEGER_TEXT, MAX_FLOAT } from './json-codec.js';
import {
  isJsonObject,
  isReservedKey,
  joinPath,
  JsonMappingError,
  keySegment,
  MAX_JSON_DEPTH,
  type FieldViolation,
} from './json.js';
import { durationOfText, timestampOfText } from './well-known.js';

/** A client is better served by the first mistakes than by a megabyte of them. */
export const MAX_VIOLATIONS = 50;

class Findings {
  readonly found: FieldViolation[] = [];
  get full(): boolean {
    return this.found.length >= MAX_VIOLATIONS;
  }
  add(path: string, description: string): void {
    if (!this.full) this.found.push({ path, description });
  }
}

/** A lone surrogate cannot be written as UTF-8: it would arrive as another character. */
const LONE_SURROGATE = /\p{Surrogate}/u;

function textMistake(value: unknown): string | null {
  if (typeof value !== 'string') return 'must be text';
  return LONE_SURROGATE.test(value) ? 'must be well-formed Unicode' : null;
}

function integerMistake(min: number, max: number): (value: unknown) => string | null {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? null
      : `must be a whole number from ${min} to ${max}`;
}

function longMistake(min: bigint, max: bigint): (value: unknown) => string | null {
  return (value) => {
    if (typeof value !== 'string' || !INTEGER_TEXT.test(value)) return 'must be a 64-bit integer as text';
    const integer = BigInt(value);
    return integer < min || integer > max ? `must be from ${min} to ${max}` : null;
  };
}

function numberMistake(max: number): (value: unknown) => string | null {
  return (value) =>
    typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= max
      ? null
      : 'must be a finite number';
}

/** What reading a text form throws becomes the finding. */
function readingMistake(read: (value: string) => unknown): (value: unknown) => string | null {
  return (value) => {
    if (typeof value !== 'string') return 'must be text';
    try {
      read(value);
      return null;
    } catch (error) {
      if (error instanceof JsonMappingError) return error.description;
      throw error;
    }
  };
}

const INT32 = integerMistake(-2_147_483_648, 2_147_483_647);
const UINT32 = integerMistake(0, 4_294_967_295);
const INT64 = longMistake(-(2n ** 63n), 2n ** 63n - 1n);
const UINT64 = longMistake(0n, 2n ** 64n - 1n);

const SCALAR_MISTAKE: Readonly<Record<ScalarName, (value: unknown) => string | null>> = {
  string: textMistake,
  bytes: readingMistake(bytesOfText),
  bool: (value) => (typeof value === 'boolean' ? null : 'must be true or false'),
  double: numberMistake(Number.MAX_VALUE),
  float: numberMistake(MAX_FLOAT),
  int32: INT32,
  sint32: INT32,
  sfixed32: INT32,
  uint32: UINT32,
  fixed32: UINT32,
  int64: INT64,
  sint64: INT64,
  sfixed64: INT64,
  uint64: UINT64,
  fixed64: UINT64,
};

const TEXT_MESSAGES: ReadonlyMap<string, (value: unknown) => string | null> = new Map([
  ['google.protobuf.Timestamp', readingMistake(timestampOfText)],
  ['google.protobuf.Duration', readingMistake(durationOfText)],
]);

function checkMembers(value: object, item: Shape, path: string, depth: number, findings: Findings): void {
  for (const [key, member] of Object.entries(value)) {
    if (findings.full) return;
    const at = joinPath(path, keySegment(key));
    if (isReservedKey(key)) findings.add(at, 'is a reserved key');
    else if (LONE_SURROGATE.test(key)) findings.add(at, 'must be well-formed Unicode');
    else check(member, item, at, depth, findings);
  }
}

function checkList(value: unknown, item: Shape, path: string, depth: number, findings: Findings): void {
  if (!Array.isArray(value)) return findings.add(path, 'must be a list');
  for (let i = 0; i < value.length && !findings.full; i += 1) {
    check(value[i], item, joinPath(path, `[${i}]`), depth, findings);
  }
}

function checkObject(value: unknown, item: Shape, path: string, depth: number, findings: Findings): void {
  if (!isJsonObject(value)) return findings.add(path, 'must be an object');
  checkMembers(value, item, path, depth, findings);
}

function checkAny(value: unknown, path: string, depth: number, findings: Findings): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'object') {
    if (depth >= MAX_JSON_DEPTH)
      return findings.add(path, `is nested more than ${MAX_JSON_DEPTH} levels deep`);
    if (Array.isArray(value)) return checkList(value, ANY_JSON, path, depth + 1, findings);
    return checkMembers(value, ANY_JSON, path, depth + 1, findings);
  }
  const mistake =
    typeof value === 'string'
      ? textMistake(value)
      : typeof value === 'number'
        ? SCALAR_MISTAKE.double(value)
        : 'is no JSON value';
  if (mistake !== null) findings.add(path, mistake);
}

function checkFields(
  value: object,
  shape: MessageShape,
  path: string,
  depth: number,
  findings: Findings,
): void {
  const oneofs = new Map<string, string>();
  for (const [key, member] of Object.entries(value)) {
    if (findings.full) return;
    if (member === undefined) continue;
    const at = joinPath(path, keySegment(key));
    const field = shape.fields.get(key);
    if (field === undefined) findings.add(at, `is no field of ${shape.name}`);
    else if (member === null && !takesNull(field)) findings.add(at, 'must not be null; leave it out');
    else {
      check(member, field, at, depth, findings);
      if (field.oneof === null) continue;
      const other = oneofs.get(field.oneof);
      if (other === undefined) oneofs.set(field.oneof, key);
      else findings.add(at, `excludes ${other}`);
    }
  }
}

function takesNull(field: FieldShape): boolean {
  return (
    field.cardinality === 'one' &&
    field.type.kind === 'message' &&
    field.type.name === 'google.protobuf.Value'
  );
}

function checkMessage(value: unknown, name: string, path: string, depth: number, findings: Findings): void {
  const textual = TEXT_MESSAGES.get(name);
  if (textual !== undefined) {
    const mistake = textual(value);
    if (mistake !== null) findings.add(path, mistake);
    return;
  }
  if (name === 'google.protobuf.Value') return checkAny(value, path, depth, findings);
  if (depth >= MAX_JSON_DEPTH) return findings.add(path, `is nested more than ${MAX_JSON_DEPTH} levels deep`);
  if (name === 'google.protobuf.ListValue') return checkList(value, ANY_JSON, path, depth + 1, findings);
  if (name === 'google.protobuf.Struct') return checkObject(value, ANY_JSON, path, depth + 1, findings);
  const shape = messageOf(name);
  if (shape === null) throw new RangeError(`${name} is no message of proto/`);
  if (!isJsonObject(value)) return findings.add(path, 'must be an object');
  checkFields(value, shape, path, depth + 1, findings);
}

function check(value: unknown, shape: Shape, path: string, depth: number, findings: Findings): void {
  const { type, cardinality } = shape;
  if (cardinality === 'list') return checkList(value, { type, cardinality: 'one' }, path, depth, findings);
  if (cardinality === 'map') return checkObject(value, { type, cardinality: 'one' }, path, depth, findings);
  if (type.kind === 'message') return checkMessage(value, type.name, path, depth, findings);
  const mistake =
    type.kind === 'scalar'
      ? SCALAR_MISTAKE[type.scalar](value)
      : typeof value === 'string' && type.values.has(value)
        ? null
        : `must be one of the names of ${type.name}`;
  if (mistake !== null) findings.add(path, mistake);
}

/**
 * Every mistake of a JSON value that should be of a shape, at most MAX_VIOLATIONS. For literals in definitions.
 * @param path where the value stands; prefixes the paths of what is found
 */
export function validateValue(shape: Shape, value: unknown, path = ''): FieldViolation[] {
  const findings = new Findings();
  check(value, shape, path, 0, findings);
  return findings.found;
}

/**
 * Every mistake of a JSON value that should be a message, at most MAX_VIOLATIONS: unknown fields, wrong types, values out
 * of range, null. Empty when it is one. Values are never repeated in the descriptions.
 * @throws RangeError for a name that the protos do not have
 */
export function validateMessage(name: string, value: unknown): FieldViolation[] {
  if (messageOf(name) === null) throw new RangeError(`${name} is no message of proto/`);
  return validateValue(shapeOfMessage(name), value);
}
