/** The two languages of an operator, and how a text of the catalogue becomes one of them. */
import { CATALOGUE, type TextKey } from './catalogue.js';
import type { LocalizedText } from '../plain.js';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Names between braces in a text: `There is no saga {id}.` → `id`. */
type Holes<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Holes<Rest>
  : never;
type HolesOf<K extends TextKey> = Holes<(typeof CATALOGUE)[K]['en']>;

export type Fillings<K extends TextKey> = [HolesOf<K>] extends [never]
  ? []
  : [values: { readonly [Name in HolesOf<K>]: string | number }];

/** Keys of texts that have no holes: what a table may name. */
export type PlainKey = {
  [K in TextKey]: [HolesOf<K>] extends [never] ? K : never;
}[TextKey];

/** A text in the language of the operator, its holes filled. */
export type Translate = <K extends TextKey>(key: K, ...fillings: Fillings<K>) => string;

/** The holes of a text, in order; for the test that both languages have the same. */
export function holesOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

export function translator(language: Language): Translate {
  return (key, ...[values = {}]: [values?: Readonly<Record<string, string | number>>]) => {
    const { en, zh } = CATALOGUE[key];
    const text: string = language === 'zh-CN' ? zh : en;
    return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
  };
}

/** What the server said in both languages, in the one of the operator, or in the other where that is empty. */
export function localized(text: LocalizedText | undefined, language: Language): string {
  if (text === undefined) return '';
  const { zh_cn: zh, en } = text;
  return language === 'zh-CN' ? zh || en : en || zh;
}

/** The language that the environment asks for, in the order of POSIX; English where it asks for none that there is. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const asked = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value) ?? '';
  return /^zh\b|^zh_/i.test(asked) ? 'zh-CN' : 'en';
}

/** A text of the catalogue that is said later, in the language of whoever reads it. */
export interface Saying {
  readonly key: TextKey;
  readonly values: Readonly<Record<string, string | number>>;
}

export function saying<K extends TextKey>(key: K, ...fillings: Fillings<K>): Saying {
  const [values = {}] = fillings as [values?: Saying['values']];
  return { key, values };
}

export function said(t: Translate, { key, values }: Saying): string {
  return t(key, ...([values] as unknown as Fillings<typeof key>));
}
