import fc from 'fast-check';
import { parseStrictJson } from './strict-json.js';
import { RestError } from './rest-errors.js';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const parse = (text: string) => parseStrictJson(bytes(text));

function refusal(input: Uint8Array | string): RestError {
  try {
    parseStrictJson(typeof input === 'string' ? bytes(input) : input);
  } catch (error) {
    if (error instanceof RestError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('parseStrictJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\\u0000|\\ud[89a-f]/i.test(text));
        try {
          expect(parse(text)).toEqual(JSON.parse(text));
        } catch (error) {
          // Whole numbers of JavaScript may be beyond what a number keeps exactly.
          expect((error as RestError).message).toMatch(/number/);
          expect(text).toMatch(/\d{16}/);
        }
      }),
      { seed: 3 },
    );
  });

  it.each([
    '{"a": {"b": 1}, "c": {"b": 2}, "d": [{"b": 3}, {"b": 4}]}',
    ' \t\r\n{ "a" : [ ] , "b" : { } } \n',
    '{"a":"{\\"a\\":1,\\"a\\":2}","b":"\\\\","c":"\\\\u0000"}',
    '{"n":[0,-0,1.5,-1e-7,9007199254740991,-9007199254740991,1e308,0.1]}',
    '[[["a","a"]]]',
    '"text"',
    'null',
  ])('takes %s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each<[string, Uint8Array | string, RegExp]>([
    ['J1: UTF-16', Buffer.from('{"a":1}', 'utf16le'), /not JSON|not UTF-8/],
    ['J1: UTF-16 with its mark', Buffer.from('\ufeff{"a":1}', 'utf16le'), /not UTF-8/],
    ['J1: bytes that are no UTF-8', Buffer.from([0x22, 0xc0, 0x80, 0x22]), /not UTF-8/],
    ['J1: half of a pair as bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), /not UTF-8/],
    ['J1: a byte order mark', '\ufeff{}', /byte order mark/],
    ['nothing', '', /not JSON/],
    ['half an object', '{"a":', /not JSON/],
    ['two values', '{} {}', /not JSON/],
    ['comments', '{/* */}', /not JSON/],
    ['single quotes', "{'a':1}", /not JSON/],
    ['NaN', '{"a":NaN}', /not JSON/],
    ['J2: a key twice', '{"a":1,"a":1}', /the key "a" twice/],
    ['J2: a key twice, once escaped', '{"a":1,"\\u0061":2}', /the key "a" twice/],
    ['J2: a key twice, deep inside', '{"x":[{"y":{"k":1,"z":{},"k":2}}]}', /the key "k" twice/],
    ['J2: __proto__ twice', '{"__proto__":1,"__proto__":2}', /twice/],
    ['J3: infinite', '{"a":1e400}', /number/],
    ['J3: infinite, negative', '[-1E+309]', /number/],
    ['J3: 2^53 + 1', '{"a":9007199254740993}', /number/],
    ['J3: 2^53 itself, which its neighbour becomes', '9007199254740992', /number/],
    ['J3: thirty digits', `{"a":${'1'.repeat(30)}}`, /number/],
    ['J4: NUL', '{"a":"x\\u0000"}', /NUL/],
    ['J4: NUL in a key', '{"\\u0000":1}', /NUL/],
    ['J4: half of a pair', '{"a":"\\ud800"}', /Unicode/],
    ['J4: the other half', '["\\uDC00x"]', /Unicode/],
    ['J5: too many levels', '['.repeat(65) + ']'.repeat(65), /64 levels/],
    ['J5: 100,000 lists', '['.repeat(100_000) + ']'.repeat(100_000), /64 levels/],
    ['J5: 100,000 objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000), /64 levels|not JSON/],
  ])('refuses %s', (_what, input, sentence) => {
    expect(refusal(input)).toMatchObject({
      reason: 'MALFORMED_REQUEST',
      message: expect.stringMatching(sentence),
    });
  });

  it('takes a pair of surrogates, and 64 levels', () => {
    expect(parse('"\\ud83d\\ude00"')).toBe('😀');
    expect(parse('['.repeat(64) + ']'.repeat(64))).toBeInstanceOf(Array);
  });

  it('names a key, cut, and never a value', () => {
    expect(refusal(`{"${'k'.repeat(5_000)}":1,"${'k'.repeat(5_000)}":2}`).message.length).toBeLessThan(150);
    expect(refusal('{"a":"CANARY\\u0000"}').message).not.toContain('CANARY');
    expect(refusal('{"a": CANARY}').message).not.toContain('CANARY');
  });

  it('a key __proto__ stays a key', () => {
    const read = parse('{"__proto__":{"role":"admin"}}') as object;
    expect(Object.keys(read)).toEqual(['__proto__']);
    expect(({} as { role?: string }).role).toBeUndefined();
  });

  it('takes time in proportion: what is long is read in seconds of CPU', () => {
    const before = process.cpuUsage();
    const texts = [
      `"${'x'.repeat(400_000)}"`,
      `"${'\\"'.repeat(200_000)}"`,
      `[${'1,'.repeat(200_000)}1]`,
      `${' '.repeat(400_000)}1`,
      `{${Array.from({ length: 20_000 }, (_, index) => `"key ${index}":1`).join()}}`,
    ];
    for (const text of texts) parse(text);
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });
});
