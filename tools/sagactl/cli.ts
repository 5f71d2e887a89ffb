/** One invocation of `sagactl`, from its words to its exit code. */
import { JsonMappingError } from '#libs/contracts/json';
import { CallFailed } from '../client/call-failed.js';
import { OutcomeUnknown } from './changes.js';
import { COMMANDS } from './commands.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { CommandFailed, UsageFailed } from './failures.js';
import { callFailureBlocks, callFailureDocument } from './views/failure.js';
import { commandHelp, overview, usageOf } from './help.js';
import { LANGUAGES, languageOf, said, translator, type Language } from './language/translate.js';
import { FORMATS, type Format } from './output/formats.js';
import { line, styled } from './output/layout.js';
import { findCommand, parseCommand, type Found } from './parse.js';
import { Screen } from './screen.js';
import { Session } from './session.js';
import type { World } from './world.js';

/** The value of an option wherever it stands, for what has to be known before the line is understood. */
function early(args: readonly string[], ...names: readonly string[]): string | undefined {
  for (const [index, word] of args.entries()) {
    if (names.includes(word)) return args[index + 1];
    const name = names.find((candidate) => word.startsWith(`${candidate}=`));
    if (name !== undefined) return word.slice(name.length + 1);
  }
  return undefined;
}

/** The screen before the line is understood: what is wrong with it has to be said in some language and format, too. */
function firstScreen(args: readonly string[], world: World): Screen {
  return screenOf(early(args, '--lang'), early(args, '--output', '-o'), world);
}

function screenOf(lang: string | undefined, output: string | undefined, world: World): Screen {
  const language: Language = LANGUAGES.find((known) => known === lang) ?? languageOf(world.env);
  const format: Format = FORMATS.find((known) => known === output) ?? 'table';
  return new Screen(world, format, translator(language), language);
}

/** Runs a command line, without the words `node sagactl`. Never throws. */
export async function runCli(args: readonly string[], world: World): Promise<ExitCode> {
  let screen = firstScreen(args, world);
  let found: Found | null = null;
  try {
    found = findCommand(args, COMMANDS);
    if (found === null) {
      screen.show(overview(COMMANDS, screen.t));
      return EXIT.ok;
    }
    const { command, options, arguments: given, global } = parseCommand(found);
    screen = screenOf(global.lang, global.output, world);
    if (global.help) {
      screen.show(commandHelp(command, screen.t));
      return EXIT.ok;
    }
    const session = new Session(world, screen, global, args);
    try {
      return await command.run({ options, arguments: given, session } as Parameters<typeof command.run>[0]);
    } finally {
      await session.close();
    }
  } catch (error) {
    return tell(error, screen, found, world);
  }
}

function tell(error: unknown, screen: Screen, found: Found | null, world: World): ExitCode {
  if (error instanceof OutcomeUnknown) return error.exit;
  if (world.interrupted.aborted) return EXIT.interrupted;
  if (error instanceof CallFailed) {
    const { exit, document } = callFailureDocument(error);
    if (screen.format === 'table') screen.note(...callFailureBlocks(error, screen.reader));
    else screen.problem(document);
    return exit;
  }
  if (error instanceof CommandFailed) {
    screen.note(line(styled('red', 'sagactl: '), said(screen.t, error.what)));
    if (error instanceof UsageFailed) screen.note(line(usageOf(found?.command ?? null, screen.t)));
    return error.exit;
  }
  if (error instanceof JsonMappingError) {
    screen.note(line(styled('red', 'sagactl: '), error.message));
    return EXIT.usage;
  }
  screen.note(line(styled('red', 'sagactl: '), error instanceof Error ? error.message : String(error)));
  return EXIT.unexpected;
}
