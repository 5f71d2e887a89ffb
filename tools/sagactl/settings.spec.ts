/** Where the service is and who calls it: what wins over what, and what is refused. */
import { runIn } from '../test/fake-world.js';
import { systemClock } from '#libs/platform';
import { UsageFailed } from './failures.js';
import { COMMANDS } from './commands.js';
import { findCommand, parseCommand } from './parse.js';
import { readSettings, type Settings } from './settings.js';
import type { World } from './world.js';

const CONFIG = '/home/of-nobody/.config/sagactl/config.yaml';
const FILE = `
default: dev
profiles:
  dev: { address: "127.0.0.1:6000", token_file: ~/dev.token }
  prod: { address: "saga.example.com:5100", token_file: /run/prod.token, ca: /ca.pem, production: true }
  odd: { address: "saga.example.com:5100", insecure: true }
`;
const FILES = {
  [CONFIG]: FILE,
  '/home/of-nobody/dev.token': 'dev-token\n',
  '/run/prod.token': 'prod-token\n',
  '/ca.pem': 'CA',
  '/cert.pem': 'CERT',
  '/key.pem': 'KEY',
  '/broken.token': 'two words',
};

const sink = { write: () => undefined, isTerminal: false, columns: null };

function settings(
  args: readonly string[],
  env: Record<string, string> = {},
  files: Record<string, string> = FILES,
): Promise<Settings> {
  const world: World = {
    env: { HOME: '/home/of-nobody', ...env },
    ...{ stdout: sink, stderr: sink, ask: null, clock: systemClock, newId: () => 'id' },
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return text;
    },
    interrupted: new AbortController().signal,
  };
  const found = findCommand(['ls', ...args], COMMANDS);
  if (found === null) throw new Error('no command');
  return readSettings(parseCommand(found).global, world);
}

async function refused(...given: Parameters<typeof settings>): Promise<string> {
  try {
    await settings(...given);
  } catch (error) {
    if (error instanceof UsageFailed) return error.what.key;
    throw error;
  }
  throw new Error('it was taken');
}

it('has defaults, and needs no file', async () => {
  expect(await settings([], {}, {})).toEqual({
    ...{ address: '127.0.0.1:5100', token: null, tls: null, profile: null, production: false },
    timeoutMs: 30_000,
  });
});

it('takes the line before the environment, that before the profile', async () => {
  expect(await settings([])).toMatchObject({ address: '127.0.0.1:6000', token: 'dev-token', profile: 'dev' });
  const env = { SAGACTL_ADDRESS: '127.0.0.1:7000', SAGACTL_TOKEN: 'env-token' };
  expect(await settings([], env)).toMatchObject({ address: '127.0.0.1:7000', token: 'env-token' });
  const line = ['--address', '127.0.0.1:8000', '--token-file', '/run/prod.token', '--timeout', '5'];
  expect(await settings(line, env)).toMatchObject({
    address: '127.0.0.1:8000',
    token: 'prod-token',
    timeoutMs: 5_000,
  });
});

it('uses TLS where a file of it is named', async () => {
  expect(await settings(['--profile', 'prod'])).toMatchObject({
    tls: { ca: 'CA', cert: null, key: null },
    production: true,
  });
  const line = ['--cert', '/cert.pem', '--key', '/key.pem'];
  expect((await settings(line)).tls).toEqual({ ca: null, cert: 'CERT', key: 'KEY' });
  expect((await settings(['--tls'])).tls).toEqual({ ca: null, cert: null, key: null });
});

it('sends no token to another machine in plain text', async () => {
  const away = ['--address', 'saga.example.com:5100'];
  expect(await refused(away)).toBe('settings.plainText');
  expect((await settings([...away, '--insecure'])).tls).toBeNull();
  expect((await settings([...away, '--tls'])).token).toBe('dev-token');
  expect((await settings(['--profile', 'odd'])).token).toBeNull();
  for (const here of ['localhost:1', '[::1]:1', '127.0.0.1:1'])
    expect((await settings(['--address', here])).token).toBe('dev-token');
});

it.each([
  ['settings.address', ['--address', 'nowhere']],
  ['settings.address', ['--address', 'http://h:1']],
  ['settings.noProfile', ['--profile', 'staging']],
  ['settings.noProfile', ['--profile', '__proto__']],
  ['settings.certAndKey', ['--cert', '/cert.pem']],
  ['settings.unreadable', ['--ca', '/missing.pem']],
  ['settings.unreadable', ['--token-file', '/missing']],
  ['settings.token', ['--token-file', '/broken.token']],
])('refuses with %s: %j', async (key, args) => {
  expect(await refused(args)).toBe(key);
});

it.each([
  ['settings.file', 'profiles: { dev: { adress: x } }'],
  ['settings.file', 'profiles: 7'],
  ['settings.unreadable', 'profiles: ['],
])('refuses with %s a file that says %j', async (key, text) => {
  expect(await refused([], {}, { [CONFIG]: text })).toBe(key);
});

it('needs the file that somebody named', async () => {
  expect(await refused([], { SAGACTL_CONFIG: '/missing.yaml' })).toBe('settings.unreadable');
  expect(await refused(['--profile', 'dev'], {}, {})).toBe('settings.unreadable');
});

it('warns in red of a production profile, each time', async () => {
  const files = {
    [CONFIG]: FILE.replace('ca: /ca.pem', 'insecure: true').replace('saga.example.com:5100', '127.0.0.1:1'),
    '/run/prod.token': 'x',
  };
  const { code, stderr } = await runIn(['ls', '--profile', 'prod', '--lang', 'en'], { files, columns: 80 });
  expect(stderr).toContain('\u001b[1;97;41m PRODUCTION  prod  127.0.0.1:1 ');
  expect(code).toBe(7);
});
