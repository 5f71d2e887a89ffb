/** A filter as a list of tokens, each with the place where it stands. Read in linear time, whatever is written. */
import { refuse } from './refusal.js';

export const OPERATORS = ['=', '!=', '<', '<=', '>', '>=', ':'] as const;
export type Operator = (typeof OPERATORS)[number];
export type Keyword = 'AND' | 'OR' | 'NOT';

export type Token = { readonly at: number } & (
  | { readonly kind: 'word' | 'text'; readonly value: string }
  | { readonly kind: 'keyword'; readonly value: Keyword }
  | { readonly kind: 'operator'; readonly value: Operator }
  | { readonly kind: 'sign'; readonly value: '(' | ')' | '*' }
  | { readonly kind: 'end' }
);

export const MAX_LENGTH = 2_000;

/** Neither Postgres nor a person can read them. */
const UNREADABLE = /[\p{Cc}\p{Surrogate}]/u;
const SPACE = /\s+/y;
const WORD = /[A-Za-z0-9_.-]+/y;
const TEXT = /"(?:[^"\\]|\\["\\])*"/y;
const OPERATOR = />=|<=|!=|[=<>:]/y;
const SIGN = /[()*]/y;
/** What is told to who wrote more than a word may hold. */
export const QUOTING = 'what is more than letters, digits, `_`, `.` and `-` stands in double quotes';
const KEYWORDS: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT']);

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function tokenAt(text: string, at: number): { token: Token; length: number } {
  const word = matchAt(WORD, text, at);
  if (word !== null) {
    const kind = KEYWORDS.has(word) ? 'keyword' : 'word';
    return { token: { kind, value: word, at } as Token, length: word.length };
  }
  const quoted = matchAt(TEXT, text, at);
  if (quoted !== null) {
    const value = quoted.slice(1, -1).replace(/\\(["\\])/g, '$1');
    return { token: { kind: 'text', value, at }, length: quoted.length };
  }
  const operator = matchAt(OPERATOR, text, at);
  if (operator !== null) {
    return { token: { kind: 'operator', value: operator as Operator, at }, length: operator.length };
  }
  const sign = matchAt(SIGN, text, at);
  if (sign !== null) return { token: { kind: 'sign', value: sign as '*', at }, length: 1 };
  const hint =
    text[at] === '"' ? 'a text ends with a double quote, and in it only \\" and \\\\ are escapes' : QUOTING;
  return refuse({ it: 'cannot be read', at, hint });
}

/** The tokens, the last of kind `end`. @throws EngineError INVALID_ARGUMENT */
export function tokensOf(text: string): Token[] {
  if (text.length > MAX_LENGTH) refuse({ it: `is longer than ${MAX_LENGTH} characters` });
  const unreadable = text.search(UNREADABLE);
  if (unreadable >= 0) refuse({ it: 'holds a character that cannot be read', at: unreadable });
  const tokens: Token[] = [];
  for (let at = 0; ;) {
    at += matchAt(SPACE, text, at)?.length ?? 0;
    if (at === text.length) return [...tokens, { kind: 'end', at }];
    const { token, length } = tokenAt(text, at);
    tokens.push(token);
    at += length;
  }
}
