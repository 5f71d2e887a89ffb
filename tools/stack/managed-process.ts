/**
 * One process of the stack: started, watched, its log kept.
 *
 * 1. It is ready when it says so itself: what answers on its port while it is dead is somebody else.
 * 2. One that dies before it was ever ready has a reason that a restart does not mend; afterwards it may be started again.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync, writeFileSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { systemClock } from '#libs/platform';
import { startWatchdog, type Watchdog } from '#libs/testkit';
import { GrpcClient } from '../client/grpc-client.js';

export interface ProcessPlan {
  readonly name: string;
  /** Path of the script to run with this Node. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  /** For Node itself. */
  readonly nodeArguments?: readonly string[];
  readonly port: number;
  readonly logFile: string;
  /** Deleted together with the process when this one dies without having stopped it; '' for nothing. */
  readonly deletedWithUs: string;
  /** Starts it again when it dies without having been told to (2). */
  readonly restarts: boolean;
}

const READY_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 8_000;
const RESTART_DELAY_MS = 200;
/** Lines of the log that an error quotes. */
const QUOTED_LINES = 15;

export class ManagedProcess {
  readonly client: GrpcClient;
  /** Id under which an orchestrator process registered; null for others, and before. */
  instanceId: string | null = null;
  private child: ChildProcess | null = null;
  private stopping = false;
  private wasReady = false;
  /** How it ended last; '' while it never did. */
  private ending = '';
  private readonly lastLines: string[] = [];
  private readonly log: WriteStream;
  private readonly pidFile: string;
  /** Ends the process when this one is gone, be it by SIGKILL. */
  private readonly watchdog: Watchdog;

  constructor(readonly plan: ProcessPlan) {
    mkdirSync(dirname(plan.logFile), { recursive: true });
    this.log = createWriteStream(plan.logFile, { flags: 'a' });
    this.pidFile = `${plan.logFile}.pid`;
    this.watchdog = startWatchdog({
      pidFile: this.pidFile,
      signal: 'TERM',
      deleteDirectory: plan.deletedWithUs,
    });
    this.client = new GrpcClient(`127.0.0.1:${plan.port}`);
  }

  get isRunning(): boolean {
    return this.child !== null;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  start(): void {
    this.stopping = false;
    const { script, nodeArguments = [] } = this.plan;
    const child = spawn(process.execPath, [...nodeArguments, script], {
      env: { ...inherited(), ...this.plan.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A session of its own: an interrupt from the terminal must not end the called before their callers.
      detached: true,
    });
    this.child = child;
    writeFileSync(this.pidFile, `${child.pid}\n`);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.hear(line));
    }
    // Not `exit`: its last words may come after that.
    child.once('close', (code, signal) => this.onEnd(child, code, signal));
  }

  /** Waits until it says that it serves (1). @throws Error with the end of its log when it dies or takes too long */
  async ready(): Promise<void> {
    const limitMs = systemClock.monotonicMs() + READY_LIMIT_MS;
    while (systemClock.monotonicMs() < limitMs) {
      if (this.child === null && !(this.plan.restarts && this.wasReady)) throw this.failure(this.ending);
      if (await this.client.isServing()) {
        this.wasReady = this.child !== null;
        if (this.wasReady) return;
      }
      await systemClock.sleep(50);
    }
    throw this.failure(`was not ready after ${READY_LIMIT_MS / 1_000} s`);
  }

  /** Sends a signal and lets happen what happens. */
  kill(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Ends it, by force when it does not go by itself. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.client.close();
    const { child } = this;
    if (child !== null) {
      const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
      child.kill('SIGTERM');
      child.kill('SIGCONT');
      const force = systemClock.setTimer(STOP_LIMIT_MS, () => child.kill('SIGKILL'));
      await ended;
      force.cancel();
    }
    await new Promise<void>((resolve) => this.log.end(() => resolve()));
    this.watchdog.dismiss();
  }

  private hear(line: string): void {
    if (!this.log.writableEnded) this.log.write(`${line}\n`);
    this.lastLines.push(line);
    if (this.lastLines.length > QUOTED_LINES) this.lastLines.shift();
    if (!line.includes('instance_registered')) return;
    const { instance } = JSON.parse(line) as { instance?: string };
    this.instanceId = instance ?? null;
  }

  private failure(how: string): Error {
    const { name, logFile } = this.plan;
    return new Error(`${name} ${how}; the end of its log, ${logFile}:\n${this.lastLines.join('\n')}`);
  }

  private onEnd(child: ChildProcess, code: number | null, signal: string | null): void {
    if (this.child === child) this.child = null;
    this.ending = `ended with ${signal === null ? `exit code ${code}` : signal}`;
    rmSync(this.pidFile, { force: true });
    if (!this.log.writableEnded) this.log.write(`-- ${this.ending}\n`);
    if (this.stopping || !this.plan.restarts || !this.wasReady) return;
    systemClock.setTimer(RESTART_DELAY_MS, () => {
      if (!this.stopping && this.child === null) this.start();
    });
  }
}

/** What every process may know of this one's environment. */
function inherited(): Record<string, string> {
  const { PATH = '', HOME = '', NODE_EXTRA_CA_CERTS = '', NODE_ENV = '' } = process.env;
  return {
    PATH,
    HOME,
    ...(NODE_EXTRA_CA_CERTS ? { NODE_EXTRA_CA_CERTS } : {}),
    ...(NODE_ENV ? { NODE_ENV } : {}),
  };
}
