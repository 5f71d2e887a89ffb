/** A text in both languages of Suoke Life; `{name}` are holes, the same in both. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}
export type Texts = Readonly<Record<string, Bilingual>>;
