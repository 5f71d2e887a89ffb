/** The process itself, as it was built: what it says when it is started in a wrong way, and how it ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { status } from '@grpc/grpc-js';
import { createTestDatabase, eventually, freePort, type TestDatabase } from '#libs/testkit';
import { orchestratorMigrations } from '../../../migrations/orchestrator/index.js';
import { DoorClient, HEALTH, SAGAS } from './door-fixtures.js';

const MAIN = fileURLToPath(new URL('../../../dist/apps/orchestrator/src/main.js', import.meta.url));
const KEYS = {
  SUOKE_ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  SUOKE_BLIND_INDEX_KEY: randomBytes(32).toString('base64'),
};

let database: TestDatabase;
const running = new Set<ChildProcess>();
beforeAll(async () => {
  database = await createTestDatabase('orchestrator', [
    { schema: 'orchestrator', migrations: orchestratorMigrations },
  ]);
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await database.drop();
});

interface Told {
  readonly code: number | null;
  readonly stderr: string;
  readonly stdout: string;
}

function launch(env: Record<string, string>): {
  child: ChildProcess;
  told: Promise<Told>;
  said: () => string;
} {
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()));
  const told = once(child, 'close').then(([code]) => {
    running.delete(child);
    return { code: code as number | null, ...texts };
  });
  return { child, told, said: () => texts.stdout };
}

const start = (env: Record<string, string | undefined>) => {
  const all = { DATABASE_URL: database.url, ...KEYS, ...env };
  return launch(
    Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  );
};

/** A process takes a second or more to come up, so each of these is worth one; config.spec.ts has every single setting. */
describe('a wrong start', () => {
  it.each<[string, Record<string, string | undefined>, RegExp[]]>([
    [
      'production without keys, and whatever else is wrong, all of it at once',
      {
        ...{ NODE_ENV: 'production', SUOKE_ENCRYPTION_KEYS: undefined, SUOKE_BLIND_INDEX_KEY: undefined },
        ...{ SUOKE_SLOT: '5', SUOKE_ADMIN_TOKENS: `client:admin:${'x'.repeat(40)}`, DATABASE_URL: undefined },
      },
      [
        /SUOKE_ENCRYPTION_KEYS: is required and not set: health data is never stored in the clear/,
        /SUOKE_BLIND_INDEX_KEY: is required/,
        /SUOKE_SLOT\b/,
        /the name client stands for/,
        /DATABASE_URL: is required/,
      ],
    ],
    [
      'plain text for the network',
      { SUOKE_GRPC_URL: '0.0.0.0:5100' },
      [/would offer plain text to the network: configure TLS, set INSECURE=1/],
    ],
    [
      'the keys of an issuer that are not there',
      {
        ...{ SUOKE_JWT_ISSUER: 'https://id.suoke.life', SUOKE_JWT_AUDIENCE: 'suoke' },
        // A process that had begun to look for its Redis would go on doing so.
        ...{ SUOKE_JWT_KEYS: '/nonexistent/jwks.json', REDIS_URL: 'redis://127.0.0.1:1' },
      },
      [/\/nonexistent\/jwks\.json cannot be read \(ENOENT\)/],
    ],
    [
      'plain text of the REST face for the network',
      { SUOKE_HTTP_URL: '0.0.0.0:5180' },
      [/Listening on 0\.0\.0\.0:5180 would offer plain text to the network/],
    ],
    [
      'a certificate that is not there',
      { SUOKE_TLS_CERT: '/nonexistent/cert.pem', SUOKE_TLS_KEY: '/nonexistent/key.pem' },
      [/\/nonexistent\/key\.pem cannot be read \(ENOENT\)/],
    ],
  ])('%s: a sentence, no stack, exit 1', async (_what, env, sentences) => {
    const { code, stderr, stdout } = await start(env).told;
    expect(code).toBe(1);
    for (const sentence of sentences) expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(/^The configuration is not usable:\n {2}- /);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).not.toContain(KEYS.SUOKE_BLIND_INDEX_KEY);
    expect(stdout).toBe('');
  });

  it('on a port that is taken it ends with 1, and the log says so', async () => {
    const taken = createServer();
    await once(taken.listen(0, '127.0.0.1'), 'listening');
    const { port } = taken.address() as { port: number };
    const { code, stdout } = await start({ SUOKE_GRPC_URL: `127.0.0.1:${port}` }).told;
    expect(code).toBe(1);
    expect(stdout).toMatch(/"level":"fatal".*the start failed/);
    const urls = { SUOKE_GRPC_URL: `127.0.0.1:${await freePort()}`, SUOKE_HTTP_URL: `127.0.0.1:${port}` };
    const rest = await start(urls).told;
    taken.close();
    expect(rest.code).toBe(1);
    expect(rest.stderr).toContain(`cannot listen on 127.0.0.1:${port}`);
  });
});

describe('a right start', () => {
  it('of a worker: it serves nobody but who asks for its health, and ends when it is told to', async () => {
    const url = `127.0.0.1:${await freePort()}`;
    const httpUrl = `127.0.0.1:${await freePort()}`;
    const env = { SUOKE_GRPC_URL: url, SUOKE_HTTP_URL: httpUrl, SUOKE_ROLES: 'worker', SUOKE_GRACE: '2s' };
    const { child, told, said } = start(env);
    const client = new DoorClient(url);
    const healthy = async () => (await client.call(`${HEALTH}/Check`, {}))['status'] === 'SERVING';
    await eventually(healthy, { timeoutMs: 20_000 });
    expect(await client.failure(`${SAGAS}/ListSagas`, {})).toMatchObject({ code: status.UNIMPLEMENTED });
    await expect(fetch(`http://${httpUrl}/readyz`)).rejects.toThrow();
    client.close();
    child.kill('SIGTERM');
    const { code, stderr } = await told;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(said()).toMatch(/"msg":"listening"/);
    expect(said()).toMatch(/"msg":"stopped"/);
  });
});
