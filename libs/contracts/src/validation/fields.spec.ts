import fc from 'fast-check';
import type { z } from 'zod';
import {
  distinctList,
  enumName,
  identifier,
  jsonStruct,
  list,
  optionalUuid,
  text,
  timestamp,
  wholeNumber,
} from './fields.js';
import { structToWire } from '../struct.js';

const mistakes = (schema: z.ZodType, value: unknown): string[] => {
  const result = schema.safeParse(value);
  return result.success ? [] : result.error.issues.map(({ message }) => message);
};
const fits = (schema: z.ZodType, value: unknown): boolean => mistakes(schema, value).length === 0;

describe('texts', () => {
  it('are counted in characters, not in units of UTF-16', () => {
    expect(fits(text(1, 3), '𠮷𠮷𠮷')).toBe(true);
    expect(mistakes(text(1, 3), '𠮷𠮷𠮷𠮷')).toEqual(['must have 1 to 3 characters']);
    expect(fits(text(0, 3), '')).toBe(true);
  });

  it('must not be blank where something is asked for', () => {
    expect(mistakes(text(1, 9), ' \t\u3000')).toEqual(['must not be blank']);
    expect(mistakes(text(1, 9), '')).toEqual(['must have 1 to 9 characters']);
    expect(fits(text(0, 9), '  ')).toBe(true);
  });

  it.each(['a\0', '\ud800', 'x\udc00y'])('must be storable: %j', (value) => {
    expect(mistakes(text(0, 9), value)).toEqual(['must not hold NUL or half a surrogate pair']);
  });

  it('of any length are judged without harm, by one complaint', () => {
    expect(mistakes(text(0, 10), 'x'.repeat(5_000_000))).toHaveLength(1);
  });

  it('never show up in a complaint', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), (value) => {
        for (const message of [...mistakes(text(0, 5), value), ...mistakes(identifier(), value)]) {
          expect(message).not.toContain(value);
        }
      }),
    );
  });
});

describe('lists', () => {
  it('that are too long get one complaint, and their items are not looked at', () => {
    const items = Array.from({ length: 100_000 }, () => 5);
    expect(mistakes(list(text(1, 5), 50), items)).toEqual(['must have at most 50 items']);
  });

  it('of distinct items name the one that is there twice', () => {
    const result = distinctList(text(1, 5), 5, (value) => value).safeParse(['a', 'b', 'a']);
    expect(result.error?.issues.map(({ path }) => path)).toEqual([[2]]);
  });
});

describe('numbers, enums and ids', () => {
  const NAMES = { KIND_UNSPECIFIED: 'KIND_UNSPECIFIED', KIND_A: 'KIND_A' } as const;

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1.5, -1, 11, '3', null])('refuses %p', (value) => {
    expect(fits(wholeNumber(0, 10), value)).toBe(false);
  });

  it('takes the names of an enum, and its zero only where it may be left out', () => {
    expect(fits(enumName(NAMES), 'KIND_UNSPECIFIED')).toBe(true);
    expect(mistakes(enumName(NAMES, 'required'), 'KIND_UNSPECIFIED')).toEqual(['is required: one of KIND_A']);
    // What the loader hands out for a number that no name has.
    expect(fits(enumName(NAMES), 99)).toBe(false);
  });

  it('knows ids', () => {
    expect(fits(optionalUuid(), '')).toBe(true);
    expect(fits(optionalUuid(), '01932f5e-7c1a-7000-8000-000000000001')).toBe(true);
    expect(fits(optionalUuid(), '01932F5E-7C1A-7000-8000-000000000001')).toBe(false);
  });

  it.each([
    ['0', 0, true],
    ['253402300799', 999_999_999, true],
    ['253402300800', 0, false],
    ['-62135596801', 0, false],
    ['0', -1, false],
    ['nonsense', 0, false],
  ])('judges the moment %s.%i', (seconds, nanos, fine) => {
    expect(fits(timestamp(), { seconds, nanos })).toBe(fine);
  });
});

describe('structs', () => {
  it('come out as plain JSON', () => {
    const json = { a: [1, null, { b: '小艾' }], c: true };
    expect(jsonStruct(1_000).parse(structToWire(json))).toEqual(json);
  });

  it('must be set, storable and of bounded size', () => {
    expect(mistakes(jsonStruct(9), null)).toEqual(['is required']);
    expect(mistakes(jsonStruct(9), structToWire({ abc: 'too long' }))).toEqual([
      'must have at most 9 bytes as JSON',
    ]);
    expect(mistakes(jsonStruct(99), structToWire({ a: ['x\0'] }))).toHaveLength(1);
    expect(mistakes(jsonStruct(99), structToWire({ 'a\0': 1 }))).toHaveLength(1);
  });
});
