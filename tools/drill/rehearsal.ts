/**
 * One page, played: every command typed in its order, what is seen held against what the page shows.
 *
 * R1 The first difference ends the page: what follows would only be noise.
 * R2 A command that changes nothing is typed again until it shows what the page shows, for a while: who waits for something
 *    looks again. One that changes something is typed once.
 * R3 A command that ends with another exit code than 0 has `$ echo $?` after it. Only `doctor` may do without: it judges the
 *    machine of the drill, too.
 */
import { systemClock, type Clock } from '#libs/platform';
import { COMMANDS } from '../sagactl/commands.js';
import { CommandFailed } from '../sagactl/failures.js';
import { said, translator } from '../sagactl/language/translate.js';
import { findCommand, parseCommand } from '../sagactl/parse.js';
import type { OperatorRole } from '../stack/stack.js';
import { filled, match, type Names } from './match.js';
import type { Entry, Line, Page } from './page.js';
import type { Play } from './scene.js';
import { shellWords } from './shell-words.js';
import type { Ran } from './terminal.js';

/** Where a page and the tool part. */
export interface Mismatch {
  readonly page: string;
  /** Line of the page. */
  readonly line: number;
  /** What the page says; null where it says nothing more. */
  readonly expected: string | null;
  readonly actual: readonly string[];
}

/** A change that was asked for and done. */
export interface Deed {
  readonly who: OperatorRole;
  /** The words of the command: `batch replay`. */
  readonly command: string;
}

export interface Rehearsal {
  /** Null when all was as the page says. */
  readonly mismatch: Mismatch | null;
  readonly deeds: readonly Deed[];
}

export type Type = (
  who: OperatorRole,
  args: readonly string[],
  answer: (question: string) => string,
) => Promise<Ran>;

type Command = Extract<Entry, { kind: 'command' }>;

const LOOK_AGAIN_MS = 15_000;
const LOOK_MS = 100;
const PROGRAM = 'sagactl';
/** Commands that follow something until it has ended. */
const FOLLOWING: ReadonlySet<string> = new Set(['watch', 'op wait']);

interface Typed {
  readonly args: readonly string[];
  readonly command: string;
  readonly changes: boolean;
}

/** @throws Error for a line that is no command of `sagactl` */
function read(text: string): Typed {
  const [program, ...args] = shellWords(text);
  if (program !== PROGRAM) throw new Error(`${program} is not ${PROGRAM}`);
  const found = findCommand(args, COMMANDS);
  if (found === null) throw new Error('it names no command');
  const { command, options } = parseCommand(found);
  return {
    args,
    command: command.path.join(' '),
    changes: Object.hasOwn(command.options, 'dry-run') && options['dry-run'] !== true,
  };
}

/** What is wrong with a line, in words. */
function reasonOf(error: unknown): string {
  if (error instanceof CommandFailed) return said(translator('en'), error.what);
  return error instanceof Error ? error.message : String(error);
}

export class PageRehearsal {
  private names: Names;
  private lastCode = 0;
  private readonly deeds: Deed[] = [];

  constructor(
    private readonly page: Page,
    private readonly play: Play,
    private readonly type: Type,
    /** Hears every line as it is typed and seen. */
    private readonly hear: (line: string) => void = () => undefined,
    private readonly clock: Pick<Clock, 'monotonicMs' | 'sleep'> = systemClock,
  ) {
    this.names = new Map(Object.entries(play.names));
  }

  async run(): Promise<Rehearsal> {
    for (const [index, entry] of this.page.entries.entries()) {
      const mismatch = await this.perform(entry, this.page.entries[index + 1]);
      if (mismatch !== null) return { mismatch, deeds: this.deeds };
    }
    return { mismatch: null, deeds: this.deeds };
  }

  private perform(entry: Entry, next: Entry | undefined): Promise<Mismatch | null> | Mismatch | null {
    if (entry.kind === 'happening') return this.happens(entry.what);
    if (entry.kind === 'exit') return this.compare(entry.typed, entry.shown, [String(this.lastCode)]);
    return this.command(entry, next?.kind === 'exit');
  }

  private async happens(what: Line): Promise<Mismatch | null> {
    const happening = this.play.happenings?.[what.text];
    const known = Object.keys(this.play.happenings ?? {});
    this.hear(`# ${what.text}`);
    if (happening === undefined) return this.differs(what, [`the scene knows: ${known.join('; ')}`]);
    await happening();
    return null;
  }

  private async command(entry: Command, tellsExit: boolean): Promise<Mismatch | null> {
    const { typed, who, shown } = entry;
    let line: Typed;
    try {
      line = read(filled(typed.text, this.names));
    } catch (error) {
      return this.differs(typed, [reasonOf(error)]);
    }
    const repeats = !line.changes && !FOLLOWING.has(line.command);
    const untilMs = this.clock.monotonicMs() + (repeats ? LOOK_AGAIN_MS : 0);
    for (;;) {
      const { code, lines } = await this.type(who, line.args, answersIn(shown));
      const mismatch = this.compare(typed, shown, lines) ?? this.judgeExit(line, typed, code, tellsExit);
      if (mismatch !== null && this.clock.monotonicMs() < untilMs) {
        await this.clock.sleep(LOOK_MS);
        continue;
      }
      for (const text of [`${who}$ ${typed.text}`, ...lines]) this.hear(text);
      this.lastCode = code;
      if (line.changes && code === 0) this.deeds.push({ who, command: line.command });
      return mismatch;
    }
  }

  private judgeExit({ command }: Typed, typed: Line, code: number, tellsExit: boolean): Mismatch | null {
    if (code === 0 || tellsExit || command === 'doctor') return null;
    return this.differs(typed, [`exit code ${code}, which the page does not tell`]);
  }

  /** Learns what the names stand for where all is the same. */
  private compare(typed: Line, shown: readonly Line[], lines: readonly string[]): Mismatch | null {
    const matching = match(shown, lines, this.names);
    if (matching.kind === 'different') {
      const { expected, actual } = matching;
      return this.differs(expected ?? { ...(shown.at(-1) ?? typed), text: null }, actual);
    }
    this.names = matching.names;
    return null;
  }

  private differs(
    { number, text }: { readonly number: number; readonly text: string | null },
    actual: readonly string[],
  ): Mismatch {
    return { page: this.page.name, line: number, expected: text, actual };
  }
}

/** What somebody answers is what stands behind the question in the page. */
function answersIn(shown: readonly Line[]): (question: string) => string {
  return (question) => shown.find(({ text }) => text.startsWith(question))?.text.slice(question.length) ?? '';
}

/** What is wrong with the command lines of a page, whether or not they are played; placeholders stand for words. */
export function misspellings(page: Page, lines: readonly Line[]): Mismatch[] {
  return lines.flatMap(({ number, text }) => {
    try {
      read(text.replace(/<[a-z][a-z0-9-]*>/g, 'x'));
      return [];
    } catch (error) {
      return [{ page: page.name, line: number, expected: text, actual: [reasonOf(error)] }];
    }
  });
}

export function mismatchText({ page, line, expected, actual }: Mismatch): string {
  return [
    `docs/runbooks/${page}.md:${line}: the page and what is seen differ`,
    `  page: ${expected ?? '(nothing more)'}`,
    ...(actual.length === 0 ? ['  seen: (nothing more)'] : actual.map((text) => `  seen: ${text}`)),
  ].join('\n');
}
