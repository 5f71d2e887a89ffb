/** `sagactl` in a checkout where nothing was built yet: the build that it makes, and what it loads when it starts. */
import { execFile, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { jest } from '@jest/globals';
import { eventually } from '#libs/testkit';
import { projectFile } from '../stack/places.js';

const SOURCES = ['package.json', 'nest-cli.json', 'tsconfig.json', 'bin', 'libs', 'proto', 'tools'];
const ROOMS = ['apps/orchestrator', 'libs/contracts', 'libs/platform', 'libs/saga-core', 'tools'];
const BUILDING = 'sagactl: building, this once\n';

jest.setTimeout(120_000);

let tree: string;
beforeAll(() => {
  tree = realpathSync(mkdtempSync(join(tmpdir(), 'suoke-checkout-')));
  for (const name of [...SOURCES, 'apps/orchestrator'])
    cpSync(projectFile(name), join(tree, name), { recursive: true });
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function sagactl(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const all = { PATH: process.env['PATH'] ?? '', HOME: tree, LANG: 'en_US.UTF-8', ...env };
  return new Promise((resolve) => {
    execFile(join(tree, 'bin/sagactl.mjs'), [...args], { env: all }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

const built = () => ROOMS.filter((room) => existsSync(join(tree, 'dist', room)));
/** Where builds are under way, or were given up. */
const aside = () =>
  (existsSync(join(tree, 'dist')) ? readdirSync(join(tree, 'dist')) : []).filter((name) =>
    name.startsWith('.'),
  );

describe('a checkout without dist', () => {
  it('and without packages: says what to do, and builds nothing', async () => {
    const { code, stdout, stderr } = await sagactl(['version']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(`sagactl: its packages are missing; run "npm ci" in ${tree}\n`);
    expect(built()).toEqual([]);
  });

  it('whose build is killed in the middle looks as before; of two that build at once both work', async () => {
    symlinkSync(projectFile('node_modules'), join(tree, 'node_modules'));
    const killed = spawn(join(tree, 'bin/sagactl.mjs'), ['version'], { detached: true, stdio: 'ignore' });
    const isUnderWay = () => aside().some((name) => existsSync(join(tree, 'dist', name, 'tools')));
    await eventually(isUnderWay, { what: 'a build under way', timeoutMs: 60_000, intervalMs: 5 });
    process.kill(-(killed.pid ?? 0), 'SIGKILL');
    expect(built()).toEqual([]);

    const both = await Promise.all([sagactl(['version']), sagactl(['version'])]);
    for (const { code, stdout, stderr } of both) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: BUILDING });
      expect(stdout).toMatch(/^sagactl \d/);
    }
    expect(built()).toEqual(ROOMS);
    expect(await sagactl(['version'])).toMatchObject({ code: 0, stderr: '' });
    // Only the one that was killed could not clear up.
    expect(aside()).toHaveLength(1);
  });
});

describe('a start', () => {
  /** Packages that a command loads; each is the name in node_modules. */
  async function packagesOf(args: readonly string[]): Promise<Set<string>> {
    const list = join(tree, `modules-of-${args[0]}`);
    const hooks = pathToFileURL(join(tree, 'tools/test/loaded-modules.mjs')).href;
    const env = { NODE_OPTIONS: `--import=${hooks}`, LOADED_MODULES: list };
    await sagactl(args, env);
    const modules = readFileSync(list, 'utf8').split('\n');
    expect(modules.some((module) => module.endsWith('dist/tools/sagactl/main.js'))).toBe(true);
    const names = modules.map((module) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1]);
    return new Set(names.filter((name) => name !== undefined));
  }

  const OF_SERVERS = ['typeorm', 'bullmq', 'ioredis', 'pg', 'pino', 'rxjs', 'express', 'zod', 'jose'];
  const found = (packages: ReadonlySet<string>, names: readonly string[]) =>
    [...packages].filter((name) => names.includes(name) || name.startsWith('@nestjs/'));

  it.each([[['help']], [['version']], [['completion', 'bash']], [['ls', '--nonsense']]])(
    'of %j loads no framework, no server, no gRPC and no proto',
    async (args) => {
      const packages = await packagesOf(args);
      expect(found(packages, [...OF_SERVERS, '@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs'])).toEqual(
        [],
      );
    },
  );

  it('of a command that calls the service loads gRPC and the protos, and nothing of servers', async () => {
    const packages = await packagesOf(['ls', '--address', '127.0.0.1:1', '--timeout', '1']);
    expect(found(packages, OF_SERVERS)).toEqual([]);
    expect([...packages]).toEqual(expect.arrayContaining(['@grpc/grpc-js', 'protobufjs']));
  });

  it('of doctor finds all that it looks with', async () => {
    const { code, stdout } = await sagactl([
      'doctor',
      '--address',
      '127.0.0.1:1',
      '--timeout',
      '1',
      '-o',
      'json',
    ]);
    expect(code).toBe(8);
    expect(JSON.parse(stdout)).toMatchObject({ findings: expect.any(Array) as unknown });
  });

  it('of a command that asks Postgres loads its driver, and no other server', async () => {
    const packages = await packagesOf(['limbo', '--database-url', 'postgres://127.0.0.1:1/nothing']);
    expect(found(packages, OF_SERVERS)).toEqual(['pg']);
  });
});
