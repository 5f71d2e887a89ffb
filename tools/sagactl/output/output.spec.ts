/** What is written, whatever a server sent: harmless, aligned, and as wide as the terminal. */
import { parse } from 'yaml';
import { harmlessJson, hidesSomething, visible } from './escape.js';
import { jsonLine, jsonText, yamlText } from './formats.js';
import { layout, line, styled, type Block } from './layout.js';
import { moment, relative } from './time.js';
import { padded, truncated, widthOf } from './width.js';

const ESC = '\u001b';
const NASTY = `${ESC}[31mred${ESC}]0;title\u0007\r\nforged\u202eright-to-left\u200bzero\u009b2J`;

describe('text that comes from elsewhere (SECURITY §4, 41 to 44)', () => {
  it.each([
    [`${ESC}[2J`, '\\u001b[2J'],
    ['a\r\nb\tc', 'a\\r\\nb\\tc'],
    ['\u009b31m', '\\u009b31m'],
    ['abc\u202ecba', 'abc\\u202ecba'],
    ['id\u200b\u2060\ufeff', 'id\\u200b\\u2060\\ufeff'],
    ['\u2028\u2029', '\\u2028\\u2029'],
    ['\ud800', '\\ud800'],
    ['\u{e0041}', '\\u{e0041}'],
    ['a\u200db', 'a\\u200db'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ])('%j is made visible', (text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  it.each(['近三个月心悸、失眠。', 'naïve Ångström', '👩🏽‍🔬 👨‍👩‍👧 ❤️‍🔥', ''])('%s stays what it is', (text) => {
    expect(visible(text)).toBe(text);
    expect(hidesSomething(text)).toBe(false);
  });

  it('reaches a terminal only that way, in every kind of block', () => {
    const blocks: Block[] = [
      line(NASTY, styled('red', NASTY)),
      { kind: 'facts', facts: [[NASTY, [NASTY]]] },
      { kind: 'table', columns: [{ head: NASTY }, { head: 'b', right: true }], rows: [[NASTY, NASTY]] },
    ];
    for (const text of layout(blocks, { columns: null, colours: false })) {
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });

  it('is the same value for a program, and harmless to look at', () => {
    const document = { text: NASTY, list: [NASTY, '近'] };
    for (const text of [jsonText(document), jsonLine(document)]) {
      expect(JSON.parse(text)).toEqual(document);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
    const yaml = yamlText(document);
    expect(parse(yaml)).toEqual(document);
    expect(yaml.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(jsonLine(document)).not.toContain('\n');
    expect(harmlessJson('"\u{e0041}"')).toBe('"\\udb40\\udc41"');
  });
});

describe('width', () => {
  it.each([
    ['abc', 3],
    ['事务流程', 8],
    ['ｆｕｌｌ', 8],
    ['é', 1],
    ['👩🏽‍🔬', 2],
    ['ok✓', 3],
    ['', 0],
  ])('of %j is %i', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it('counts when a text is padded or cut', () => {
    expect(padded('事务', 6)).toBe('事务  ');
    expect(padded('7', 3, 'left')).toBe('  7');
    expect(truncated('事务流程', 5)).toBe('事务…');
    expect(truncated('事务流程', 8)).toBe('事务流程');
    expect(truncated('abc', 0)).toBe('');
  });
});

describe('a table', () => {
  const table: Block = {
    kind: 'table',
    columns: [{ head: 'ID', whole: true }, { head: '状态' }, { head: 'N', right: true }],
    rows: [
      ['0190-a', '事务流程已卡住，等待人工处理，已经很久', '7'],
      ['0190-bb', styled('red', 'FAILED'), '1200'],
    ],
  };

  it('is aligned by what its texts take on the terminal', () => {
    const lines = layout([table], { columns: null, colours: false });
    expect(new Set(lines.map(widthOf)).size).toBe(1);
    expect(lines[2]).toMatch(/^0190-bb {2}FAILED +1200$/);
  });

  it('fits the terminal, and never cuts what has to be copied', () => {
    for (const columns of [30, 24, 10]) {
      const lines = layout([table], { columns, colours: false });
      expect(lines.join('\n')).toContain('0190-bb');
      if (columns >= 24) expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
    }
  });

  it('has colours only where they are wanted', () => {
    expect(layout([table], { columns: null, colours: false }).join('')).not.toContain(ESC);
    expect(layout([table], { columns: null, colours: true }).join('')).toContain(`${ESC}[31mFAILED`);
  });
});

describe('times', () => {
  const now = Date.parse('2026-11-23T10:00:00Z');

  it.each([
    ['2026-11-23T09:57:00Z', '3 min. ago', '3分钟前'],
    ['2026-11-23T10:00:12.5Z', 'in 12 sec.', '12秒后'],
    ['2026-11-20T10:00:00Z', '3 days ago', '3天前'],
  ])('%s is %s', (time, en, zh) => {
    expect(relative(time, now, 'en')).toBe(en);
    expect(relative(time, now, 'zh-CN').replaceAll(' ', '')).toBe(zh);
    expect(moment(time, now, 'en')).toBe(`${time} (${en})`);
  });

  it('that are none are told as they are', () => {
    expect(moment('soon', now, 'en')).toBe('soon');
    expect(moment(undefined, now, 'en')).toBe('');
  });
});
