import pg from 'pg';
import { plainArray, textArray } from './array-literal.js';

const { utils } = pg as unknown as { utils: { prepareValue(value: unknown): string } };

describe('array literals', () => {
  it('of numbers and booleans', () => {
    expect(plainArray([1, null, -2.5, true, false])).toBe('{1,NULL,-2.5,true,false}');
    expect(plainArray([])).toBe('{}');
  });

  it('of texts say the same as those of the driver', () => {
    const texts = [
      '',
      'plain',
      'a,b',
      '{}',
      'NULL',
      ' "quoted" ',
      'back\\slash',
      '\\"',
      '乏力',
      'line\nbreak',
      null,
    ];
    expect(textArray(texts)).toBe(utils.prepareValue(texts));
    for (const text of texts) expect(textArray([text, text])).toBe(utils.prepareValue([text, text]));
  });
});
