/**
 * Finds the symptoms of the rule base in what a person says. A term that is a known word is that symptom; in anything longer
 * the known words are looked for, longest first, and what is denied ("no fever", 无发热) is left out.
 */
import { normalized } from './rule-base.js';
import type { SymptomTerm } from './rule-schema.js';

/** Words that deny what follows them at once, or in the same breath ("no fever or cough"). */
const DENIALS_ZH = /(?:无|没有|没|不|未见|否认)(?:明显)?$/;
const DENIALS_EN =
  /\b(?:no|not|without|denies|denied|never)(?:\s+(?:any|have|had|having))?\s+(?:[\p{L}\s,-]{0,40}\b(?:or|and|nor)\s+)?$/u;
const CJK = /[\p{Script=Han}]/u;

/** A symptom that was read, and the word for it as it was given. */
export interface ReadSymptom {
  id: string;
  word: string;
}

interface Word {
  id: string;
  text: string;
  chinese: boolean;
}

export class SymptomReader {
  private readonly ids = new Map<string, string>();
  /** Longest first, so that 口干咽燥 is not read as 口干. */
  private readonly words: readonly Word[];

  constructor(terms: readonly SymptomTerm[]) {
    for (const { id, zh, en } of terms) for (const word of [...zh, ...en]) this.ids.set(normalized(word), id);
    this.words = [...this.ids]
      .map(([text, id]) => ({ id, text, chinese: CJK.test(text) }))
      .sort((a, b) => b.text.length - a.text.length || (a.text < b.text ? -1 : 1));
  }

  /** The symptoms in a text, each once, in the order of the rule base's words. */
  read(text: string): ReadSymptom[] {
    const given = normalized(text);
    const known = this.ids.get(given);
    if (known !== undefined) return [{ id: known, word: text.trim() }];
    const found = new Map<string, string>();
    let left = given;
    for (const word of this.words) {
      for (let at = left.indexOf(word.text); at !== -1; at = left.indexOf(word.text, at + word.text.length)) {
        if (!word.chinese && !standsAlone(left, at, word.text.length)) continue;
        if (!isDenied(given.slice(0, at), word.chinese) && !found.has(word.id)) found.set(word.id, word.text);
        // A word that was read is not read again as part of a shorter one.
        left = `${left.slice(0, at)}${'\0'.repeat(word.text.length)}${left.slice(at + word.text.length)}`;
      }
    }
    return [...found].map(([id, word]) => ({ id, word }));
  }
}

function standsAlone(text: string, at: number, length: number): boolean {
  const letter = /[\p{L}\p{N}]/u;
  return !letter.test(text[at - 1] ?? ' ') && !letter.test(text[at + length] ?? ' ');
}

function isDenied(before: string, chinese: boolean): boolean {
  // A denial does not reach beyond its clause.
  const clause = before.split(/[。.;；!！?？\n]|\bbut\b|但/u).at(-1) ?? '';
  if (!chinese) return DENIALS_EN.test(clause);
  const part = clause.split(/[，,]/u).at(-1) ?? '';
  return DENIALS_ZH.test(part) || /(?:无|没有|未见|否认)[^，,。]*[、或和及]$/u.test(part);
}
