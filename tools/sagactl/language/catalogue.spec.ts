/** Both languages say the same things, and nothing is said that nobody hears. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../commands.js';
import { GLOBAL_OPTIONS } from '../options.js';
import { CATALOGUE, type TextKey } from './catalogue.js';
import { holesOf, languageOf, localized, translator } from './translate.js';

const KEYS = Object.keys(CATALOGUE) as TextKey[];
const SOURCES = readdirSync('tools/sagactl', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !name.endsWith('-texts.ts'))
  .map((name) => readFileSync(join('tools/sagactl', name), 'utf8'))
  .join('\n');

describe('the catalogue', () => {
  it.each(KEYS)('%s is there in both languages, with the same holes', (key) => {
    const { en, zh } = CATALOGUE[key];
    expect(en.trim()).not.toBe('');
    expect(zh.trim()).not.toBe('');
    expect(holesOf(zh).toSorted()).toEqual(holesOf(en).toSorted());
  });

  it('holds Chinese where Chinese is meant, and none where not', () => {
    const names = /^(doctor\.(node|postgres|redis)|banner\.production|settings\.file|participant\.heldBy)$/;
    for (const key of KEYS) {
      expect({ key, en: CATALOGUE[key].en }).toEqual({
        key,
        en: expect.not.stringMatching(/\p{Script=Han}/u),
      });
      if (!names.test(key))
        expect({ key, zh: CATALOGUE[key].zh }).toEqual({ key, zh: expect.stringMatching(/\p{Script=Han}/u) });
    }
  });

  it('has no text that nobody says', () => {
    expect(KEYS.filter((key) => !SOURCES.includes(`'${key}'`))).toEqual([]);
  });

  it('has a text for every command and option, each its own', () => {
    const texts = COMMANDS.map(({ text }) => text);
    expect(new Set(texts).size).toBe(COMMANDS.length);
    const options = [GLOBAL_OPTIONS, ...COMMANDS.map((command) => command.options)].flatMap((table) =>
      Object.values(table).map(({ text }) => text),
    );
    expect(options.every((text) => text.startsWith('opt.'))).toBe(true);
  });
});

describe('a text', () => {
  it('has its holes filled', () => {
    expect(translator('en')('error.noSaga', { id: '7' })).toBe('there is no saga 7');
    expect(translator('zh-CN')('error.noSaga', { id: '7' })).toBe('没有事务流程 7');
  });

  it('of the server is shown in the language of the reader, or in the other one', () => {
    expect(localized({ en: 'a', zh_cn: '甲' }, 'zh-CN')).toBe('甲');
    expect(localized({ en: 'a', zh_cn: '' }, 'zh-CN')).toBe('a');
    expect(localized({ en: '', zh_cn: '甲' }, 'en')).toBe('甲');
    expect(localized(undefined, 'en')).toBe('');
  });

  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [{ LC_ALL: 'zh', LANG: 'en_US' }, 'zh-CN'],
    [{ LC_ALL: '', LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANG: 'zha_CN' }, 'en'],
    [{}, 'en'],
  ])('%j asks for %s', (env, language) => {
    expect(languageOf(env)).toBe(language);
  });
});
