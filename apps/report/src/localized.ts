import type { ValidAnalysisResult } from '#libs/contracts';

/** A text in both languages. */
export interface LocalizedText {
  zh_cn: string;
  en: string;
}

/** The same text in both languages: a person's own words. */
export function verbatim(text: string): LocalizedText {
  return { zh_cn: text, en: text };
}

/** Puts a text together once per language. */
export function localized(make: (language: keyof LocalizedText) => string): LocalizedText {
  return { zh_cn: make('zh_cn'), en: make('en') };
}

/** A text of another service: where one language is missing, the other one stands in. */
export function filled(text: ValidAnalysisResult['summary']): LocalizedText {
  const { zh_cn = '', en = '' } = text ?? {};
  return { zh_cn: zh_cn || en, en: en || zh_cn };
}
