/**
 * What broken and hostile clients of the REST face send: each is answered with a clean refusal, changes nothing, leaves the
 * process well, and no sentence of an answer repeats what was sent.
 */
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import type pg from 'pg';
import { Doors, TOKENS } from './door-fixtures.js';
import { problemIn, RestClient, type RestSettings } from './rest-client.js';

let doors: Doors;
let rest: RestClient;
let sql: pg.Pool;
let saga: JsonObject;
let before = '';
beforeAll(async () => {
  doors = await Doors.open();
  rest = new RestClient(doors.first.restUrl);
  sql = doors.database.pool({ schema: 'orchestrator' });
  const noPaper = () =>
    Promise.reject(grpcError({ code: status.FAILED_PRECONDITION, message: 'no', reason: 'NO_PAPER' }));
  doors.participants.script('GenerateReport', noPaper);
  saga = await doors.start({ type: 'health-consultation-supervised', wait: '10s' });
  doors.participants.reset();
  before = await everything();
});
afterAll(async () => {
  await sql.end();
  await doors.close();
});
afterEach(async () => {
  expect(await everything()).toBe(before);
  expect(doors.log.filter((line) => /unforeseen|"level":"(error|fatal)"/.test(line))).toEqual([]);
});

/** All that an action could change. */
async function everything(): Promise<string> {
  const { rows } = await sql.query(
    `select (select count(*) from saga)::integer as sagas, (select sum(revision) from saga)::integer as revisions,
            (select count(*) from audit_entry where decision = 'allowed')::integer as allowed`,
  );
  return JSON.stringify(rows);
}

const replay = () => `/sagas/${String(saga['saga_id'])}:replay`;
const right = (more: object = {}) => ({
  etag: String(saga['etag']),
  requestId: randomUUID(),
  reason: 'asked for by the ward',
  ...more,
});
/** A right request but for its last member, as text. */
const rightBut = (member: string) => `${JSON.stringify(right()).slice(0, -1)},${member}}`;

async function refused(
  body: NonNullable<RestSettings['body']>,
  settings: RestSettings = {},
): Promise<JsonObject> {
  return problemIn(await rest.post(replay(), body, settings));
}
const fieldsOf = (problem: JsonObject) =>
  ((problem['violations'] as JsonObject[] | undefined) ?? []).map(({ field }) => field);

