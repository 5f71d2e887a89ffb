/**
 * Holds what a page shows against what was seen. Pure.
 *
 * M1 A page writes `…` for what it leaves out: within a line for any text, alone in a line for any number of lines.
 * M2 `<time>`, `<ago>` and `<n>` stand for any time, any time span and any number. Every other `<name>` stands for one word: the first
 *    time that it is seen it is learned, from then on it has to be the same.
 * M3 How many spaces lie between two columns depends on what is in them, so it is not compared.
 */
import type { Line } from './page.js';

export type Names = ReadonlyMap<string, string>;

export type Matching =
  | { readonly kind: 'same'; readonly names: Names }
  | {
      readonly kind: 'different';
      /** The first line of the page that nothing fits; null where more was seen than the page shows. */
      readonly expected: Line | null;
      /** What stands where it should be, up to `SHOWN_LINES` lines. */
      readonly actual: readonly string[];
    };

const SHOWN_LINES = 12;
const LEFT_OUT = '…';
const PLACEHOLDER = /<([a-z][a-z0-9-]*)>/g;
const PIECE = /<([a-z][a-z0-9-]*)>|…|\s+/g;

const ANY: Readonly<Record<string, string>> = {
  time: String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z(?: ?[(（][^)）]*[)）])?`,
  ago: String.raw`(?:in )?\d+ ?[^\s\d]+(?: ago)?`,
  n: String.raw`\d+`,
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

interface Pattern {
  readonly regex: RegExp;
  /** Names that the groups capture, in their order. */
  readonly learns: readonly string[];
}

function patternOf(text: string, names: Names): Pattern {
  const learns: string[] = [];
  let source = '';
  let end = 0;
  for (const { 0: piece, 1: name, index } of text.matchAll(PIECE)) {
    source += escaped(text.slice(end, index));
    end = index + piece.length;
    if (piece === LEFT_OUT) source += '.*?';
    else if (name === undefined) source += index === 0 ? String.raw`\s*` : String.raw`\s+`;
    else source += sourceOf(name, names, learns);
  }
  return { regex: new RegExp(String.raw`^\s*${source}${escaped(text.slice(end))}\s*$`, 'u'), learns };
}

function sourceOf(name: string, names: Names, learns: string[]): string {
  const any = ANY[name];
  if (any !== undefined) return any;
  const known = names.get(name);
  if (known !== undefined) return escaped(known);
  const before = learns.indexOf(name);
  if (before !== -1) return `\\${before + 1}`;
  learns.push(name);
  return String.raw`([\p{L}\p{N}_.:-]+)`;
}

function matchLine(expected: string, actual: string, names: Names): Names | null {
  const { regex, learns } = patternOf(expected.trimEnd(), names);
  const found = regex.exec(actual.trimEnd());
  if (found === null) return null;
  return new Map([...names, ...learns.map((name, index) => [name, found[index + 1] ?? ''] as const)]);
}

/** @param names what is known already */
export function match(expected: readonly Line[], actual: readonly string[], names: Names): Matching {
  // The way that came furthest says where the page and the screen part.
  let furthest = { expected: -1, actual: 0 };
  const from = (at: number, seen: number, known: Names): Names | null => {
    const line = expected[at];
    if (at > furthest.expected) furthest = { expected: at, actual: seen };
    if (line === undefined) return seen === actual.length ? known : null;
    if (line.text.trim() === LEFT_OUT) {
      for (let next = seen; next <= actual.length; next += 1) {
        const found = from(at + 1, next, known);
        if (found !== null) return found;
      }
      return null;
    }
    const text = actual[seen];
    const learned = text === undefined ? null : matchLine(line.text, text, known);
    return learned === null ? null : from(at + 1, seen + 1, learned);
  };
  const found = from(0, 0, names);
  if (found !== null) return { kind: 'same', names: found };
  return {
    kind: 'different',
    expected: expected[furthest.expected] ?? null,
    actual: actual.slice(furthest.actual, furthest.actual + SHOWN_LINES),
  };
}

/** Puts in what is known. @throws RangeError for a name that is not */
export function filled(text: string, names: Names): string {
  return text.replace(PLACEHOLDER, (_, name: string) => {
    const known = names.get(name);
    if (known === undefined) throw new RangeError(`nothing has shown what <${name}> is`);
    return known;
  });
}
