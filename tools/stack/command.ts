/** How `npm start` and the demo are called and ended: what they were not made for is refused, and signals end them at any moment. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** A command was called in a wrong way; the text says what is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Exit code of a process that was interrupted: 128 + SIGINT. */
export const INTERRUPTED = 130;

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * The values of the options, by name.
 * @throws UsageError for anything that is not among them
 */
export function readArguments<const O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!code.startsWith('ERR_PARSE_ARGS_')) throw error;
    throw new UsageError(message, { cause: error });
  }
}

/** Ends the process with what `main` returns, with 2 after a UsageError, with 1 after any other error. */
export async function runCommand(name: string, main: () => Promise<number>): Promise<never> {
  try {
    process.exit(await main());
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const isUsage = error instanceof UsageError;
    process.stderr.write(`${name}: ${text}\n${isUsage ? `See: npm run ${name} -- --help\n` : ''}`);
    process.exit(isUsage ? 2 : 1);
  }
}

/**
 * Calls `end` once when the process is to end: interrupted, terminated, its terminal closed, or nobody reads what it prints.
 * Being told again changes nothing: on Ctrl-C the terminal and npm both tell.
 */
export function onceToldToEnd(end: () => void): void {
  let told = false;
  const tell = (): void => {
    if (told) return;
    told = true;
    end();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, tell);
  process.stdout.on('error', tell);
}
