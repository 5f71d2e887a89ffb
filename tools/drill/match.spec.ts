import { filled, match } from './match.js';
import type { Line } from './page.js';

const page = (...texts: readonly string[]): Line[] =>
  texts.map((text, index) => ({ number: index + 1, text }));
const same = (expected: readonly string[], actual: readonly string[], names: Record<string, string> = {}) =>
  match(page(...expected), actual, new Map(Object.entries(names)));

describe('a page is held against what is seen', () => {
  it.each<[what: string, expected: string[], actual: string[]]>([
    ['the same', ['done', ''], ['done', '']],
    [
      'other widths of columns (M3)',
      ['SAGA  STATUS', ' 4  FAILED'],
      ['SAGA              STATUS', '  4 FAILED'],
    ],
    ['what is left out of a line (M1)', ['suoke.report…  REFUSED'], ['suoke.report.v1.Rep…  REFUSED']],
    ['what is left out between lines (M1)', ['a', '…', 'z'], ['a', 'b', 'c', 'z']],
    ['nothing between lines (M1)', ['a', '…', 'z'], ['a', 'z']],
    ['a gap that must not end too soon', ['…', 'a', 'z'], ['a', 'a', 'z']],
    ['times (M2)', ['at <time>, <ago>'], ['at 2026-11-28T08:00:00.123Z (3 sec. ago), 3 sec. ago']],
    ['times in Chinese (M2)', ['自 <time> 起'], ['自 2026-11-28T08:00:00Z（3 秒前） 起']],
    ['numbers (M2)', ['entry <n>'], ['entry 4711']],
    ['signs that mean something elsewhere', ['a (b) [c] $ ^ . * ?'], ['a (b) [c] $ ^ . * ?']],
  ])('%s', (_what, expected, actual) => {
    expect(same(expected, actual)).toMatchObject({ kind: 'same' });
  });

  it('learns a name, and holds to it from then on (M2)', () => {
    const found = same(['<saga> is <saga>', 'again <saga>'], ['s-1 is s-1', 'again s-1']);
    expect(found.kind === 'same' && [...found.names]).toEqual([['saga', 's-1']]);
    expect(same(['<saga> and <saga>'], ['s-1 and s-2'])).toMatchObject({ kind: 'different' });
    expect(same(['<saga>', '<saga>'], ['s-1', 's-2'])).toMatchObject({ kind: 'different' });
    expect(same(['<saga>'], ['s-2'], { saga: 's-1' })).toMatchObject({ kind: 'different' });
    expect(same(['<saga>'], ['s-1'], { saga: 's-1' })).toMatchObject({ kind: 'same' });
  });

  it('says which line of the page nothing fits, and what is there', () => {
    expect(same(['a', '…', 'x', 'z'], ['a', 'b', 'x', 'y'])).toEqual({
      kind: 'different',
      expected: { number: 4, text: 'z' },
      actual: ['y'],
    });
    expect(same(['a', 'b'], ['a'])).toEqual({
      kind: 'different',
      expected: { number: 2, text: 'b' },
      actual: [],
    });
    expect(same(['a'], ['a', 'b'])).toEqual({ kind: 'different', expected: null, actual: ['b'] });
  });
});

describe('filled', () => {
  it('puts in what is known, and nothing else', () => {
    const names = new Map([['saga', 's-1']]);
    expect(filled('replay <saga> --etag 3', names)).toBe('replay s-1 --etag 3');
    expect(() => filled('replay <other>', names)).toThrow('nothing has shown what <other> is');
  });
});
