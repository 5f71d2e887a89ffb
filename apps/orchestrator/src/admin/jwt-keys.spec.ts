import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errors, exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from 'jose';
import {
  COOLDOWN_MS,
  JwtKeys,
  KeysUnavailableError,
  readerOf,
  REFRESH_MS,
  type ReadKeys,
} from './jwt-keys.js';

let known: { a: JWK; b: JWK };
beforeAll(async () => {
  const publicKey = async (kid: string) => ({
    ...(await exportJWK((await generateKeyPair('ES256')).publicKey)),
    ...{ kid, alg: 'ES256' },
  });
  known = { a: await publicKey('a'), b: await publicKey('b') };
});

const setOf = (...kids: ('a' | 'b')[]): JSONWebKeySet => ({ keys: kids.map((kid) => known[kid]) });

/** Keys over a source that the test changes, on a clock that it moves. */
function scene(read: ReadKeys) {
  let nowMs = 1_000;
  let reads = 0;
  const warnings: string[] = [];
  const keys = new JwtKeys(
    () => {
      reads += 1;
      return read();
    },
    { monotonicMs: () => nowMs },
    { warn: (event) => void warnings.push(event) },
  );
  const find = async (kid: string): Promise<string> => {
    try {
      await keys.find({ alg: 'ES256', kid }, { payload: '', signature: '' });
      return 'found';
    } catch (error) {
      if (error instanceof KeysUnavailableError) return 'unavailable';
      if (error instanceof errors.JWKSNoMatchingKey) return 'unknown';
      throw error;
    }
  };
  return { keys, find, warnings, reads: () => reads, pass: (ms: number) => void (nowMs += ms) };
}

const away = () => Promise.reject(new Error('the issuer is away'));

describe('keys of an issuer', () => {
  it('are read once and used until they are a minute old', async () => {
    const { find, reads, pass } = scene(async () => setOf('a'));
    expect([await find('a'), await find('a')]).toEqual(['found', 'found']);
    pass(REFRESH_MS - 1);
    expect(await find('a')).toBe('found');
    expect(reads()).toBe(1);
    pass(1);
    expect(await find('a')).toBe('found');
    expect(reads()).toBe(2);
  });

  it('K1: go on while the issuer is away, however long', async () => {
    let read: ReadKeys = async () => setOf('a');
    const { find, reads, pass, warnings } = scene(() => read());
    await find('a');
    read = away;
    for (let hour = 0; hour < 48; hour += 1) {
      pass(3_600_000);
      expect(await find('a')).toBe('found');
    }
    expect(reads()).toBe(49);
    expect(warnings).toHaveLength(48);
  });

  it.each([
    ['no set', {}],
    ['a list', []],
    ['nothing', null],
    ['a set of what are no keys', { keys: ['a', 1, null] }],
  ])('K1: go on where the issuer answers %s', async (_what, answer) => {
    let read: ReadKeys = async () => setOf('a');
    const { find, pass } = scene(() => read());
    await find('a');
    read = async () => answer as never;
    pass(REFRESH_MS);
    expect(await find('a')).toBe('found');
  });

  it('K2: one that was withdrawn is not found a minute later', async () => {
    let read: ReadKeys = async () => setOf('a', 'b');
    const { find, pass } = scene(() => read());
    expect(await find('a')).toBe('found');
    read = async () => setOf('b');
    pass(REFRESH_MS);
    expect([await find('a'), await find('b')]).toEqual(['unknown', 'found']);
  });

  it('K3: one that is new is found at once', async () => {
    let read: ReadKeys = async () => setOf('a');
    const { find, reads, pass } = scene(() => read());
    await find('a');
    read = async () => setOf('a', 'b');
    pass(COOLDOWN_MS);
    expect(await find('b')).toBe('found');
    expect(reads()).toBe(2);
  });

  it('K3: a hundred made-up ids have them read once in ten seconds', async () => {
    const { find, reads, pass } = scene(async () => setOf('a'));
    for (let second = 0; second < 10; second += 1) {
      for (let call = 0; call < 10; call += 1) expect(await find(`made-up-${call}`)).toBe('unknown');
      pass(1_000);
    }
    expect(reads()).toBe(1);
    expect(await find('made-up')).toBe('unknown');
    expect(reads()).toBe(2);
  });

  it('K3: an issuer that was never there is asked every ten seconds, not at every call', async () => {
    let read: ReadKeys = away;
    const { find, reads, pass } = scene(() => read());
    expect([await find('a'), await find('a')]).toEqual(['unavailable', 'unavailable']);
    expect(reads()).toBe(1);
    read = async () => setOf('a');
    pass(COOLDOWN_MS - 1);
    expect(await find('a')).toBe('unavailable');
    pass(1);
    expect(await find('a')).toBe('found');
  });

  it('K4: calls at once share one reading, and all of them wait for it', async () => {
    let answer: (keys: JSONWebKeySet) => void = () => {};
    const { find, reads } = scene(() => new Promise((resolve) => (answer = resolve)));
    const calls = ['a', 'b', 'a', 'c'].map(find);
    expect(reads()).toBe(1);
    answer(setOf('a', 'b'));
    expect(await Promise.all(calls)).toEqual(['found', 'found', 'found', 'unknown']);
    expect(reads()).toBe(1);
  });
});

