import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createPool } from '#libs/platform';
import {
  createTestDatabase,
  eventually,
  redisPrefix,
  startPostgres,
  startRedis,
  testServers,
} from '#libs/testkit';

class CreateThing1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table thing (id int primary key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table thing');
  }
}

/** Whether somebody listens at the address. */
function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

const schemas = [{ schema: 'things', migrations: [CreateThing1700000000001] }];

describe('createTestDatabase', () => {
  it('copies one template, so that what a test writes stays its own', async () => {
    const [one, other] = await Promise.all([
      createTestDatabase('things', schemas),
      createTestDatabase('things', schemas),
    ]);
    await one.pool({ schema: 'things' }).query('insert into thing values (1)');
    expect((await other.pool({ schema: 'things' }).query('select * from thing')).rows).toEqual([]);
    await Promise.all([one.drop(), other.drop()]);
    const server = createPool({ url: testServers().databaseUrl });
    const left = await server.query('select datname from pg_database where datname = any($1)', [
      [one.name, other.name],
    ]);
    await server.end();
    expect(left.rows).toEqual([]);
  });

  it('drops a database that somebody still uses', async () => {
    const database = await createTestDatabase('things', schemas);
    const foreign = createPool({ url: database.url });
    foreign.on('error', () => undefined);
    await foreign.query('select 1');
    await database.drop();
    await expect(foreign.query('select 1')).rejects.toThrow();
    await foreign.end();
  });
});

it('redisPrefix is another one each time', () => {
  expect(redisPrefix()).not.toBe(redisPrefix());
  expect(redisPrefix()).not.toContain(':');
});

describe('private servers', () => {
  it('Postgres keeps what was committed across a crash, and leaves no file behind', async () => {
    const server = await startPostgres();
    const pool = createPool({ url: server.url });
    await pool.query('create table kept as select 1 as id');
    await server.kill();
    await expect(pool.query('select 1')).rejects.toThrow();
    await server.start();
    expect((await pool.query('select * from kept')).rows).toEqual([{ id: 1 }]);
    await server.restart();
    expect((await eventually(() => pool.query('select * from kept'))).rows).toEqual([{ id: 1 }]);
    await pool.end();
    await server.stop();
    await server.stop();
    expect(existsSync(server.logFile)).toBe(false);
  });

  it('a data directory of the user stays, and is refused while a server uses it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'suoke-test-'));
    await chmod(folder, 0o755);
    const dataDir = join(folder, 'data');
    try {
      const server = await startPostgres({ dataDir });
      const pool = createPool({ url: server.url });
      await pool.query('create table kept as select 1 as id');
      await expect(startPostgres({ dataDir })).rejects.toThrow(/still uses/);
      expect((await pool.query('select * from kept')).rows).toEqual([{ id: 1 }]);
      await pool.end();
      await server.stop();
      const again = await startPostgres({ dataDir });
      const poolAgain = createPool({ url: again.url });
      expect((await poolAgain.query('select * from kept')).rows).toEqual([{ id: 1 }]);
      await poolAgain.end();
      await again.stop();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('servers at an address of the user are taken as they are, and stay', async () => {
    const { databaseUrl, redisUrl } = testServers();
    const postgres = await startPostgres({ url: databaseUrl });
    const redis = await startRedis({ url: redisUrl });
    expect([postgres.external, redis]).toMatchObject([true, { available: true, external: true }]);
    await postgres.stop();
    await expect(postgres.kill()).rejects.toThrow(/not started here/);
    await startPostgres({ url: databaseUrl });
  });

  it('what cannot be reached is told in one sentence', async () => {
    await expect(startPostgres({ url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow(
      /DATABASE_URL cannot be reached/,
    );
    expect(await startRedis({ url: 'redis://127.0.0.1:1' })).toEqual({
      available: false,
      reason: 'The Redis of REDIS_URL cannot be reached.',
    });
  });

  it.each(['SIGKILL', 'SIGINT'] as const)(
    'a parent that ends by %s leaves neither a process nor a file',
    async (signal) => {
      const testkit = fileURLToPath(new URL('../../../dist/libs/testkit/src/index.js', import.meta.url));
      const script = `
      const { startPostgres, startRedis } = await import(${JSON.stringify(testkit)});
      const [postgres, redis] = await Promise.all([startPostgres({ durability: 'none' }), startRedis()]);
      console.log(JSON.stringify([postgres.url, redis.url, postgres.logFile]));
      setInterval(() => undefined, 1000);`;
      const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [postgresUrl, redisUrl, logFile] = await new Promise<[string, string, string]>((resolve) =>
        parent.stdout.once('data', (line) => resolve(JSON.parse(String(line)))),
      );
      expect([await answers(postgresUrl), await answers(redisUrl)]).toEqual([true, true]);
      parent.kill(signal);
      await eventually(
        async () => !existsSync(logFile) && !(await answers(postgresUrl)) && !(await answers(redisUrl)),
        { timeoutMs: 20_000 },
      );
    },
    40_000,
  );
});
