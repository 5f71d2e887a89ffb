import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { systemClock } from '#libs/platform/clock';

export interface ServerCommand {
  /** For error texts, such as `Postgres`. */
  name: string;
  file: string;
  args: readonly string[];
  /** The user that it runs as, where it may not be root. */
  uid?: number;
  gid?: number;
  cwd: string;
  /** Receives what the server prints. */
  logFile: string;
  /** Written by the server; deleted here when the server is gone without having deleted it. */
  pidFile: string;
  /** Resolves to true once the server answers. */
  answers: () => Promise<boolean>;
}

/** A server that this process started. */
export interface ServerProcess {
  readonly pid: number;
  /** Sends the signal and waits for the end; after 20 s, SIGKILL. Does nothing when the server has ended. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
}

const START_LIMIT_MS = 30_000;
const END_LIMIT_MS = 20_000;
const POLL_MS = 20;

/** Starts a server and waits until it answers. An early end is an error with the last lines that it printed. */
export async function startServerProcess(command: ServerCommand): Promise<ServerProcess> {
  const log = openSync(command.logFile, 'a', 0o644);
  const child = spawn(command.file, [...command.args], {
    cwd: command.cwd,
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', log, log],
    // A session of its own: an interrupt from the terminal must not end the server before its users.
    detached: true,
    ...(command.uid === undefined ? {} : { uid: command.uid, gid: command.gid }),
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    const clean = (): void => {
      if (pidIn(command.pidFile) === child.pid) rmSync(command.pidFile, { force: true });
      resolve();
    };
    child.once('exit', clean);
    child.once('error', clean);
  });
  child.unref();
  await waitUntilAnswers(command, child, ended);
  return { pid: child.pid ?? 0, ended, end: (signal) => endProcess(child, ended, signal) };
}

async function waitUntilAnswers(
  command: ServerCommand,
  child: ChildProcess,
  ended: Promise<void>,
): Promise<void> {
  let gone = false;
  void ended.then(() => (gone = true));
  const start = systemClock.monotonicMs();
  while (!(await command.answers())) {
    if (gone) throw new Error(`${command.name} ended right after its start:\n${lastLines(command.logFile)}`);
    if (systemClock.monotonicMs() - start > START_LIMIT_MS) {
      await endProcess(child, ended, 'SIGKILL');
      throw new Error(
        `${command.name} did not answer within ${START_LIMIT_MS} ms:\n${lastLines(command.logFile)}`,
      );
    }
    await systemClock.sleep(POLL_MS);
  }
}

async function endProcess(child: ChildProcess, ended: Promise<void>, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return ended;
  child.ref();
  child.kill(signal);
  const limit = systemClock.setTimer(END_LIMIT_MS, () => child.kill('SIGKILL'));
  await ended;
  limit.cancel();
}

/** The process id that a server wrote into its file, or undefined where there is none. */
export function pidIn(pidFile: string): number | undefined {
  if (!existsSync(pidFile)) return undefined;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
}

/** The end of a log, for an error text. */
export function lastLines(file: string, count = 15): string {
  if (!existsSync(file)) return '';
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

/** Below those that systems give to outgoing connections: one of these would take what is listened on only later. */
const PORTS = { from: 20_000, to: 32_768 } as const;
const PORT_TRIES = 50;

/** A port of the loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORT_TRIES; tries += 1) {
    const port = randomInt(PORTS.from, PORTS.to);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${PORTS.from} to ${PORTS.to} is free`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
