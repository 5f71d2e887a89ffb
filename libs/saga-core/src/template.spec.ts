import fc from 'fast-check';
import { canonicalJson } from './json.js';
import {
  compileTemplate,
  isReference,
  ref,
  referencesOf,
  valueAt,
  type Json,
  type Template,
} from './template.js';

const scopeOf = (values: { readonly [name: string]: Json }) => (path: readonly string[]) =>
  valueAt(values, path);
const render = (template: Template, values: { readonly [name: string]: Json }) =>
  compileTemplate(template)(scopeOf(values));

describe('a template', () => {
  const values = { input: { user: 'u', tags: ['a', 'b'], none: null }, book: { id: 7 } };

  it('renders literals as they are and references as what they find', () => {
    const template = {
      user: ref('input.user'),
      list: [1, ref('book.id'), { deep: ref('input.tags') }],
      on: true,
    };
    expect(render(template, values)).toEqual({ user: 'u', list: [1, 7, { deep: ['a', 'b'] }], on: true });
    expect(render(ref('input.tags.1'), values)).toBe('b');
    expect(render(ref('input.none'), values)).toBeNull();
  });

  it('leaves unset what a reference does not find', () => {
    expect(render({ a: ref('input.nobody'), b: ref('book.id.deeper'), c: 1 }, values)).toEqual({ c: 1 });
    expect(render([ref('mail.id'), 1], values)).toEqual([1]);
    expect(render(ref('input.user.length'), values)).toBeUndefined();
    expect(render(ref('input.none.x'), values)).toBeUndefined();
  });

  it('finds own properties only', () => {
    expect(render({ a: ref('input.constructor'), b: ref('input.__proto__') }, values)).toEqual({});
    expect(valueAt(JSON.parse('{"__proto__": {"x": 1}}') as Json, ['__proto__', 'x'])).toBe(1);
  });

  it('names its references with the fields that they fill', () => {
    expect(referencesOf({ a: ref('x.y'), b: [{ c: ref('z') }], d: 'literal' })).toEqual([
      { at: ['a'], ref: 'x.y' },
      { at: ['b', '0', 'c'], ref: 'z' },
    ]);
    expect(referencesOf(ref('x'))).toEqual([{ at: [], ref: 'x' }]);
    expect(isReference({ $ref: 'x', more: 1 })).toBe(false);
    expect(isReference(null)).toBe(false);
  });

  it('without references renders to itself, always the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes('"$ref"') && !JSON.stringify(value).includes('__proto__'));
        const rendered = compileTemplate(value as Template);
        expect(JSON.stringify(rendered(() => undefined))).toBe(JSON.stringify(value));
      }),
    );
  });
});

describe('canonical JSON', () => {
  it('is the same for equal values, whatever the order of their keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"x","d":null}]}',
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(canonicalJson(value as Json)) as Json)).toBe(
          canonicalJson(value as Json),
        );
      }),
    );
  });
});
