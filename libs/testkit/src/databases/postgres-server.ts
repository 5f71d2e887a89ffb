/**
 * A private Postgres, for tests, the demo, and the benchmarks.
 *
 * S1 It listens on 127.0.0.1 only, with a password made for this server.
 * S2 Without a `dataDir` of the caller nothing is left behind: no process, no file, whichever way this process ends.
 * S3 With durability `full` (the default) it keeps its promises across `kill`; `none` is for tests that never kill it.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '#libs/platform/pool';
import {
  canTraverse,
  postgresBinaries,
  UNPRIVILEGED_ID,
  type PostgresBinaries,
} from './postgres-binaries.js';
import { freePort, pidIn, startServerProcess, type ServerProcess } from './server-process.js';
import { startWatchdog } from './watchdog.js';

export interface StartPostgresOptions {
  /** Use the server at this address instead of starting one. */
  url?: string;
  /** Keep the data here, across runs; default: a temporary directory that is deleted in the end. */
  dataDir?: string;
  /** Default: a free one. */
  port?: number;
  /** Default `full`. */
  durability?: 'full' | 'none';
  /** Default 300. */
  maxConnections?: number;
  /** Further settings, such as `{ log_min_duration_statement: '100ms' }`. */
  settings?: Readonly<Record<string, string>>;
}

export interface PostgresServer {
  /** Address of the database `postgres`, with the password of its superuser. */
  readonly url: string;
  /** Whether it was there before and stays. Then stop does nothing, and kill, start and restart are refused. */
  readonly external: boolean;
  /** Where the server writes its log; '' for an external one. */
  readonly logFile: string;
  /** Ends it (sessions are cut), and deletes what was temporary. */
  stop(): Promise<void>;
  /** Ends it as a crash would: no shutdown, recovery at the next start. Its port stays reserved for `start`. */
  kill(): Promise<void>;
  /** Starts it again after `kill`. */
  start(): Promise<void>;
  /** A clean end and a start. */
  restart(): Promise<void>;
}

const run = promisify(execFile);

/** Starts a server (or takes the one at `url`) and waits until it answers. */
export async function startPostgres(options: StartPostgresOptions = {}): Promise<PostgresServer> {
  return options.url === undefined ? startOwnPostgres(options) : takePostgres(options.url);
}

async function takePostgres(url: string): Promise<PostgresServer> {
  const reason = await refusalOf(url, 3_000);
  if (reason !== null)
    throw new Error(`The Postgres of DATABASE_URL cannot be reached, or refuses this user: ${reason}.`);
  const refused = (): Promise<void> => Promise.reject(new Error('this Postgres was not started here'));
  return {
    url,
    external: true,
    logFile: '',
    stop: () => Promise.resolve(),
    kill: refused,
    start: refused,
    restart: refused,
  };
}

async function startOwnPostgres(options: StartPostgresOptions): Promise<PostgresServer> {
  const runsAs = process.getuid?.() === 0 ? UNPRIVILEGED_ID : undefined;
  if (options.dataDir !== undefined) assertUnused(options.dataDir);
  const scratch = mkdtempSync(join(tmpdir(), 'suoke-postgres-'));
  const dataDir = resolve(options.dataDir ?? join(scratch, 'data'));
  const logFile = join(scratch, 'server.log');
  const watchdog = startWatchdog({
    pidFile: join(dataDir, 'postmaster.pid'),
    signal: 'QUIT',
    deleteDirectory: scratch,
  });
  const cleanUp = (): void => {
    watchdog.dismiss();
    rmSync(scratch, { recursive: true, force: true });
  };
  try {
    if (runsAs !== undefined) chownSync(scratch, runsAs, runsAs);
    const binaries = postgresBinaries(scratch, runsAs);
    const password = await initialize(binaries, {
      dataDir,
      scratch,
      runsAs,
      temporary: options.dataDir === undefined,
    });
    const port = options.port ?? (await freePort());
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    const start = (): Promise<ServerProcess> =>
      startServerProcess({
        name: 'Postgres',
        file: binaries.postgres,
        args: serverArguments(dataDir, port, options),
        uid: runsAs,
        gid: runsAs,
        cwd: dataDir,
        logFile,
        pidFile: join(dataDir, 'postmaster.pid'),
        answers: () => answers(url, 1_000),
      });
    return handle(await start(), start, { url, logFile, temporary: options.dataDir === undefined, cleanUp });
  } catch (error) {
    cleanUp();
    throw error;
  }
}

