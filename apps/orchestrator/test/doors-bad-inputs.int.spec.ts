/** What callers send who are broken or hostile: each is answered with a status, starts no saga, and hurts nobody else. */
import { randomUUID } from 'node:crypto';
import { connect, constants, type ClientHttp2Session } from 'node:http2';
import { status } from '@grpc/grpc-js';
import { serviceDefinition, structToWire, type JsonObject } from '#libs/contracts';
import { Doors, INPUT, SAGAS, startRequest } from './door-fixtures.js';

let doors: Doors;
let sagas = 0;
beforeAll(async () => {
  doors = await Doors.open();
  await doors.start({ wait: '10s' });
  sagas = await sagaCount();
});
afterAll(() => doors.close());
afterEach(async () => {
  expect(await sagaCount()).toBe(sagas);
});

const START = `${SAGAS}/StartSaga`;

async function sagaCount(): Promise<number> {
  const pool = doors.database.pool({ schema: 'orchestrator' });
  const { rows } = await pool.query<{ count: number }>('select count(*)::integer as count from saga');
  await pool.end();
  return rows[0]?.count ?? 0;
}

/** The wire form of a request whose input is not what `structToWire` lets through. */
const raw = (fields: object, more: object = {}) => ({
  type: 'health-consultation',
  input: { fields },
  ...more,
});
const text = (value: string) => ({ stringValue: value });
const refusedRaw = (request: object) => doors.client.failure(START, request, { raw: true });
const serialize = (request: object): Buffer => {
  const method = serviceDefinition(SAGAS)['StartSaga'] as { requestSerialize(value: object): Buffer };
  return method.requestSerialize(request);
};

const GRPC_HEADERS = {
  ':method': 'POST',
  ':path': `/${START}`,
  'content-type': 'application/grpc',
  te: 'trailers',
};

/** A message as it stands on the wire: whether it is compressed, and how long it says that it is. */
function framed(body: Buffer, flag = 0, length = body.length): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt8(flag, 0);
  prefix.writeUInt32BE(length, 1);
  return Buffer.concat([prefix, body]);
}

/** One call over plain HTTP/2, with bytes as they are; the gRPC status that came back. */
function sendBytes(
  body: Buffer,
  headers: { [name: string]: string } = {},
  message: { path?: string; flag?: number; length?: number } = {},
): Promise<{ status: number | null; http: number | null }> {
  const { path = `/${START}`, flag = 0, length = body.length } = message;
  return new Promise((resolve) => {
    const session: ClientHttp2Session = connect(`http://${doors.client.url}`);
    const seen = { status: null as number | null, http: null as number | null };
    const finish = (): void => {
      session.destroy();
      resolve(seen);
    };
    session.once('error', finish);
    const stream = session.request({ ...GRPC_HEADERS, ':path': path, ...headers });
    const note = (from: { [name: string]: unknown }): void => {
      if (from['grpc-status'] !== undefined) seen.status = Number(from['grpc-status']);
      if (from[':status'] !== undefined) seen.http = Number(from[':status']);
    };
    stream.on('response', note).on('trailers', note).on('error', finish).on('close', finish).resume();
    stream.end(framed(body, flag, length));
  });
}

