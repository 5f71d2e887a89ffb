/**
 * Where an operator sits: runs `sagactl` and keeps what is seen, as it stands on the screen.
 *
 * T1 It is the command that ships: its own main function in this process, with a terminal around it whose every byte is kept,
 *    or a process of its own, as a script would run it.
 * T2 Nothing waits for ever: a command that takes longer than `LIMIT_MS` is interrupted, and says so by its exit code.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#libs/platform';
import { runCli } from '../sagactl/cli.js';
import type { Sink } from '../sagactl/world.js';
import { projectFile } from '../stack/places.js';
import type { OperatorRole } from '../stack/stack.js';

export interface Ran {
  readonly code: number;
  /** What is seen, a line each. */
  readonly lines: readonly string[];
}

export interface TerminalOptions {
  readonly address: string;
  readonly tokens: Readonly<Record<OperatorRole, string>>;
  /** Variables of the operators' machine besides. */
  readonly env: Readonly<Record<string, string>>;
  /** By name; what the operator has in the folder. */
  readonly files: ReadonlyMap<string, string>;
}

const COLUMNS = 120;
const LIMIT_MS = 90_000;

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

export class Terminal {
  private readonly folder = mkdtempSync(join(tmpdir(), 'suoke-drill-'));

  constructor(private readonly options: TerminalOptions) {
    for (const [name, content] of options.files) writeFileSync(join(this.folder, name), content);
  }

  /** In this process, with somebody who answers. @param answer to a question of `sagactl` */
  async run(who: OperatorRole, args: readonly string[], answer: (question: string) => string): Promise<Ran> {
    let text = '';
    const screen: Sink = { write: (more) => void (text += more), isTerminal: true, columns: COLUMNS };
    const end = new AbortController();
    const limit = systemClock.setTimer(LIMIT_MS, () => end.abort());
    try {
      const code = await runCli(args, {
        env: this.environment(who),
        ...{ stdout: screen, stderr: screen },
        ask: (question) => {
          const answered = answer(question);
          text += `${question}${answered}\n`;
          return Promise.resolve(answered);
        },
        clock: systemClock,
        newId: randomUUID,
        readFile: (path) => readFileSync(join(this.folder, path), 'utf8'),
        interrupted: end.signal,
      });
      return { code, lines: linesOf(text) };
    } finally {
      limit.cancel();
    }
  }

  /** As a process of its own, with nobody at it. */
  runProcess(who: OperatorRole, args: readonly string[]): Promise<Ran> {
    const settings = { env: this.environment(who), cwd: this.folder, timeout: LIMIT_MS };
    return new Promise((resolve) => {
      execFile(projectFile('bin', 'sagactl.mjs'), [...args], settings, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, lines: linesOf(`${stdout}${stderr}`) });
      });
    });
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private environment(who: OperatorRole): Record<string, string> {
    return {
      ...{ PATH: process.env['PATH'] ?? '', HOME: this.folder, LANG: 'en_US.UTF-8', NO_COLOR: '1' },
      ...{ SAGACTL_ADDRESS: this.options.address, SAGACTL_TOKEN: this.options.tokens[who] },
      ...this.options.env,
    };
  }
}
