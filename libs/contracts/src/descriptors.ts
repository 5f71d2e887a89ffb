/**
 * What the protos say about messages and methods, as plain data: a read model over protobufjs, so that nobody else has to
 * know it. Shapes are made when first asked for and then shared; nobody may change one.
 */
import protobuf from 'protobufjs';
import { protoRoot } from './protos.js';

export type ScalarName =
  | 'string'
  | 'bytes'
  | 'bool'
  | 'double'
  | 'float'
  | 'int32'
  | 'sint32'
  | 'sfixed32'
  | 'uint32'
  | 'fixed32'
  | 'int64'
  | 'sint64'
  | 'sfixed64'
  | 'uint64'
  | 'fixed64';

export type ValueType =
  | { readonly kind: 'scalar'; readonly scalar: ScalarName }
  | { readonly kind: 'enum'; readonly name: string; readonly values: ReadonlyMap<string, number> }
  | { readonly kind: 'message'; readonly name: string };

/** The type of a place: of a field, or of what stands somewhere inside of one. */
export interface Shape {
  readonly type: ValueType;
  readonly cardinality: 'one' | 'list' | 'map';
}

export interface FieldShape extends Shape {
  readonly name: string;
  /** It can be unset as distinct from having its default: message fields, `optional` ones, members of a oneof. */
  readonly presence: boolean;
  /** Type of a map's keys, else null. */
  readonly keyType: string | null;
  /** The oneof that it belongs to; null for none and for `optional`. */
  readonly oneof: string | null;
}

export interface MessageShape {
  /** Full name, without a leading dot. */
  readonly name: string;
  /** In the order of the proto file. */
  readonly fields: ReadonlyMap<string, FieldShape>;
}

export interface MethodShape {
  /** `package.Service/Method`. */
  readonly name: string;
  /** As it stands on the wire: `/package.Service/Method`. */
  readonly path: string;
  readonly service: string;
  readonly requestType: string;
  readonly responseType: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}

const messages = new Map<string, MessageShape>();
const enums = new Map<string, ValueType>();

function nameOf(object: protobuf.ReflectionObject): string {
  return object.fullName.replace(/^\./, '');
}

/** The reflection of a message; null when there is none of that name. For this library only. */
export function reflectedType(name: string): protobuf.Type | null {
  const found = protoRoot().lookup(name.startsWith('.') ? name : `.${name}`);
  return found instanceof protobuf.Type ? found : null;
}

function enumType(reflected: protobuf.Enum): ValueType {
  const name = nameOf(reflected);
  const known = enums.get(name);
  if (known !== undefined) return known;
  const made: ValueType = { kind: 'enum', name, values: new Map(Object.entries(reflected.values)) };
  enums.set(name, made);
  return made;
}

function valueType(field: protobuf.Field): ValueType {
  const resolved = field.resolve().resolvedType;
  if (resolved instanceof protobuf.Enum) return enumType(resolved);
  if (resolved instanceof protobuf.Type) return { kind: 'message', name: nameOf(resolved) };
  return { kind: 'scalar', scalar: field.type as ScalarName };
}

function fieldShape(field: protobuf.Field): FieldShape {
  const type = valueType(field);
  const oneof = field.partOf;
  const cardinality = field.map ? 'map' : field.repeated ? 'list' : 'one';
  return {
    name: field.name,
    type,
    cardinality,
    presence: cardinality === 'one' && (type.kind === 'message' || oneof !== null),
    keyType: field instanceof protobuf.MapField ? field.keyType : null,
    oneof: oneof === null || oneof.isProto3Optional ? null : oneof.name,
  };
}

/** The shape of a message by its full name, `suoke.report.v1.Report`; null when the protos have none of that name. */
export function messageOf(name: string): MessageShape | null {
  const known = messages.get(name);
  if (known !== undefined) return known;
  const type = reflectedType(name);
  if (type === null) return null;
  const fields = new Map(type.fieldsArray.map((field) => [field.name, fieldShape(field)]));
  const shape: MessageShape = { name: nameOf(type), fields };
  messages.set(shape.name, shape);
  return shape;
}

/** A method by `package.Service/Method`; null when the protos have none of that name. */
export function methodOf(name: string): MethodShape | null {
  const slash = name.indexOf('/');
  if (slash <= 0) return null;
  const service = name.slice(0, slash);
  const found = protoRoot().lookup(`.${service}`);
  if (!(found instanceof protobuf.Service)) return null;
  const methodName = name.slice(slash + 1);
  const method = Object.hasOwn(found.methods, methodName) ? found.methods[methodName] : undefined;
  if (method === undefined) return null;
  method.resolve();
  const { resolvedRequestType: request, resolvedResponseType: response } = method;
  if (request === null || response === null) return null;
  return {
    name,
    path: `/${name}`,
    service,
    requestType: nameOf(request),
    responseType: nameOf(response),
    requestStream: method.requestStream === true,
    responseStream: method.responseStream === true,
  };
}