describe('messages', () => {
  it('1: larger than the limit', async () => {
    const failure = await refusedRaw(raw({ user_id: text('x'.repeat(2 * 1024 * 1024)) }));
    expect(failure.code).toBe(status.RESOURCE_EXHAUSTED);
  });

  it('1: below it, but with an input of more than 256 KiB', async () => {
    const input = { ...INPUT, consultation_data: { complaint: 'x'.repeat(257 * 1024) } };
    const failure = await doors.client.failure(START, startRequest({ input }));
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, reason: 'LIMIT_EXCEEDED' });
  });

  it('2, 3: compressed garbage, and little that inflates to a lot', async () => {
    const { gzipSync } = await import('node:zlib');
    const garbage = await sendBytes(Buffer.from('garbage'), { 'grpc-encoding': 'gzip' }, { flag: 1 });
    expect(garbage.status).not.toBe(0);
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const inflated = await sendBytes(bomb, { 'grpc-encoding': 'gzip' }, { flag: 1 });
    expect([status.RESOURCE_EXHAUSTED, status.INTERNAL]).toContain(inflated.status);
  });

  it('4: an encoding that nobody knows', async () => {
    const answer = await sendBytes(serialize(raw({})), { 'grpc-encoding': 'zstd' }, { flag: 1 });
    expect(answer.status).toBe(status.UNIMPLEMENTED);
  });

  it('5: a length that is not the length', async () => {
    const answer = await sendBytes(Buffer.from([1, 2, 3]), {}, { length: 1_000 });
    expect(answer.status).not.toBe(0);
    const huge = await sendBytes(Buffer.from([1, 2, 3]), {}, { length: 2 ** 32 - 1 });
    expect(huge.status).toBe(status.RESOURCE_EXHAUSTED);
  });

  it('6: 10,000 levels deep', async () => {
    let value: Buffer = Buffer.alloc(0);
    // Value { list_value { values: [Value …] } }, by hand: no library writes so deep a message.
    for (let level = 0; level < 10_000; level += 1) {
      const list = Buffer.concat([Buffer.from([0x0a]), varint(value.length), value]);
      value = Buffer.concat([Buffer.from([0x32]), varint(list.length), list]);
    }
    const entry = Buffer.concat([Buffer.from([0x0a, 1, 0x61, 0x12]), varint(value.length), value]);
    const input = Buffer.concat([Buffer.from([0x0a]), varint(entry.length), entry]);
    const request = Buffer.concat([Buffer.from([0x12]), varint(input.length), input]);
    const answer = await sendBytes(request);
    expect([status.INTERNAL, status.INVALID_ARGUMENT]).toContain(answer.status);
  });

  it('6: deeper than JSON may be, yet readable', async () => {
    let value: object = text('x');
    for (let level = 0; level < 66; level += 1) value = { listValue: { values: [value] } };
    const failure = await refusedRaw(raw({ user_id: text('u'), deep: value }));
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(failure.fields[0]).toMatch(/^input\.deep/);
  });

  it('7: a megabyte of unknown fields, and no protobuf at all', async () => {
    const unknown = Buffer.concat([Buffer.from([0xfa, 0x07]), varint(1_000_000), Buffer.alloc(1_000_000)]);
    expect((await sendBytes(unknown)).status).toBe(status.NOT_FOUND);
    const noise = await sendBytes(Buffer.from('\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff', 'latin1'));
    expect([status.INTERNAL, status.INVALID_ARGUMENT]).toContain(noise.status);
  });

  it('8: a list of 100,000', async () => {
    const symptoms = { listValue: { values: Array.from({ length: 100_000 }, () => text('')) } };
    const failure = await refusedRaw(
      raw({ user_id: text('u'), consultation_data: { structValue: { fields: { symptoms } } } }),
    );
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(failure.fields.length).toBeLessThanOrEqual(50);
  });

  it('8: a list of a million', async () => {
    // ListValue { values: [Value { string_value: '' } …] }, by hand: 4 bytes an entry.
    const list = Buffer.concat(Array.from({ length: 1_000_000 }, () => Buffer.from([0x0a, 2, 0x1a, 0])));
    const value = Buffer.concat([Buffer.from([0x32]), varint(list.length), list]);
    const entry = Buffer.concat([Buffer.from([0x0a, 1, 0x61, 0x12]), varint(value.length), value]);
    const input = Buffer.concat([Buffer.from([0x0a]), varint(entry.length), entry]);
    const request = Buffer.concat([Buffer.from([0x12]), varint(input.length), input]);
    expect((await sendBytes(request)).status).toBe(status.RESOURCE_EXHAUSTED);
  });
});

