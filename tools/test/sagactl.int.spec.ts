/**
 * `sagactl` against an orchestrator, participants, Postgres and Redis that run: what an operator types and sees. It runs as it
 * is installed, a process of its own, where that is what counts; else its main function runs in here, for a process costs its
 * start each time.
 */
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '#libs/contracts';
import { createTestDatabase, eventually, redisPrefix, testServers, type TestDatabase } from '#libs/testkit';
import { systemClock } from '#libs/platform';
import { exampleFile, projectFile } from '../stack/places.js';
import { Stack } from '../stack/stack.js';
import { runIn } from './fake-world.js';

const EXAMPLE = JSON.parse(readFileSync(exampleFile('common-cold'), 'utf8')) as JsonObject;
const WHY = ['--reason', 'asked for by the ward'];
const VIEWER = randomBytes(24).toString('base64url');

let database: TestDatabase;
let stack: Stack;
let folder: string;

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const environment = (env: Readonly<Record<string, string>>): Record<string, string> => ({
  ...{ PATH: process.env['PATH'] ?? '', HOME: folder, LANG: 'en_US.UTF-8' },
  ...{ SAGACTL_ADDRESS: stack.first.client.target, SAGACTL_TOKEN: stack.adminToken },
  ...env,
});

/** Runs it with nobody at a terminal. */
const sagactl = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  runIn(args, {
    env: environment(env),
    real: { clock: systemClock, newId: randomUUID, readFile: (path) => readFileSync(path, 'utf8') },
  });

