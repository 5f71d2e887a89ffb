/** From the words of a command line to a command with its values. Whatever the table does not know is refused. */
import { parseArgs } from 'node:util';
import type { Command } from './command.js';
import { usage } from './failures.js';
import { GLOBAL_OPTIONS, type GlobalValues, type Options, type OptionSpec } from './options.js';

export interface Parsed {
  readonly command: Command;
  readonly options: Readonly<Record<string, unknown>>;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly global: GlobalValues;
}

/** A command that was found; what follows may still be wrong. */
export interface Found {
  readonly command: Command;
  /** All words but those that name the command. */
  readonly rest: readonly string[];
}

/**
 * Finds the command that a line names; global options may stand before it.
 * @returns null for a line without a command @throws UsageFailed for one that there is not
 */
export function findCommand(args: readonly string[], commands: readonly Command[]): Found | null {
  const start = skipOptions(args);
  const words = leadingWords(args.slice(start));
  const [first] = words;
  if (first === undefined) {
    const odd = args[start];
    if (odd === undefined) return null;
    throw usage('usage.unknownOption', { option: odd });
  }
  const found = commands
    .filter(({ path }) => path.every((word, index) => words[index] === word))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
  if (found !== undefined)
    return {
      command: found,
      rest: [...args.slice(0, start), ...args.slice(start + found.path.length)],
    };
  const group = commands.filter(({ path }) => path[0] === first && path.length > 1);
  if (group.length === 0) throw usage('usage.unknownCommand', { command: first });
  const known = group.map(({ path }) => path[1] ?? '').join(', ');
  throw usage('usage.unknownSubcommand', { command: first, known });
}

function leadingWords(args: readonly string[]): readonly string[] {
  const end = args.findIndex((word) => !isWord(word));
  return end === -1 ? args : args.slice(0, end);
}

const isWord = (word: string): boolean => !word.startsWith('-');

/** How many words at the beginning are global options and their values. */
function skipOptions(args: readonly string[]): number {
  let index = 0;
  while (index < args.length && !isWord(args[index] ?? '')) {
    const spec = globalNamed(args[index] ?? '');
    if (spec === undefined) return index;
    // The value may be part of the word: `--output=json`, `-ojson`.
    const isWhole = spec.kind === 'flag' || /^(--[^=]+=|-[a-zA-Z].)/.test(args[index] ?? '');
    index += isWhole ? 1 : 2;
  }
  return Math.min(index, args.length);
}

function globalNamed(word: string): OptionSpec | undefined {
  const table: Options = GLOBAL_OPTIONS;
  const name = /^--([^=]+)/.exec(word)?.[1];
  if (name !== undefined) return Object.hasOwn(table, name) ? table[name] : undefined;
  const letter = /^-([a-zA-Z])/.exec(word)?.[1];
  return Object.values(table).find(({ short }) => short !== undefined && short === letter);
}

/** Reads options and arguments of a command. @throws UsageFailed */
export function parseCommand({ command, rest }: Found): Parsed {
  const table: Options = { ...GLOBAL_OPTIONS, ...command.options };
  const { tokens } = parseArgs({
    args: [...rest],
    options: Object.fromEntries(
      Object.entries(table).map(([name, { kind, short }]) => [
        name,
        { type: kind === 'flag' ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = emptyValues(table);
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind === 'option') take(values, table, token);
  }
  // Whoever asks for help need not say all the rest.
  const isHelp = values['help'] === true;
  return {
    command,
    options: values,
    arguments: isHelp ? {} : argumentsOf(command, positionals),
    global: values as unknown as GlobalValues,
  };
}

type ReadValues = Record<string, boolean | number | string | string[] | undefined>;

function emptyValues(table: Options): ReadValues {
  return Object.fromEntries(
    Object.entries(table).map(([name, { kind }]) => [
      name,
      kind === 'flag' ? false : kind === 'list' ? [] : undefined,
    ]),
  );
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function take(values: ReadValues, table: Options, token: OptionToken): void {
  const { name, rawName: option, value, inlineValue } = token;
  const spec = Object.hasOwn(table, name) ? table[name] : undefined;
  if (spec === undefined) throw usage('usage.unknownOption', { option });
  if (spec.kind === 'flag') {
    if (value !== undefined) throw usage('usage.noValue', { option });
    values[name] = true;
    return;
  }
  if (value === undefined || (inlineValue !== true && value.startsWith('-') && value.length > 1))
    throw usage('usage.valueMissing', { option });
  if (spec.choices !== undefined && !spec.choices.includes(value))
    throw usage('usage.choice', { option, choices: spec.choices.join(', ') });
  if (spec.kind === 'list') {
    (values[name] as string[]).push(value);
    return;
  }
  if (values[name] !== undefined) throw usage('usage.twice', { option });
  values[name] = spec.kind === 'number' ? numberOf(option, value, spec) : value;
}

function numberOf(option: string, value: string, { min = 0, max = 1_000_000 }: OptionSpec): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max)) throw usage('usage.number', { option, min, max });
  return number;
}

function argumentsOf(command: Command, positionals: readonly string[]): Record<string, unknown> {
  const left = [...positionals];
  const values: Record<string, unknown> = {};
  for (const { name, optional, many, choices } of command.arguments) {
    if (many === true) {
      values[name] = left.splice(0);
      continue;
    }
    const value = left.shift();
    if (value === undefined && optional !== true) throw usage('usage.argumentMissing', { name });
    if (value === '') throw usage('usage.argumentMissing', { name });
    if (value !== undefined && choices !== undefined && !choices.includes(value))
      throw usage('usage.choice', { option: `<${name}>`, choices: choices.join(', ') });
    values[name] = value;
  }
  const [extra] = left;
  if (extra !== undefined) throw usage('usage.extraArgument', { value: extra });
  return values;
}
