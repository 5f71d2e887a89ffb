/**
 * Sentences in both languages, made of the same clauses: what is said is put together once, as keys and what fills them, and
 * each language only has its own words. No clock is read: times come in, the present among them.
 */
import type { type_v1 } from '#libs/contracts';
import { EN } from './en.js';
import { pointInTime, span, times, type Language } from './times.js';
import { ZH_CN } from './zh-cn.js';

export type TextKey = keyof typeof EN;

/** What fills a placeholder. */
export type Filling =
  | string
  | number
  /** A point in time, epoch milliseconds: absolute and relative. */
  | { readonly at: number }
  /** A duration in milliseconds. */
  | { readonly span: number }
  /** How often. */
  | { readonly times: number }
  | Said
  /** Joined by commas. */
  | { readonly list: readonly (string | Said)[] }
  /** Joined as clauses. */
  | { readonly clauses: readonly Said[] };

type PlaceholderOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderOf<Rest>
  : never;

export type FillingsOf<Key extends TextKey> = { readonly [Name in PlaceholderOf<(typeof EN)[Key]>]: Filling };

/** One clause, in no language yet. */
export interface Said {
  readonly key: TextKey;
  readonly fillings: { readonly [name: string]: Filling };
}

const CATALOGUES: Record<Language, { readonly [K in TextKey]: string }> = { en: EN, zh: ZH_CN };
const MARKS = {
  en: { clause: '; ', item: ', ', end: '.' },
  zh: { clause: '；', item: '、', end: '。' },
} as const;

/** A clause; the compiler asks for exactly what its text has places for. */
export function say<Key extends TextKey>(
  key: Key,
  ...fillings: PlaceholderOf<(typeof EN)[Key]> extends never ? [] : [FillingsOf<Key>]
): Said {
  return { key, fillings: (fillings[0] as Said['fillings'] | undefined) ?? {} };
}

class Speaker {
  constructor(
    private readonly language: Language,
    private readonly nowMs: number,
  ) {}

  sentence(clauses: readonly Said[]): string {
    const text = this.clauses(clauses);
    return text.charAt(0).toUpperCase() + text.slice(1) + MARKS[this.language].end;
  }

  private clauses(clauses: readonly Said[]): string {
    return clauses.map((said) => this.clause(said)).join(MARKS[this.language].clause);
  }

  private clause({ key, fillings }: Said): string {
    return CATALOGUES[this.language][key].replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      this.filling(fillings[name] ?? ''),
    );
  }

  private filling(filling: Filling): string {
    const { language } = this;
    if (typeof filling === 'string') return filling;
    if (typeof filling === 'number') return String(filling);
    if ('at' in filling) return pointInTime(language, filling.at, this.nowMs);
    if ('span' in filling) return span(language, filling.span);
    if ('times' in filling) return times(language, filling.times);
    if ('list' in filling) {
      const items = filling.list.map((item) => (typeof item === 'string' ? item : this.clause(item)));
      return items.join(MARKS[language].item);
    }
    return 'clauses' in filling ? this.clauses(filling.clauses) : this.clause(filling);
  }
}

/** A sentence in both languages. */
export function inBothLanguages(clauses: readonly Said[], nowMs: number): type_v1.LocalizedText {
  return {
    en: new Speaker('en', nowMs).sentence(clauses),
    zh_cn: new Speaker('zh', nowMs).sentence(clauses),
  };
}
