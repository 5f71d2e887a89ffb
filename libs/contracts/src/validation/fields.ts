/**
 * The rules of single fields, as the comments in proto/ state them: zod types over what the loader hands out (see
 * protos.ts), with texts that name the rule and never the value.
 */
import { z } from 'zod';
import { JsonMappingError, type Json, type JsonObject } from '../json.js';
import { structFromWire } from '../struct.js';

/** Characters that Postgres cannot store: NUL, and halves of surrogate pairs. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
const IDENTIFIER = /^[A-Za-z0-9_-]{1,64}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const grouped = (count: number): string => count.toLocaleString('en-US');

/** Length as a person counts it: code points, not UTF-16 units. */
function lengthOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** A text of `min` to `max` characters. With `min` above 0 it must not be blank. */
export function text(min: number, max: number) {
  const rule =
    min === 0
      ? `must have at most ${grouped(max)} characters`
      : `must have ${grouped(min)} to ${grouped(max)} characters`;
  return z.string({ error: 'is required' }).superRefine((value, context) => {
    // UTF-16 units are never fewer than characters and at most twice as many: a huge text is not walked through.
    const length = value.length > 2 * max ? value.length : lengthOf(value);
    if (length < min || length > max) context.addIssue({ code: 'custom', message: rule });
    else if (min > 0 && value.trim() === '')
      context.addIssue({ code: 'custom', message: 'must not be blank' });
    if (length <= max && UNSTORABLE.test(value)) {
      context.addIssue({ code: 'custom', message: 'must not hold NUL or half a surrogate pair' });
    }
  });
}

/** An id that the caller chose: `[A-Za-z0-9_-]{1,64}`. */
export function identifier() {
  return z.string({ error: 'is required' }).regex(IDENTIFIER, 'must match [A-Za-z0-9_-]{1,64}');
}

/** Like `identifier`, and empty where there is none. */
export function optionalIdentifier() {
  return z.string().regex(/^([A-Za-z0-9_-]{1,64})?$/, 'must be empty or match [A-Za-z0-9_-]{1,64}');
}

/** True for an id of the form that our services make. */
export function isUuid(id: string): boolean {
  return UUID.test(id);
}

/** An id of the form that our services make, and empty where there is none. */
export function optionalUuid() {
  return z.string().refine((value) => value === '' || isUuid(value), 'must be empty or a uuid in lower case');
}

/** One of the names of an enum; `said` refuses the zero value, which means "not said". */
export function enumName<const Names extends Readonly<Record<string, string>>>(
  names: Names,
  said: 'required' | 'optional' = 'optional',
) {
  const [unspecified, ...rest] = Object.values(names);
  return z
    .enum(names, { error: 'is no value of this enum' })
    .refine((name) => said === 'optional' || name !== unspecified, `is required: one of ${rest.join(', ')}`);
}

/** A whole number within bounds, both included. */
export function wholeNumber(min: number, max: number) {
  const rule = `must be a whole number from ${grouped(min)} to ${grouped(max)}`;
  return z.number({ error: rule }).int(rule).min(min, rule).max(max, rule);
}

/** A number within bounds, both included; neither NaN nor infinite. */
export function decimalNumber(min: number, max: number) {
  const rule = `must be a number from ${grouped(min)} to ${grouped(max)}`;
  return z.number({ error: rule }).min(min, rule).max(max, rule);
}

/** At most `max` items. A longer list gets one complaint instead of one per item. */
export function list<Item extends z.ZodType>(item: Item, max: number, min = 0) {
  const rule =
    min === 0
      ? `must have at most ${grouped(max)} items`
      : `must have ${grouped(min)} to ${grouped(max)} items`;
  return z.array(z.unknown(), { error: rule }).min(min, rule).max(max, rule).pipe(z.array(item));
}

/** Like `list`, every item at most once; `keyOf` says what an item is known by. */
export function distinctList<Item extends z.ZodType>(
  item: Item,
  max: number,
  keyOf: (value: z.output<Item>) => string,
  min = 0,
) {
  return list(item, max, min).superRefine((values, context) => {
    const seen = new Set<string>();
    for (const [index, value] of values.entries()) {
      const key = keyOf(value);
      if (seen.has(key)) context.addIssue({ code: 'custom', path: [index], message: 'is given twice' });
      seen.add(key);
    }
  });
}

/** A message that must be set. */
export function required<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape, { error: 'is required' });
}

/** A moment; the loader hands out seconds as text. Between the years 1 and 9999. */
export function timestamp() {
  return z
    .object({ seconds: z.string().regex(/^-?\d{1,12}$/), nanos: z.number().int().min(0).max(999_999_999) })
    .refine(
      ({ seconds }) => Number(seconds) >= -62_135_596_800 && Number(seconds) <= 253_402_300_799,
      'must lie between the years 1 and 9999',
    );
}

/** Names in two languages; texts of at most 4,000 characters. */
export function localizedText() {
  return z.object({ zh_cn: text(0, 4_000), en: text(0, 4_000) });
}

/** A google.protobuf.Struct that must be set, as plain JSON of at most `maxBytes`, with nothing that Postgres cannot store. */
export function jsonStruct(maxBytes: number) {
  return z.unknown().transform((wire, context): JsonObject => {
    const refuse = (message: string, path = ''): never => {
      context.addIssue({ code: 'custom', message, path: path === '' ? [] : [path] });
      return z.NEVER;
    };
    if (typeof wire !== 'object' || wire === null) return refuse('is required');
    try {
      const json = structFromWire(wire);
      if (Buffer.byteLength(JSON.stringify(json)) > maxBytes)
        return refuse(`must have at most ${grouped(maxBytes)} bytes as JSON`);
      return isStorable(json) ? json : refuse('must not hold NUL or half a surrogate pair');
    } catch (error) {
      if (error instanceof JsonMappingError) return refuse(error.description, error.path);
      throw error;
    }
  });
}

/** Of bounded depth: `structFromWire` refuses what is deeper than 64 levels. */
function isStorable(json: Json): boolean {
  if (typeof json === 'string') return !UNSTORABLE.test(json);
  if (typeof json !== 'object' || json === null) return true;
  if (Array.isArray(json)) return json.every(isStorable);
  return Object.entries(json).every(([key, value]) => !UNSTORABLE.test(key) && isStorable(value));
}