/** The same as a process. */
function installed(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const settings = { env: environment(env) };
    execFile(projectFile('bin', 'sagactl.mjs'), [...args], settings, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

const json = async (args: readonly string[]): Promise<JsonObject> => {
  const { code, stdout, stderr } = await sagactl([...args, '-o', 'json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as JsonObject;
};

/** A consultation of a person whose record is locked: its last step is refused, and an operator decides. */
async function stuck(): Promise<string> {
  const user_id = `locked-${randomUUID()}`;
  const records = stack.participant('health-record').client;
  const lock = { user_id, reason: 'under review' };
  await records.call('suoke.health_record.v1.HealthRecordService/LockHealthRecord', lock);
  const request = { type: 'health-consultation-supervised', input: { ...EXAMPLE, user_id }, wait: '20s' };
  const { saga } = await stack.first.client.call('suoke.saga.v1.SagaService/StartSaga', request);
  expect(saga).toMatchObject({ status: 'SAGA_STATUS_FAILED' });
  return String((saga as JsonObject)['saga_id']);
}

async function sagaOf(id: string): Promise<JsonObject> {
  return (await json(['get', id]))['saga'] as JsonObject;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suoke-sagactl-'));
  database = await createTestDatabase('empty');
  stack = await Stack.start({
    ...{ orchestrators: 1, databaseUrl: database.url, redisUrl: testServers().redisUrl },
    env: {
      orchestrator: { SUOKE_REDIS_PREFIX: redisPrefix() },
      'ai-agent': { SUOKE_AI_AGENT_THINK_MS: '10' },
    },
  });
}, 120_000);

afterAll(async () => {
  await stack?.stop();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

it('lists and shows a stuck saga, for people and for programs', async () => {
  const id = await stuck();
  const listed = await installed(['ls', '--filter', 'status = FAILED']);
  expect(listed).toMatchObject({ code: 0, stderr: '' });
  expect(listed.stdout).toMatch(new RegExp(`^${id}  health-consultation-supervised  FAILED  STUCK`, 'm'));
  const shown = await installed(['get', id]);
  expect(shown.stdout).toMatch(/STUCK +REFUSED/);
  expect(shown.stdout).toMatch(/STUCK AT +update_health_record/);
  expect(shown.stdout).toMatch(/REPLAY +yes/);
  expect(shown.stdout).not.toContain('\u001b');
  const { sagas } = await json(['ls', '--filter', 'status = FAILED']);
  expect(sagas).toMatchObject([{ saga: { saga_id: id, stuck_class: 'STUCK_CLASS_REFUSED' } }]);
  const lines = (await sagactl(['ls', '-o', 'jsonl'])).stdout.trimEnd().split('\n');
  expect(lines.map((text) => JSON.parse(text) as JsonObject)).toMatchObject([{ saga: { saga_id: id } }]);
  const inChinese = await installed(['get', id], { LANG: 'zh_CN.UTF-8' });
  expect(inChinese.stdout).toContain('卡住类别');
}, 60_000);

it('--dry-run changes nothing; --yes undoes everything', async () => {
  const id = await stuck();
  const before = await sagaOf(id);
  const dry = await sagactl(['compensate', id, ...WHY, '--dry-run']);
  expect(dry).toMatchObject({ code: 0, stderr: '' });
  expect((await sagaOf(id))['revision']).toBe(before['revision']);
  expect(await sagactl(['compensate', id, ...WHY])).toMatchObject({ code: 2 });
  const done = await sagactl(['compensate', id, ...WHY, '--yes']);
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect(done.stdout).toMatch(/^done \(audit entry [1-9]/);
  await eventually(async () => (await sagaOf(id))['status'] === 'SAGA_STATUS_COMPENSATED');
  const watched = await sagactl(['watch', id]);
  expect(watched).toMatchObject({ code: 0, stderr: '' });
  expect(watched.stdout).toContain('BRANCH_UNDONE');
  expect(watched.stdout).toMatch(/ended: COMPENSATED/);
}, 60_000);

it('who is overtaken sees the newer state; the same request again has one effect', async () => {
  const id = await stuck();
  const { etag } = await sagaOf(id);
  const repeat = ['replay', id, ...WHY, '--yes', '--request-id', randomUUID(), '--etag', String(etag)];
  expect(await sagactl(repeat)).toMatchObject({ code: 0 });
  const again = await eventually(async () => {
    const saga = await sagaOf(id);
    return saga['status'] === 'SAGA_STATUS_FAILED' && saga;
  });
  expect(await sagactl(repeat)).toMatchObject({ code: 0 });
  expect((await sagaOf(id))['revision']).toBe(again['revision']);
  const late = await sagactl(['replay', id, ...WHY, '--yes', '--etag', String(etag)]);
  expect(late.code).toBe(4);
  expect(late.stderr).toContain('Somebody was faster');
  expect(late.stderr).toContain(`REVISION`);
}, 60_000);

it('says in its exit code what went wrong', async () => {
  const nobody = randomUUID();
  expect(await installed(['get', nobody])).toMatchObject({ code: 3 });
  expect(await sagactl(['get', 'no-id'])).toMatchObject({ code: 2 });
  expect(await sagactl(['get', nobody], { SAGACTL_TOKEN: VIEWER })).toMatchObject({ code: 5 });
  expect(await sagactl(['ls'], { SAGACTL_ADDRESS: '127.0.0.1:1' })).toMatchObject({ code: 7 });
  const wrong = await sagactl(['rewind', nobody]);
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain('Usage: sagactl rewind <saga> <step> [options]');
  expect(await sagactl(['ls', '--nonsense'])).toMatchObject({ code: 2 });
  expect(await sagactl(['help', 'exit-codes'])).toMatchObject({ code: 0 });
}, 60_000);

it('takes the token from a file that a profile names', async () => {
  const [token, config] = [join(folder, 'token'), join(folder, 'config.yaml')];
  writeFileSync(token, `${stack.adminToken}\n`, { mode: 0o600 });
  const profile = { address: stack.first.client.target, token_file: token };
  writeFileSync(config, JSON.stringify({ profiles: { here: profile } }));
  const env = { SAGACTL_CONFIG: config, SAGACTL_TOKEN: '', SAGACTL_ADDRESS: '127.0.0.1:1' };
  const line = ['ls', '--profile', 'here', '--address', stack.first.client.target];
  expect(await sagactl(line, env)).toMatchObject({ code: 0 });
});

describe('without the service', () => {
  const past = () => ({ SAGACTL_ADDRESS: '127.0.0.1:1', DATABASE_URL: database.url });

  it('sagas and their history are read from Postgres, without payloads', async () => {
    const id = await stuck();
    const line = ['--direct', '--filter', 'status = FAILED AND stuck_class = REFUSED'];
    const listed = await sagactl(['ls', ...line], past());
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    expect(listed.stdout).toMatch(new RegExp(`^${id} .* FAILED  STUCK +update_health_record  REFUSED`, 'm'));
    const served = await sagaOf(id);
    const direct = await sagactl(['get', id, '--direct', '-o', 'json'], past());
    const { saga } = JSON.parse(direct.stdout) as { saga: JsonObject };
    for (const name of [
      'status',
      'revision',
      'type',
      'stuck_class',
      'create_time',
      'update_time',
      'step',
      'epoch',
    ])
      expect({ name, value: saga[name] }).toEqual({ name, value: served[name] });
    const events = await sagactl(['events', id, '--direct'], past());
    expect(events).toMatchObject({ code: 0, stderr: '' });
    expect(events.stdout).toMatch(/BRANCH_REFUSED +update_health_record .*HEALTH_RECORD_LOCKED/);
    expect(events.stdout).not.toContain('locked-');
    expect(await sagactl(['get', randomUUID(), '--direct'], past())).toMatchObject({ code: 3 });
  }, 60_000);

  it('limbo is empty where all is well', async () => {
    expect(await sagactl(['limbo'], past())).toMatchObject({ code: 0, stdout: 'no saga is in limbo\n' });
    expect(await sagactl(['limbo'])).toMatchObject({ code: 2 });
    const away = { DATABASE_URL: 'postgres://127.0.0.1:1/nothing' };
    expect(await sagactl(['limbo'], away)).toMatchObject({ code: 7 });
  }, 60_000);

  it('nothing can be written, whatever is tried', async () => {
    const { readOnlyPool } = await import('../sagactl/database.js');
    const pool = await readOnlyPool(database.url);
    await expect(pool.query('update saga set revision = revision + 1')).rejects.toMatchObject({
      code: '25006',
    });
    await pool.end();
  });
});

describe('doctor', () => {
  const checks = async (env: Record<string, string>): Promise<Map<string, string>> => {
    const { stdout } = await sagactl(['doctor', '-o', 'json'], env);
    const { findings } = JSON.parse(stdout) as { findings: { check: string; verdict: string }[] };
    return new Map(findings.map(({ check, verdict }) => [check, verdict]));
  };
  const servers = () => ({ DATABASE_URL: database.url, REDIS_URL: testServers().redisUrl });

  it('looks at the service, Postgres and Redis', async () => {
    const found = await checks(servers());
    for (const check of [
      'node',
      'service.health',
      'service.identity',
      'clock',
      'migrations',
      'instances',
      'limbo',
      'definitions',
    ])
      expect([check, found.get(check)]).toEqual([check, 'ok']);
    for (const check of ['postgres.version', 'redis.version', 'redis.policy'])
      expect(found.has(check)).toBe(true);
    // The servers of the tests keep nothing on disk.
    expect(found.get('postgres.fsync')).toBe('fail');
    const { code, stdout } = await sagactl(['doctor'], servers());
    expect(code).toBe(8);
    expect(stdout).toContain('Set fsync = on.');
  }, 60_000);

  it('finds keys that are gone, and who is not known', async () => {
    const found = await checks({
      ...servers(),
      SUOKE_ENCRYPTION_KEYS: `other:${randomBytes(32).toString('base64')}`,
      SAGACTL_TOKEN: VIEWER,
    });
    expect(found.get('keys')).toBe('fail');
    expect(found.get('service.identity')).toBe('fail');
  }, 60_000);

  it('says that nobody is there', async () => {
    const away = { SAGACTL_ADDRESS: '127.0.0.1:1', DATABASE_URL: 'postgres://127.0.0.1:1/nothing' };
    const found = await checks(away);
    expect(Object.fromEntries(found)).toEqual({
      ...{ node: 'ok', 'service.health': 'fail', postgres: 'fail', redis: 'skipped' },
    });
  }, 60_000);
});

it('limbo and doctor tell of a saga that nobody moves', async () => {
  const id = await stuck();
  await stack.first.stop();
  const pool = database.pool();
  await pool.query(
    `update orchestrator.saga set status = 'RUNNING', stuck_class = null, cause = null, due_at = now() - interval '1 minute'
     where id = $1`,
    [id],
  );
  await pool.end();
  const past = { DATABASE_URL: database.url };
  const limbo = await installed(['limbo'], past);
  expect(limbo.code).toBe(8);
  expect(limbo.stdout).toMatch(new RegExp(`^${id}  overdue  RUNNING`, 'm'));
  const { code, stdout } = await sagactl(['doctor'], past);
  expect(code).toBe(8);
  expect(stdout).toContain('limbo: 1 sagas are in limbo');
  expect(stdout).toContain('instances: no process moves sagas');
}, 60_000);