describe('values', () => {
  it('9: bytes that are no UTF-8 become no other text', async () => {
    const request = serialize(raw({ user_id: text('AAAA') }));
    const at = request.indexOf('AAAA');
    Buffer.from([0xff, 0xfe, 0xc0, 0x80]).copy(request, at);
    const before = sagas;
    const answer = await sendBytes(request);
    // protobufjs reads them as replacement characters, as browsers do; that is valid text for a field without rules.
    expect([0, status.INVALID_ARGUMENT, status.INTERNAL]).toContain(answer.status);
    sagas = await sagaCount();
    expect(sagas - before).toBe(answer.status === 0 ? 1 : 0);
  });

  it('11, 12: numbers that JSON does not have, enums that are none, integers out of range', async () => {
    for (const numberValue of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const failure = await refusedRaw(raw({ user_id: text('u'), odd: { numberValue } }));
      expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['input.odd'] });
    }
    const data = { age_years: -1.5, sex: 999, symptoms: [{ duration_days: 2 ** 40 }] };
    const failure = await doors.client.failure(
      START,
      startRequest({ input: { ...INPUT, consultation_data: data } }),
    );
    expect(failure.fields).toEqual([
      'input.consultation_data.age_years',
      'input.consultation_data.sex',
      'input.consultation_data.symptoms[0].duration_days',
    ]);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('15, 16: the key %s', async (key) => {
    const evil = { structValue: structToWire({ role: 'admin' }) };
    const fields = Object.fromEntries([['user_id', text('u')]]);
    Object.defineProperty(fields, key, { value: evil, enumerable: true });
    const failure = await refusedRaw(raw(fields));
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(failure.fields[0]).toContain('input');
    expect(({} as { role?: string }).role).toBeUndefined();
    const labels = await refusedRaw({ ...startWire(), labels: Object.fromEntries([[key, 'x']]) });
    expect(labels).toMatchObject({ code: status.INVALID_ARGUMENT });
  });

  it('48, 49: keys of 100 KB, emoji and right-to-left text do not break the answer', async () => {
    const keys = [
      'k'.repeat(100_000),
      '👩‍⚕️',
      '\u202eevil',
      'a\r\nb',
      'a\u0000b',
      '<img src=x onerror=alert(1)>',
      '=cmd|x',
    ];
    const failure = await refusedRaw(raw(Object.fromEntries(keys.map((key) => [key, text('x')]))));
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, reason: 'INVALID_ARGUMENT' });
    expect(failure.details?.fieldViolations).toHaveLength(keys.length);
    expect(failure.text.length).toBeLessThan(1_000);
  });

  it('51 mistakes with long paths still fit into the trailer', async () => {
    const input = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`${'键'.repeat(60)}${index}`, 1]),
    );
    const failure = await doors.client.failure(START, startRequest({ input }));
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, reason: 'INVALID_ARGUMENT' });
    expect(failure.fields.length).toBeGreaterThan(0);
  });

  it.each([
    ['seconds beyond every calendar', { deadline: { seconds: '9223372036854775807' } }, 'deadline'],
    ['the year 275760', { deadline: { seconds: '8640000000000' } }, 'deadline'],
    ['negative nanos', { deadline: { seconds: '4000000000', nanos: -1 } }, 'deadline'],
    ['a wait beyond every duration', { wait: { seconds: '9223372036854775807' } }, 'wait'],
    ['a request id of 65', { request_id: 'x'.repeat(65) }, 'request_id'],
    ['a request id with a NUL', { request_id: 'a\u0000b' }, 'request_id'],
  ])('62: %s', async (_what, more, field) => {
    expect(await refusedRaw({ ...startWire(), ...more })).toMatchObject({
      code: status.INVALID_ARGUMENT,
      fields: [field],
    });
  });

  it.each([
    ...['', '../../etc/passwd', '..%2f', '%00', '\u0000', 'a'.repeat(300), "' OR 1=1--", '\u202e', 'NULL'],
    ...[randomUUID().toUpperCase(), `{${randomUUID()}}`, `${randomUUID()}\n`],
  ])('60: the saga id %j', async (saga_id) => {
    for (const method of ['GetSaga', 'CancelSaga']) {
      const failure = await doors.client.failure(`${SAGAS}/${method}`, { saga_id });
      expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT });
      expect(failure.fields).toContain('saga_id');
    }
    const watched = doors.client.messages(`${SAGAS}/WatchSaga`, { saga_id }).catch((error: unknown) => error);
    expect(await watched).toMatchObject({ code: status.INVALID_ARGUMENT });
  });

  it('54: a reason of 100 KB', async () => {
    const request = { saga_id: randomUUID(), reason: 'x'.repeat(100_000) };
    expect((await doors.client.failure(`${SAGAS}/CancelSaga`, request)).fields).toEqual(['reason']);
  });
});

