/**
 * A page of `docs/runbooks/` as data: its sections, the files that it gives, and in order what is typed and seen. Pure.
 *
 * A block `console` holds lines of three kinds. `$ sagactl …` is typed by the operator on duty, `approver$ sagactl …` by
 * somebody of another role; a `\` at its end goes on in the next line. `# …` is what happens elsewhere meanwhile. Everything
 * else is what is seen after the line above. `$ echo $?` shows the exit code. A block `json name.json` is a file that the
 * operator has. Placeholders are those of match.ts.
 */
import { OPERATOR_ROLES, type OperatorRole } from '../stack/stack.js';

/** Every page has these, in this order. */
export const SECTIONS = ['Symptom', 'Cause', 'Action', 'Verification', 'What not to do'] as const;
/** Before them, in Chinese: what it is and what to do. */
export const SUMMARY = '概要';

/** One line of a page. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
}

export type Entry =
  | {
      readonly kind: 'command';
      readonly who: OperatorRole;
      /** The line as it is typed, placeholders and all, without the prompt. */
      readonly typed: Line;
      readonly shown: readonly Line[];
    }
  | { readonly kind: 'happening'; readonly what: Line }
  | { readonly kind: 'exit'; readonly typed: Line; readonly shown: readonly Line[] };

export interface Page {
  /** `participant-down` */
  readonly name: string;
  readonly title: string;
  /** Headings of the second level. */
  readonly sections: readonly Line[];
  readonly entries: readonly Entry[];
  /** By name; with placeholders. */
  readonly files: ReadonlyMap<string, string>;
}

/** A page that cannot be read. */
export class PageError extends Error {
  override readonly name = 'PageError';

  constructor(page: string, line: number, what: string) {
    super(`docs/runbooks/${page}.md:${line}: ${what}`);
  }
}

const FENCE = /^```(.*)$/;
const FILE = /^json ([a-z][a-z0-9-]*\.json)$/;
const PROMPT = /^([a-z]*)\$ (.*)$/;
const HAPPENING = /^# (\S.*)$/;
const EXIT_CODE = 'echo $?';

interface Block {
  readonly info: string;
  readonly lines: readonly Line[];
}

interface Prose {
  readonly prose: readonly Line[];
  readonly blocks: readonly Block[];
}

function split(name: string, text: string): Prose {
  const prose: Line[] = [];
  const blocks: Block[] = [];
  let open: { info: string; at: number; lines: Line[] } | null = null;
  for (const [index, content] of text.split('\n').entries()) {
    const line = { number: index + 1, text: content };
    const fence = FENCE.exec(content);
    if (open !== null && fence !== null) {
      blocks.push(open);
      open = null;
    } else if (open !== null) open.lines.push(line);
    else if (fence === null) prose.push(line);
    else open = { info: fence[1] ?? '', at: line.number, lines: [] };
  }
  if (open !== null) throw new PageError(name, open.at, 'the block is not closed');
  return { prose, blocks };
}

function roleOf(page: string, prompt: string, line: number): OperatorRole {
  const role = prompt === '' ? 'operator' : OPERATOR_ROLES.find((known) => known === prompt);
  if (role === undefined) throw new PageError(page, line, `${prompt} is no role`);
  return role;
}

/** Joins what is typed over several lines to one. */
function joined(lines: readonly Line[]): Line[] {
  const whole: Line[] = [];
  let goesOn = false;
  for (const { number, text } of lines) {
    const last = whole.at(-1);
    if (goesOn && last !== undefined)
      whole[whole.length - 1] = { ...last, text: `${last.text.slice(0, -1).trimEnd()} ${text.trim()}` };
    else whole.push({ number, text });
    goesOn = (goesOn || PROMPT.test(text)) && text.endsWith('\\');
  }
  return whole;
}

function entriesOf(page: string, { lines }: Block): Entry[] {
  const entries: Entry[] = [];
  let shown: Line[] | null = null;
  for (const line of joined(lines)) {
    const [, prompt = '', typed] = PROMPT.exec(line.text) ?? [];
    const [, what] = HAPPENING.exec(line.text) ?? [];
    if (typed !== undefined) {
      shown = [];
      const at = { number: line.number, text: typed };
      const who = roleOf(page, prompt, line.number);
      entries.push(
        typed === EXIT_CODE ? { kind: 'exit', typed: at, shown } : { kind: 'command', who, typed: at, shown },
      );
    } else if (what !== undefined) {
      entries.push({ kind: 'happening', what: { number: line.number, text: what } });
      shown = null;
    } else if (shown === null) {
      // An empty line sets something that happens apart.
      if (line.text !== '') throw new PageError(page, line.number, 'nothing was typed before this');
    } else shown.push(line);
  }
  return entries.map(withoutLastBlank);
}

/** Empty lines before the next prompt are for the eye. */
function withoutLastBlank(entry: Entry): Entry {
  if (entry.kind === 'happening') return entry;
  const last = entry.shown.findLastIndex(({ text }) => text.trim() !== '');
  return { ...entry, shown: entry.shown.slice(0, last + 1) };
}

/** @throws PageError for a page that cannot be read */
export function readPage(name: string, text: string): Page {
  const { prose, blocks } = split(name, text);
  const title = prose.find((line) => line.text.startsWith('# '));
  if (title === undefined) throw new PageError(name, 1, 'it has no title');
  return {
    name,
    title: title.text.slice(2),
    sections: prose
      .filter((line) => line.text.startsWith('## '))
      .map(({ number, text: heading }) => ({ number, text: heading.slice(3) })),
    entries: blocks.filter(({ info }) => info === 'console').flatMap((block) => entriesOf(name, block)),
    files: new Map(
      blocks.flatMap(({ info, lines }) => {
        const file = FILE.exec(info)?.[1];
        return file === undefined ? [] : [[file, lines.map((line) => line.text).join('\n')] as const];
      }),
    ),
  };
}
