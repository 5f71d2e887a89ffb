/**
 * A private Redis (or Valkey), for tests, the demo, and the benchmarks. It keeps nothing on disk and listens on
 * 127.0.0.1 only. Where none can be had, the answer says so in one sentence; nothing throws for that.
 */
import { execFile } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { createRedis, redisReady } from '#libs/platform/redis';
import { freePort, startServerProcess, type ServerProcess } from './server-process.js';
import { startWatchdog } from './watchdog.js';

export interface StartRedisOptions {
  /** Use the server at this address instead of starting one. */
  url?: string;
  /** Default: a free one. */
  port?: number;
  /** As root on Debian, install the package when there is no server. Default true. */
  install?: boolean;
  /** Further arguments, such as `['--maxmemory', '8mb']`. */
  args?: readonly string[];
}

export interface RedisServer {
  readonly available: true;
  readonly url: string;
  /** Whether it was there before and stays. Then stop does nothing, and kill, start and restart are refused. */
  readonly external: boolean;
  stop(): Promise<void>;
  /** Ends it at once, with all that it held. Its port stays reserved for `start`. */
  kill(): Promise<void>;
  /** Starts it again, empty, after `kill`. */
  start(): Promise<void>;
  restart(): Promise<void>;
}

/** There is no Redis and none can be had; `reason` is a sentence for the user. */
export interface RedisUnavailable {
  readonly available: false;
  readonly reason: string;
}

const run = promisify(execFile);

const NO_REDIS = 'No Redis could be found: set REDIS_URL, or install redis-server or valkey-server.';

/** Starts a server (or takes the one at `url`) and waits until it answers. */
export async function startRedis(options: StartRedisOptions = {}): Promise<RedisServer | RedisUnavailable> {
  if (options.url !== undefined) return takeRedis(options.url);
  const found = findServer();
  if (found !== undefined) return startOwnRedis(found, options);
  if (options.install === false || process.getuid?.() !== 0 || onPath('apt-get') === undefined)
    return { available: false, reason: NO_REDIS };
  const failure = await installRedis();
  const installed = findServer();
  if (installed !== undefined) return startOwnRedis(installed, options);
  return {
    available: false,
    reason: `${NO_REDIS} (apt-get install redis-server failed${failure === undefined ? '' : `: ${failure}`})`,
  };
}

async function takeRedis(url: string): Promise<RedisServer | RedisUnavailable> {
  if (!(await answers(url, 3_000)))
    return { available: false, reason: 'The Redis of REDIS_URL cannot be reached.' };
  const refused = (): Promise<void> => Promise.reject(new Error('this Redis was not started here'));
  return {
    available: true,
    url,
    external: true,
    stop: () => Promise.resolve(),
    kill: refused,
    start: refused,
    restart: refused,
  };
}

async function startOwnRedis(file: string, options: StartRedisOptions): Promise<RedisServer> {
  const scratch = mkdtempSync(join(tmpdir(), 'suoke-redis-'));
  const pidFile = join(scratch, 'redis.pid');
  const watchdog = startWatchdog({ pidFile, signal: 'TERM', deleteDirectory: scratch });
  const cleanUp = (): void => {
    watchdog.dismiss();
    rmSync(scratch, { recursive: true, force: true });
  };
  try {
    const port = options.port ?? (await freePort());
    const url = `redis://127.0.0.1:${port}`;
    const start = (): Promise<ServerProcess> =>
      startServerProcess({
        name: 'Redis',
        file,
        args: [...serverArguments(port, scratch, pidFile), ...(options.args ?? [])],
        cwd: scratch,
        logFile: join(scratch, 'server.log'),
        pidFile,
        answers: () => answers(url, 1_000),
      });
    let server = await start();
    const startAgain = async (): Promise<void> => {
      server = await start();
    };
    return {
      available: true,
      url,
      external: false,
      stop: async () => {
        await server.end('SIGTERM');
        cleanUp();
      },
      kill: () => server.end('SIGKILL'),
      start: startAgain,
      restart: async () => {
        await server.end('SIGTERM');
        await startAgain();
      },
    };
  } catch (error) {
    cleanUp();
    throw error;
  }
}

function serverArguments(port: number, directory: string, pidFile: string): string[] {
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: directory,
    pidfile: pidFile,
    save: '',
    appendonly: 'no',
    hz: '100',
    'maxmemory-policy': 'noeviction',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

async function answers(url: string, waitMs: number): Promise<boolean> {
  const redis = createRedis(url, 'producer', { connectTimeoutMs: waitMs });
  try {
    return (await redisReady(redis, waitMs)) && (await redis.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

function findServer(): string | undefined {
  return onPath('redis-server') ?? onPath('valkey-server');
}

function onPath(name: string): string | undefined {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/local/bin',
    '/usr/bin',
    '/usr/sbin',
  ];
  return folders.map((folder) => join(folder, name)).find((file) => isExecutable(file));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Debian's way of saying that a package must not start its service. */
const POLICY_FILE = '/usr/sbin/policy-rc.d';

/** Installs the program without starting the system's service. Returns the last line of what went wrong, or undefined. */
async function installRedis(): Promise<string | undefined> {
  const ownPolicy = !existsSync(POLICY_FILE);
  if (ownPolicy) {
    writeFileSync(POLICY_FILE, '#!/bin/sh\nexit 101\n');
    chmodSync(POLICY_FILE, 0o755);
  }
  const apt = (...args: string[]): Promise<unknown> =>
    run('apt-get', ['-y', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: 180_000,
    });
  const install = (): Promise<unknown> => apt('install', '--no-install-recommends', 'redis-server');
  try {
    // Without package lists, or with old ones, the first try fails.
    await install().catch(async () => {
      await apt('update');
      await install();
    });
    return undefined;
  } catch (error) {
    return (error as { stderr?: string }).stderr?.trim().split('\n').at(-1);
  } finally {
    if (ownPolicy) rmSync(POLICY_FILE, { force: true });
  }
}