describe('a file of keys', () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'jwks-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has to be there and to hold keys when a process starts; what it holds is not repeated', () => {
    const path = join(folder, 'none.json');
    expect(() => readerOf({ kind: 'file', path })).toThrow(
      expect.objectContaining({ code: 'ENOENT', path }) as Error,
    );
    for (const text of ['hunter2', '{"keys": "hunter2"}', '[]', '{"keys": [']) {
      writeFileSync(path, text);
      const mistake = `SUOKE_JWT_KEYS: the file ${path} holds no JSON Web Key Set`;
      expect(() => readerOf({ kind: 'file', path })).toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID', mistakes: [mistake] }) as Error,
      );
    }
  });

  it('is read again for a key that is new, and keeps its keys while it is broken or gone', async () => {
    const path = join(folder, 'keys.json');
    writeFileSync(path, JSON.stringify(setOf('a')));
    const { find, pass } = scene(readerOf({ kind: 'file', path }));
    expect([await find('a'), await find('b')]).toEqual(['found', 'unknown']);
    writeFileSync(path, JSON.stringify(setOf('b')));
    pass(COOLDOWN_MS);
    expect([await find('b'), await find('a')]).toEqual(['found', 'unknown']);
    writeFileSync(path, '{"keys": [');
    pass(REFRESH_MS);
    expect(await find('b')).toBe('found');
    rmSync(path);
    pass(REFRESH_MS);
    expect(await find('b')).toBe('found');
  });
});

describe('an address of keys', () => {
  let server: Server;
  let answer: { status: number; body: string; location?: string };
  let asked: string[];
  const url = (path = '/keys') =>
    new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  beforeEach(async () => {
    asked = [];
    answer = { status: 200, body: JSON.stringify(setOf('a')) };
    server = createServer(({ url: path = '' }, response) => {
      asked.push(path);
      const { status, body, location } = answer;
      response.writeHead(status, location === undefined ? {} : { location }).end(body);
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('is asked for them, and for those that it has later', async () => {
    const { find, pass } = scene(readerOf({ kind: 'url', url: url() }));
    expect(await find('a')).toBe('found');
    answer.body = JSON.stringify(setOf('b'));
    pass(REFRESH_MS);
    expect([await find('a'), await find('b')]).toEqual(['unknown', 'found']);
    expect(asked).toEqual(['/keys', '/keys']);
  });

  it('may be away for hours: what it said goes on', async () => {
    const { find, pass } = scene(readerOf({ kind: 'url', url: url() }));
    expect(await find('a')).toBe('found');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    for (let hour = 0; hour < 12; hour += 1) {
      pass(3_600_000);
      expect([await find('a'), await find('b')]).toEqual(['found', 'unknown']);
    }
  });

  it.each([
    ['an error', { status: 503, body: '' }],
    ['another page', { status: 200, body: '<html>' }],
    ['a way to somewhere else', { status: 302, body: '', location: '/elsewhere' }],
  ])('that answers %s has no keys', async (_what, given) => {
    answer = given;
    const { find } = scene(readerOf({ kind: 'url', url: url() }));
    expect(await find('a')).toBe('unavailable');
    expect(asked).toEqual(['/keys']);
  });
});