/** Two servers must never share data, and the watchdog must never meet another's server. */
function assertUnused(dataDir: string): void {
  const pid = pidIn(join(dataDir, 'postmaster.pid'));
  if (pid === undefined || !isRunning(pid)) return;
  throw new Error(
    `The Postgres with process id ${pid} still uses ${dataDir}: end it first, or choose another directory.`,
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function handle(
  first: ServerProcess,
  startProcess: () => Promise<ServerProcess>,
  {
    url,
    logFile,
    temporary,
    cleanUp,
  }: { url: string; logFile: string; temporary: boolean; cleanUp: () => void },
): PostgresServer {
  // SIGINT is the fast shutdown: sessions are cut, a checkpoint is written. SIGQUIT writes none: for a crash, or data that go anyway.
  let server = first;
  const start = async (): Promise<void> => {
    server = await startProcess();
  };
  return {
    url,
    external: false,
    logFile,
    stop: async () => {
      await server.end(temporary ? 'SIGQUIT' : 'SIGINT');
      cleanUp();
    },
    kill: () => server.end('SIGQUIT'),
    start,
    restart: async () => {
      await server.end('SIGINT');
      await start();
    },
  };
}

interface Cluster {
  dataDir: string;
  scratch: string;
  runsAs: number | undefined;
  /** The data do not outlive this process, and need not reach the disk. */
  temporary: boolean;
}

/** Makes the data directory where there is none yet. Returns the superuser's password, which is kept beside the data. */
async function initialize(
  binaries: PostgresBinaries,
  { dataDir, scratch, runsAs, temporary }: Cluster,
): Promise<string> {
  const passwordFile = join(dataDir, 'superuser-password');
  if (existsSync(join(dataDir, 'PG_VERSION'))) return readFileSync(passwordFile, 'utf8').trim();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (runsAs !== undefined) {
    chownSync(dataDir, runsAs, runsAs);
    if (!canTraverse(dirname(dataDir), runsAs)) {
      throw new Error(
        `Postgres runs as user ${runsAs} here, who cannot get to ${dataDir}: choose a directory outside of private ones.`,
      );
    }
  }
  const password = randomBytes(18).toString('base64url');
  const firstPasswordFile = join(scratch, 'password');
  writeFileSync(firstPasswordFile, password, { mode: 0o600 });
  if (runsAs !== undefined) chownSync(firstPasswordFile, runsAs, runsAs);
  const args = [
    `--pgdata=${dataDir}`,
    '--username=postgres',
    `--pwfile=${firstPasswordFile}`,
    '--auth=password',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(temporary ? ['--no-sync'] : []),
  ];
  await run(binaries.initdb, args, {
    cwd: scratch,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    ...(runsAs === undefined ? {} : { uid: runsAs, gid: runsAs }),
  });
  rmSync(firstPasswordFile);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  return password;
}

function serverArguments(dataDir: string, port: number, options: StartPostgresOptions): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(options.maxConnections ?? 300),
    timezone: 'UTC',
    ...(options.durability === 'none'
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
      : {}),
    ...options.settings,
  };
  return [
    '-D',
    dataDir,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

async function answers(url: string, connectTimeoutMs: number): Promise<boolean> {
  return (await refusalOf(url, connectTimeoutMs)) === null;
}

/** Why no session can be had, by the words of the driver or the server; null when one can. */
async function refusalOf(url: string, connectTimeoutMs: number): Promise<string | null> {
  const client = createClient({ url, connectTimeoutMs, applicationName: 'is it up' }, () => undefined);
  try {
    await client.connect();
    return null;
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    // Where a name has several addresses, the error of all of them has no message.
    return message === '' ? (code ?? 'no answer') : message;
  } finally {
    await client.end().catch(() => undefined);
  }
}
