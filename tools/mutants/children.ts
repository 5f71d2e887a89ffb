/**
 * The processes that a run starts: one at a time, each a group of its own, so that what it started ends with it.
 *
 * 1. A process that takes too long is ended, with its group.
 * 2. When this process is gone, be it by SIGKILL, a watchdog ends the one that runs and deletes the folder.
 */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#libs/platform';
import { startWatchdog } from '#libs/testkit';

export interface Ended {
  /** Null: it was ended, because it took too long or because the run is over. */
  readonly code: number | null;
  /** What it printed, the last of it. */
  readonly output: string;
}

const OUTPUT_KEPT = 100_000;

export class Children {
  private pid: number | null = null;
  private pidFile = '';
  private over = false;

  /** From now on a watchdog stands by. Returns what dismisses it. */
  guard(folder: string): () => void {
    this.pidFile = join(folder, 'running.pid');
    const watchdog = startWatchdog({ pidFile: this.pidFile, signal: 'TERM', deleteDirectory: folder });
    return () => watchdog.dismiss();
  }

  /** Runs Node with these arguments until it ends, or for `limitMs`. */
  async run(
    args: readonly string[],
    { cwd, limitMs, env = {} }: { cwd: string; limitMs: number; env?: NodeJS.ProcessEnv },
  ): Promise<Ended> {
    if (this.over) return { code: null, output: '' };
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, FORCE_COLOR: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.pid = child.pid ?? null;
    if (this.pid !== null) writeFileSync(this.pidFile, `${this.pid}\n`);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-OUTPUT_KEPT)));
    const limit = systemClock.setTimer(limitMs, () => this.end());
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    limit.cancel();
    // What it left behind in its group.
    this.end();
    this.pid = null;
    rmSync(this.pidFile, { force: true });
    return { code, output };
  }

  /** Ends what runs; nothing is started any more. */
  stop(): void {
    this.over = true;
    this.end();
  }

  private end(): void {
    if (this.pid === null) return;
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // Its group is gone.
    }
  }
}
