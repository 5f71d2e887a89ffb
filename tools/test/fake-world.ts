/** Everything around a command line, held in memory: what it wrote, what somebody would answer, the files that there are. */
import { systemClock } from '#libs/platform';
import { runCli } from '../sagactl/cli.js';
import type { Sink, World } from '../sagactl/world.js';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What was asked. */
  readonly questions: readonly string[];
}

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** Somebody sits there and answers in this order; nobody where it is missing. */
  readonly answers?: readonly string[];
  readonly columns?: number;
  /** In place of what is pretended. */
  readonly real?: Partial<Pick<World, 'clock' | 'newId' | 'readFile'>>;
}

class Memory implements Sink {
  text = '';

  constructor(
    readonly isTerminal: boolean,
    readonly columns: number | null,
  ) {}

  write(text: string): void {
    this.text += text;
  }
}

/** Runs a command line in such a world. */
export async function runIn(args: readonly string[], around: Surroundings = {}): Promise<Ran> {
  const { env = {}, files = {}, answers, columns, real = {} } = around;
  const isTerminal = answers !== undefined || columns !== undefined;
  const [stdout, stderr] = [new Memory(isTerminal, columns ?? null), new Memory(isTerminal, columns ?? null)];
  const left = [...(answers ?? [])];
  const questions: string[] = [];
  let made = 0;
  const world: World = {
    env: { HOME: '/home/of-nobody', ...env },
    ...{ stdout, stderr },
    ask:
      answers === undefined
        ? null
        : (question) => {
            questions.push(question);
            return Promise.resolve(left.shift() ?? '');
          },
    // Nobody waits for what only gives others time.
    clock: { ...systemClock, sleep: () => Promise.resolve() },
    newId: () => `request-${(made += 1)}`,
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
      return text;
    },
    interrupted: new AbortController().signal,
    ...real,
  };
  const code = await runCli(args, world);
  return { code, stdout: stdout.text, stderr: stderr.text, questions };
}
