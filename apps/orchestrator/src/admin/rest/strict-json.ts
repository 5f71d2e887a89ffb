/**
 * JSON from bytes, so strictly that no two readers can take it for different things. The parsing is `JSON.parse`'s; a walk
 * over the text that it took finds what it hides.
 *
 * J1 The bytes are UTF-8 without a byte order mark.
 * J2 No object has a key twice: of two values one would be dropped in silence.
 * J3 No number loses digits or becomes infinite. Larger integers are sent as text.
 * J4 No text holds NUL or half of a surrogate pair, which neither Postgres nor UTF-8 can keep.
 * J5 Nothing is nested more than MAX_JSON_DEPTH levels deep.
 */
import { MAX_JSON_DEPTH, type Json } from '#libs/contracts';
import { RestError } from './rest-errors.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BYTE_ORDER_MARK = '\ufeff';
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LONE_SURROGATE = /\p{Surrogate}/u;
const LONGEST_NAME = 64;

function refuse(what: string): never {
  throw new RestError('MALFORMED_REQUEST', `The body ${what}.`);
}

/** @throws RestError MALFORMED_REQUEST */
export function parseStrictJson(bytes: Uint8Array): Json {
  const text = textOf(bytes);
  const value = valueOf(text);
  checkText(text);
  return value;
}

function textOf(bytes: Uint8Array): string {
  let text = '';
  try {
    text = UTF8.decode(bytes);
  } catch {
    refuse('is not UTF-8');
  }
  if (text.startsWith(BYTE_ORDER_MARK)) refuse('begins with a byte order mark');
  return text;
}

function valueOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return refuse('is not JSON');
  }
}

/** @param text that is known to be JSON */
function checkText(text: string): void {
  /** One entry per object or list that is open: the keys of an object so far, null for a list. */
  const open: (Set<string> | null)[] = [];
  let isKey = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    switch (character) {
      case '{':
      case '[':
        isKey = character === '{';
        open.push(isKey ? new Set() : null);
        if (open.length > MAX_JSON_DEPTH) refuse(`is nested more than ${MAX_JSON_DEPTH} levels deep`);
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ',':
        isKey = open.at(-1) !== null;
        break;
      case '"': {
        const end = endOfText(text, at);
        checkString(text.slice(at, end), isKey ? open.at(-1) : null);
        isKey = false;
        at = end - 1;
        break;
      }
      default:
        if (character === '-' || (character >= '0' && character <= '9')) at = endOfNumber(text, at) - 1;
    }
  }
}

/** @param at where its opening quote stands @returns the place after its closing quote */
function endOfText(text: string, at: number): number {
  let end = at + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end + 1;
}

/** @param keys of the object that it becomes a key of, if it is one */
function checkString(quoted: string, keys: Set<string> | null | undefined): void {
  const isPlain = !quoted.includes('\\');
  if (isPlain && !keys) return;
  const plain = isPlain ? quoted.slice(1, -1) : (JSON.parse(quoted) as string);
  if (plain.includes('\0')) refuse('holds a text with the character NUL');
  if (LONE_SURROGATE.test(plain)) refuse('holds a text that is not well-formed Unicode');
  if (keys?.has(plain))
    refuse(`has the key ${JSON.stringify(plain.slice(0, LONGEST_NAME))} twice in one object`);
  keys?.add(plain);
}

/** The place after the number that begins here. */
function endOfNumber(text: string, at: number): number {
  NUMBER.lastIndex = at;
  const found = NUMBER.exec(text)?.[0] ?? '-';
  const value = Number(found);
  const isWhole = /^-?\d+$/.test(found);
  if (!Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value))) {
    refuse('holds a number that cannot be kept exactly: send it as text');
  }
  return at + found.length;
}
