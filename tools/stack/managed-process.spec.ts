import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { ServerHealth, systemClock } from '#libs/platform';
import { eventually } from '#libs/testkit';
import { ManagedProcess } from './managed-process.js';

/** A server that says of itself that it serves. */
async function startHealthy(): Promise<{ port: number; stop: () => void }> {
  const server = new Server();
  new ServerHealth([]).addTo(server);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { port, stop: () => server.forceShutdown() };
}

const failureOf = (waiting: Promise<void>): Promise<Error> =>
  waiting.then(
    () => new Error('it was ready'),
    (error: Error) => error,
  );

describe('a process of the stack', () => {
  let folder: string;
  let started: ManagedProcess | undefined;

  const start = (script: string, port: number): ManagedProcess => {
    const file = join(folder, 'app.mjs');
    writeFileSync(file, script);
    const logFile = join(folder, 'app.log');
    const plan = { name: 'app', script: file, env: {}, port, logFile, deletedWithUs: '', restarts: true };
    started = new ManagedProcess(plan);
    started.start();
    return started;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'managed-process-'));
  });

  afterEach(async () => {
    await started?.stop();
    rmSync(folder, { recursive: true });
  });

  it('that dies before it was ready is not started again, and its last words are told (2)', async () => {
    const lines = 'for (let line = 1; line <= 30; line += 1) console.log(`line ${line}`);';
    const app = start(`${lines} console.error('no room'); process.exitCode = 3;`, 1);
    const beganAtMs = systemClock.monotonicMs();
    const { message } = await failureOf(app.ready());
    expect(systemClock.monotonicMs() - beganAtMs).toBeLessThan(20_000);
    expect(message).toMatch(/^app ended with exit code 3; the end of its log, .*app\.log:\n/);
    expect(message).toContain('no room');
    expect(message).toContain('line 30');
    expect(message).not.toContain('line 1\n');
    expect(app.isRunning).toBe(false);
    await app.stop();
    expect(readFileSync(join(folder, 'app.log'), 'utf8').match(/^line 1$/gm)).toHaveLength(1);
    expect(existsSync(join(folder, 'app.log.pid'))).toBe(false);
  });

  it('is not ready because somebody else answers on its port (1)', async () => {
    const other = await startHealthy();
    const app = start('process.exitCode = 1;', other.port);
    await eventually(() => !app.isRunning, { what: 'its end' });
    expect((await failureOf(app.ready())).message).toContain('app ended with exit code 1');
    other.stop();
  });

  it('that was ready is started again (2)', async () => {
    const other = await startHealthy();
    const app = start('setInterval(() => {}, 1_000);', other.port);
    await app.ready();
    const { pid } = app;
    app.kill('SIGKILL');
    await eventually(() => app.pid !== undefined && app.pid !== pid, { what: 'another process' });
    await app.ready();
    other.stop();
  });
});
