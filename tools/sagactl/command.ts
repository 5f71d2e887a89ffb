/** What a command is: data, from which parsing, help, completion and the reference are made. `run` is the one thing to execute. */
import type { ExitCode } from './exit-codes.js';
import type { PlainKey } from './language/translate.js';
import type { Arguments, ArgumentSpec, Options, Values } from './options.js';
import type { Session } from './session.js';

/** One invocation. */
export interface Call<
  O extends Options = Options,
  A extends readonly ArgumentSpec[] = readonly ArgumentSpec[],
> {
  readonly options: Values<O>;
  readonly arguments: Arguments<A>;
  readonly session: Session;
}

export interface Command {
  /** The words that name it: `['batch', 'replay']`. */
  readonly path: readonly string[];
  readonly text: PlainKey;
  readonly arguments: readonly ArgumentSpec[];
  readonly options: Options;
  run(call: Call): Promise<ExitCode>;
}

/** A command whose `run` knows the types of its own options and arguments. */
export function command<const O extends Options, const A extends readonly ArgumentSpec[]>(spec: {
  readonly path: readonly string[];
  readonly text: PlainKey;
  readonly arguments: A;
  readonly options: O;
  run(call: Call<O, A>): Promise<ExitCode>;
}): Command {
  return spec as unknown as Command;
}