const STRUCT = 'google.protobuf.Struct';
const VALUE = 'google.protobuf.Value';
const LIST_VALUE = 'google.protobuf.ListValue';

const isMessage = (shape: Shape, name: string): boolean =>
  shape.cardinality === 'one' && shape.type.kind === 'message' && shape.type.name === name;

/** Anything at all may stand here: a Value, or what lies inside of one. */
export const ANY_JSON: Shape = { type: { kind: 'message', name: VALUE }, cardinality: 'one' };

/** The shape of a whole message. */
export function shapeOfMessage(name: string): Shape {
  return { type: { kind: 'message', name }, cardinality: 'one' };
}

/** What stands under one segment of a path: a field's name, a position in a list, a key of a map or Struct. */
function step(shape: Shape, segment: string): Shape | null {
  if (shape.cardinality === 'list') {
    return /^\d+$/.test(segment) ? { type: shape.type, cardinality: 'one' } : null;
  }
  if (shape.cardinality === 'map') return { type: shape.type, cardinality: 'one' };
  if (shape.type.kind !== 'message') return null;
  if (shape.type.name === STRUCT || shape.type.name === VALUE) return ANY_JSON;
  if (shape.type.name === LIST_VALUE) return /^\d+$/.test(segment) ? ANY_JSON : null;
  if (shape.type.name === 'google.protobuf.Timestamp' || shape.type.name === 'google.protobuf.Duration') {
    return null; // a text in JSON: there is nothing inside
  }
  return messageOf(shape.type.name)?.fields.get(segment) ?? null;
}

/**
 * The shape of what stands at a path inside of a message: `data.vitals`, `results.0.analysis_id`.
 * @param path names joined by dots, or their list; empty for the message itself
 * @returns null when the message is unknown or the path leads nowhere
 */
export function fieldAt(message: string, path: string | readonly string[]): Shape | null {
  if (messageOf(message) === null) return null;
  const segments = typeof path === 'string' ? path.split('.').filter((part) => part !== '') : path;
  let shape: Shape | null = shapeOfMessage(message);
  for (const segment of segments) {
    if (shape === null) return null;
    shape = step(shape, segment);
  }
  return shape;
}

/** Scalars that look alike in JSON and have the same range share a class. */
const SCALAR_CLASS: Readonly<Record<ScalarName, string>> = {
  string: 'string',
  bytes: 'bytes',
  bool: 'bool',
  double: 'double',
  float: 'float',
  int32: 'int32',
  sint32: 'int32',
  sfixed32: 'int32',
  uint32: 'uint32',
  fixed32: 'uint32',
  int64: 'int64',
  sint64: 'int64',
  sfixed64: 'int64',
  uint64: 'uint64',
  fixed64: 'uint64',
};

function scalarFits(target: ScalarName, source: ScalarName): boolean {
  const to = SCALAR_CLASS[target];
  const from = SCALAR_CLASS[source];
  return to === from || (to === 'double' && ['float', 'int32', 'uint32'].includes(from));
}

function typeFits(target: ValueType, source: ValueType): boolean {
  if (target.kind === 'scalar' && source.kind === 'scalar') return scalarFits(target.scalar, source.scalar);
  // An enum is its name in JSON.
  if (target.kind === 'scalar') return target.scalar === 'string' && source.kind === 'enum';
  return source.kind === target.kind && source.name === target.name;
}

/** In words, for messages about definitions: `repeated suoke.ai_agent.v1.AnalysisResult`. */
export function describeShape(shape: Shape): string {
  const name = shape.type.kind === 'scalar' ? shape.type.scalar : shape.type.name;
  return shape.cardinality === 'one'
    ? name
    : shape.cardinality === 'list'
      ? `repeated ${name}`
      : `map of ${name}`;
}

/** JSON of this shape is an object and not a text, as that of a time is. */
function isObjectShape(shape: Shape): boolean {
  if (shape.cardinality === 'map') return true;
  if (shape.cardinality === 'list' || shape.type.kind !== 'message') return false;
  return !['google.protobuf.Timestamp', 'google.protobuf.Duration', VALUE, LIST_VALUE].includes(
    shape.type.name,
  );
}

/**
 * Whether whatever stands at the source may be copied to the target as JSON. A Value takes anything, a Struct any object,
 * a ListValue any list; what comes out of a Value is not known before it is there, so it fits a Value only.
 * @returns null when it fits, else the reason, to be read after the name of the target
 */
export function misfit(target: Shape, source: Shape): string | null {
  if (isMessage(target, VALUE)) return null;
  if (isMessage(target, STRUCT) && isObjectShape(source)) return null;
  if (isMessage(target, LIST_VALUE) && source.cardinality === 'list') return null;
  if (target.cardinality === source.cardinality && typeFits(target.type, source.type)) return null;
  return `is ${describeShape(target)}, which ${describeShape(source)} does not fit`;
}
