/** What can go wrong with a command, each with the exit code that it ends with. */
import { EXIT, type ExitCode } from './exit-codes.js';
import type { TextKey } from './language/catalogue.js';
import { saying, type Fillings, type Saying } from './language/translate.js';

/** A command that cannot go on. */
export class CommandFailed extends Error {
  constructor(
    readonly exit: ExitCode,
    readonly what: Saying,
    options?: ErrorOptions,
  ) {
    super(what.key, options);
    this.name = 'CommandFailed';
  }
}

/** It was called in a wrong way: its usage is shown as well. */
export class UsageFailed extends CommandFailed {
  constructor(what: Saying) {
    super(EXIT.usage, what);
    this.name = 'UsageFailed';
  }
}

export function usage<K extends TextKey>(key: K, ...fillings: Fillings<K>): UsageFailed {
  return new UsageFailed(saying(key, ...fillings));
}

export function failure<K extends TextKey>(exit: ExitCode, key: K, ...fillings: Fillings<K>): CommandFailed {
  return new CommandFailed(exit, saying(key, ...fillings));
}
