/** Plain JSON, and the one error that everything here throws about it. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Nesting of objects and lists that a value may have; the same limit in both directions and in validation. */
export const MAX_JSON_DEPTH = 64;

/** Keys that would change an object's prototype or pose as part of it. */
const RESERVED_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What is wrong with a value, and where. Never repeats the value: it may be health data. */
export interface FieldViolation {
  /** `consultation_data.symptoms[2].severity`; empty for the value as a whole. */
  readonly path: string;
  /** In English, fit for `BadRequest.field_violations`. */
  readonly description: string;
}

/** A value that cannot be mapped between JSON and the wire. */
export class JsonMappingError extends Error implements FieldViolation {
  constructor(
    readonly description: string,
    readonly path = '',
  ) {
    super(path === '' ? description : `${path}: ${description}`);
    this.name = 'JsonMappingError';
  }

  /** The same error seen from one level further out. */
  within(segment: string): JsonMappingError {
    return new JsonMappingError(this.description, joinPath(segment, this.path));
  }
}

/** `a` and `b.c` → `a.b.c`; `a` and `[2].c` → `a[2].c`. */
export function joinPath(outer: string, inner: string): string {
  if (outer === '' || inner === '') return outer + inner;
  return inner.startsWith('[') ? outer + inner : `${outer}.${inner}`;
}

/** The segment of a key that a sender chose: quoted where it is no plain name, and never longer than 64 characters. */
export function keySegment(key: string): string {
  const clipped = key.length > 64 ? `${key.slice(0, 64)}…` : key;
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(clipped) ? clipped : `[${JSON.stringify(clipped)}]`;
}

export function isReservedKey(key: string): boolean {
  return RESERVED_KEYS.has(key);
}

/** The caller says which key it was, by `rethrowWithin`. */
export function refuseReservedKey(key: string): void {
  if (RESERVED_KEYS.has(key)) throw new JsonMappingError('is a reserved key');
}

export function refuseDepth(depth: number): void {
  if (depth > MAX_JSON_DEPTH) {
    throw new JsonMappingError(`is nested more than ${MAX_JSON_DEPTH} levels deep`);
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Rethrows with one more segment in front of the path; errors that are none of ours pass as they are. */
export function rethrowWithin(error: unknown, segment: string): never {
  throw error instanceof JsonMappingError ? error.within(segment) : error;
}