describe('bodies', () => {
  it.each<[string, string, string]>([
    ['15: __proto__', '"__proto__": {"role": "admin"}', '__proto__'],
    ['16: constructor.prototype', '"constructor": {"prototype": {"role": "admin"}}', 'constructor'],
    ['16: prototype', '"prototype": {"role": "admin"}', 'prototype'],
    ['20: "1" for a boolean', '"validateOnly": "1"', 'validate_only'],
    ['20: 1 for a boolean', '"validateOnly": 1', 'validate_only'],
    ['a field of another method', '"step": "a"', 'step'],
    // What is no plain path is no name in an error (libs/platform, status details).
    ['a field with a long name', `"${'k'.repeat(10_000)}": 1`, '?'],
  ])('%s is a mistake with its path', async (_what, member, field) => {
    const problem = await refused(rightBut(member));
    expect(problem).toMatchObject({ status: 400, code: 'INVALID_ARGUMENT' });
    expect(fieldsOf(problem).join()).toContain(field);
    expect(JSON.stringify(problem).length).toBeLessThan(4_000);
    expect(({} as { role?: string }).role).toBeUndefined();
  });

  it.each<[string, string | Uint8Array]>([
    ['17: a key twice', '{"reason": "one reason", "reason": "another one"}'],
    ['17: a key twice, once escaped', '{"etag": "1", "\\u0065tag": "2"}'],
    ['18: 100,000 lists', `{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['18: 100,000 lists that do not end', '['.repeat(100_000)],
    ['19: half of a surrogate pair', '{"reason": "asked for \\ud800"}'],
    ['19: NUL', '{"reason": "asked for \\u0000"}'],
    ['20: 1e400', '{"etag": 1e400}'],
    ['20: 2^53 + 1', '{"etag": 9007199254740993}'],
    ['20: a list', '[{"reason": "x"}]'],
    ['20: a text', '"reason"'],
    ['20: nothing', ''],
    ['20: null', 'null'],
    ['20: a byte order mark', `\ufeff${JSON.stringify({ reason: 'x' })}`],
    ['20: UTF-16', Buffer.from('\ufeff{"reason": "x"}', 'utf16le')],
    ['20: bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['20: no JSON', 'reason=x&etag=1'],
    ['20: half of it', '{"reason": "x"'],
    ['two of them', '{} {}'],
  ])('%s cannot be read', async (_what, body) => {
    expect(await refused(body)).toMatchObject({ status: 400, code: 'MALFORMED_REQUEST' });
  });

  it('20: -0 is 0, and no crash', async () => {
    const answer = await rest.post('/sagas:batchReplay', '{"selection": {"maxItems": -0}}', {
      role: 'viewer',
    });
    expect([400, 403, 501]).toContain(answer.status);
  });

  it('19: 10 MB of text are too large, in whole or in chunks, and 3 MB too', async () => {
    const text = JSON.stringify(right({ reason: 'x'.repeat(10_000_000) }));
    expect(await refused(text)).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
    expect(await refused('x'.repeat(3_000_000))).toMatchObject({ status: 413 });
    const chunks = `${'2000\r\n'}${'x'.repeat(0x2000)}\r\n`.repeat(300);
    const answer = await rest.raw(`${headOf({ 'Transfer-Encoding': 'chunked' })}${chunks}0\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    // Below the limit it is read, and refused for what it says.
    expect(await refused(right({ reason: 'x'.repeat(1_500_000) }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  it('no answer repeats what was sent', async () => {
    for (const body of [
      '{"reason": CANARY}',
      '{"reason": "CANARY\\u0000"}',
      { reason: 7, etag: 'CANARY' },
      'CANARY',
    ]) {
      const problem = await refused(body as string);
      expect(JSON.stringify({ ...problem, instance: '' })).not.toContain('CANARY');
    }
  });
});

describe('what the body is said to be', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/json; charset=latin1',
    'application/jsonp',
    'application/problem+json',
    'application/json, text/plain',
    '',
  ])('%j is not taken', async (type) => {
    const problem = await refused(JSON.stringify(right()), { headers: { 'content-type': type } });
    expect(problem).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it('nor is anything compressed, be it little that inflates to a lot', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
    for (const body of [gzipSync(JSON.stringify(right())), bomb])
      expect(await refused(body, { headers: { 'content-encoding': 'gzip' } })).toMatchObject({ status: 415 });
  });

  it('JSON with its charset is', async () => {
    const headers = { 'content-type': 'Application/JSON; charset="UTF-8"' };
    const answer = await rest.post(replay(), right({ validateOnly: true }), { headers });
    expect(answer.status).toBe(200);
  });
});

function headOf(headers: Record<string, string>, first = `POST /admin/v1${replay()} HTTP/1.1`): string {
  const all = {
    Host: 'x',
    Connection: 'close',
    Authorization: `Bearer ${TOKENS.operator}`,
    'Content-Type': 'application/json',
    ...headers,
  };
  return `${[first, ...Object.entries(all).map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`;
}

describe('requests as bytes', () => {
  const body = () => JSON.stringify(right());

  it('20: a length and chunks at once', async () => {
    const head = headOf({ 'Content-Length': '5', 'Transfer-Encoding': 'chunked' });
    expect(await rest.raw(`${head}0\r\n\r\nGET /admin/v1/sagas HTTP/1.1\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 /,
    );
  });

  it('20: two lengths', async () => {
    const head = headOf({ 'Content-Length': '5', 'content-length': '6' });
    expect(await rest.raw(`${head}${body()}`)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('20: Expect: 100-continue is answered, another expectation refused', async () => {
    const text = JSON.stringify(right({ validateOnly: true }));
    const headers = { 'Content-Length': String(text.length), Expect: '100-continue' };
    expect(await rest.raw(`${headOf(headers)}${text}`)).toMatch(
      /^HTTP\/1\.1 100 Continue[^]*HTTP\/1\.1 200 OK/,
    );
    const odd = await rest.raw(`${headOf({ ...headers, Expect: 'the unexpected' })}${text}`);
    expect(odd).toMatch(/^HTTP\/1\.1 417 /);
  });

  it('20: a thousand headers', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`h${index}`, 'x']));
    const answer = await rest.raw(`${headOf({ ...many, 'Content-Length': '2' })}{}`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 [^]*"code":"TOO_MANY_HEADERS"/);
  });

  it.each(['Authorization', 'If-Match', 'Idempotency-Key', 'Content-Type'])('%s twice', async (name) => {
    const text = body();
    const head = headOf({
      'Content-Length': String(text.length),
      [name.toLowerCase()]: '"1"',
      [name]: '"2"',
    });
    expect(await rest.raw(`${head}${text}`)).toMatch(/^HTTP\/1\.1 400 [^]*"code":"MALFORMED_REQUEST"/);
  });

  it('what is no HTTP', async () => {
    for (const bytes of [
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      '\u0016\u0003\u0001\u0002\u0000',
      'GET /\r\n\r\n',
    ])
      expect(await rest.raw(bytes)).toMatch(/^(HTTP\/1\.1 40[04] |$)/);
  });

  it('a header with a line break in it', async () => {
    const head = headOf({ 'Idempotency-Key': 'a\rX-Evil: 1', 'Content-Length': '2' });
    expect(await rest.raw(`${head}{}`)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('methods', () => {
  it.each(['TRACE', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])(
    '20: %s on a read is not allowed, with a body or without',
    async (method) => {
      const answer = await rest.raw(headOf({}, `${method} /admin/v1/sagas HTTP/1.1`));
      expect(answer).toMatch(/^HTTP\/1\.1 405 [^]*"code":"METHOD_NOT_ALLOWED"/);
      expect(answer).toMatch(/^allow: GET, HEAD\r$/im);
      expect(answer).not.toContain(TOKENS.operator);
    },
  );

  it('T13: a GET of an action changes nothing, whatever it says', async () => {
    for (const query of ['', '?reason=asked+for&requestId=r&etag=1', '?_method=POST']) {
      const answer = await rest.get(`${replay()}${query}`, { headers: { 'x-http-method-override': 'GET' } });
      expect(answer.status).toBe(400);
      expect((await rest.get(`${replay()}${query}`)).status).toBe(405);
    }
    for (const override of ['POST', 'PUT', 'DELETE', '']) {
      const headers = { 'x-http-method-override': override };
      expect(problemIn(await rest.get(replay(), { headers }))).toMatchObject({ code: 'MALFORMED_REQUEST' });
      expect(await refused(right(), { headers })).toMatchObject({ code: 'MALFORMED_REQUEST' });
    }
    const asGet = await rest.post(replay(), right(), { headers: { 'x-http-method-override': 'GET' } });
    expect(asGet.status).toBe(405);
  });

  it('a GET with a body is not read', async () => {
    const head = headOf({ 'Content-Length': '2' }, 'GET /admin/v1/sagas HTTP/1.1');
    expect(await rest.raw(`${head}{}`)).toMatch(/^HTTP\/1\.1 400 [^]*"code":"MALFORMED_REQUEST"/);
  });
});

describe('addresses', () => {
  it.each([
    ...['/sagas/%', '/sagas/%zz', '/sagas/%ff', '/sagas/a%00b', '/sagas?filter=%ff', '/sagas?filter=a%00b'],
    ...['/participants/%c0%80:hold'],
  ])('%s cannot be read', async (path) => {
    const isPost = path.includes(':hold');
    const answer = await rest.send(
      isPost ? 'POST' : 'GET',
      `/admin/v1${path}`,
      isPost ? { body: right() } : {},
    );
    expect(problemIn(answer)).toMatchObject({ status: 400, code: 'MALFORMED_REQUEST' });
  });

  it.each([
    '/admin',
    '/admin/v1',
    '/admin/v1/',
    '/admin/v2/sagas',
    '/',
    '/admin/v1/sagas/',
    '/ADMIN/V1/sagas',
  ])('there is nothing at %s, with a token or without', async (path) => {
    for (const role of ['admin', null] as const)
      expect(problemIn(await rest.send('GET', path, { role }))).toMatchObject({ code: 'ROUTE_NOT_FOUND' });
  });

  it.each([
    'GET /admin/v1/../../etc/passwd',
    'GET //admin/v1/sagas',
    'GET http://127.0.0.1/admin/v1/sagas',
    'OPTIONS *',
  ])('nor at %s', async (first) => {
    expect(await rest.raw(headOf({}, `${first} HTTP/1.1`))).toMatch(/^HTTP\/1\.1 404 [^]*ROUTE_NOT_FOUND/);
  });

  it('an address of 15 KB is one like any other; of 20 KB it is no request', async () => {
    expect((await rest.get(`/sagas/${'a'.repeat(15_000)}`)).json).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await rest.raw(headOf({}, `GET /admin/v1/sagas/${'a'.repeat(20_000)} HTTP/1.1`))).toMatch(
      /^HTTP\/1\.1 431/,
    );
  });

  it('what looks like markup is text', async () => {
    const answer = await rest.get(`/sagas/${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('at the end of all this', () => {
  it('the face works: a hundred requests at once, and the saga that nobody could move', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => rest.get('/sagas?pageSize=1')));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    const { json } = await rest.get(`/sagas/${String(saga['saga_id'])}`);
    expect(json).toMatchObject({
      saga: { saga: { revision: saga['revision'], status: 'SAGA_STATUS_FAILED' } },
    });
  });
});
