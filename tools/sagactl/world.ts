/** Everything outside of `sagactl` that it touches: the real one is made in main.ts, tests have one of their own. */
import type { Clock } from '#libs/platform';

export interface Sink {
  write(text: string): void;
  /** A person may be looking. */
  readonly isTerminal: boolean;
  /** Cells of a line; null where there is no terminal. */
  readonly columns: number | null;
}

export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For what was asked for. */
  readonly stdout: Sink;
  /** For everything that is said about it. */
  readonly stderr: Sink;
  /** Asks whoever sits there and returns the answer; null where nobody does. */
  readonly ask: ((question: string) => Promise<string>) | null;
  readonly clock: Clock;
  /** An id that nobody has used: `[A-Za-z0-9_-]{1,64}`. */
  newId(): string;
  /** @throws the error of the file system */
  readFile(path: string): string;
  /** Aborts when the command is to end: Ctrl-C, SIGTERM, nobody reads the output. */
  readonly interrupted: AbortSignal;
}