describe('calls', () => {
  it('13: metadata of a megabyte, broken binary metadata, doubled keys', async () => {
    const body = serialize(startWire());
    const large = await sendBytes(body, { filler: 'x'.repeat(1_000_000) });
    expect(large.status).not.toBe(0);
    const unknownType = serialize({ ...startWire(), type: 'none' });
    const broken = await sendBytes(unknownType, { 'trace-bin': '!!not base64!!' });
    expect([status.NOT_FOUND, status.INTERNAL, status.INVALID_ARGUMENT]).toContain(broken.status);
    const doubled = await sendBytes(unknownType, { traceparent: 'a, b, c' });
    expect(doubled.status).toBe(status.NOT_FOUND);
  });

  it('a trace that is none is left out, a good one goes on to the participants', async () => {
    const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    doors.participants.reset();
    await doors.start({ wait: '10s' }, { metadata: { traceparent: 'javascript:alert(1)' } });
    await doors.start({ wait: '10s' }, { metadata: { traceparent: trace } });
    sagas += 2;
    const traces = doors.participants.calls
      .filter(({ method }) => method === 'CreateRecord')
      .map(({ metadata }) => String(metadata.get('traceparent')[0]));
    expect(traces[0]).not.toContain('javascript');
    expect(traces[1]).toContain('a'.repeat(32));
  });

  it('methods and services that are none', async () => {
    for (const path of [`/${SAGAS}/DropSaga`, '/nothing/At', '/', `/${SAGAS}/StartSaga/x`]) {
      expect((await sendBytes(Buffer.alloc(0), {}, { path })).status).toBe(status.UNIMPLEMENTED);
    }
  });

  it('a content type that is none', async () => {
    const answer = await sendBytes(serialize(startWire()), { 'content-type': 'application/json' });
    expect(answer.http).toBe(415);
  });

  it('14: a thousand streams that are reset at once', async () => {
    const session = connect(`http://${doors.client.url}`);
    session.on('error', () => undefined);
    for (let index = 0; index < 1_000; index += 1) {
      const stream = session.request({
        ':method': 'POST',
        ':path': `/${START}`,
        'content-type': 'application/grpc',
      });
      stream.on('error', () => undefined);
      stream.close(constants.NGHTTP2_CANCEL);
    }
    await new Promise<void>((resolve) => {
      session.once('close', resolve);
      session.ping(() => resolve());
    });
    session.destroy();
  });

  it('14: a message that comes byte by byte is read like any other', async () => {
    const body = framed(serialize({ ...startWire(), type: 'none' }));
    const session = connect(`http://${doors.client.url}`);
    const stream = session.request(GRPC_HEADERS);
    for (const byte of body) stream.write(Buffer.from([byte]));
    const answered = new Promise<unknown>((resolve) =>
      stream.on('response', (headers) => resolve(headers['grpc-status'])),
    );
    stream.end();
    expect(Number(await answered)).toBe(status.NOT_FOUND);
    session.destroy();
  });

  it('14: a hundred messages that never end hold up nobody, and go with their connection', async () => {
    const session = connect(`http://${doors.client.url}`);
    session.on('error', () => undefined);
    const body = framed(serialize(startWire()));
    for (let index = 0; index < 100; index += 1) {
      const stream = session.request(GRPC_HEADERS);
      stream.on('error', () => undefined);
      stream.write(body.subarray(0, body.length - 1));
    }
    await new Promise<void>((resolve) => void session.ping(() => resolve()));
    expect(await doors.client.failure(START, { type: 'none' })).toMatchObject({ code: status.NOT_FOUND });
    const closed = new Promise<void>((resolve) => void session.once('close', resolve));
    session.destroy();
    await closed;
    expect(await doors.client.failure(START, { type: 'none' })).toMatchObject({ code: status.NOT_FOUND });
  });

  it('a thousand calls at once over one connection', async () => {
    const calls = Array.from({ length: 1_000 }, () => doors.client.failure(START, { type: 'none' }));
    const codes = new Set((await Promise.all(calls)).map(({ code }) => code));
    expect([...codes]).toEqual([status.NOT_FOUND]);
  });

  it('after all this the doors work, and nothing unforeseen was logged', async () => {
    const saga = await doors.start({ wait: '10s' });
    sagas += 1;
    expect(saga['status']).toBe('SAGA_STATUS_COMPLETED');
    expect(doors.log.filter((line) => /unforeseen|"level":"(error|fatal)"/.test(line))).toEqual([]);
  });
});

function startWire(): object {
  return { type: 'health-consultation', input: structToWire(INPUT as JsonObject) };
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}
