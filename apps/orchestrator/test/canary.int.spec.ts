/**
 * G12: a mark is put into everything that may hold health data: inputs, replies, texts of errors, words of operators. Then
 * whatever the orchestrator kept or said is searched for it.
 */
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { createRedis, grpcError, redisReady } from '#libs/platform';
import { eventually, testServers } from '#libs/testkit';
import type { Redis } from 'ioredis';
import { ADMIN, asRole, Doors, FLOW, SAGAS, startRequest } from './door-fixtures.js';

/** Has the form of no code, reason, id or field name. */
const CANARY = `金丝雀 canary#${randomUUID()} <secret>`;
const MARKS = [CANARY, CANARY.slice(4, 47), JSON.stringify(CANARY).slice(1, -1), encodeURIComponent(CANARY)];
const BINARY_MARKS = [
  Buffer.from(CANARY).toString('hex'),
  Buffer.from(CANARY).toString('base64').slice(0, 40),
  Buffer.from(CANARY, 'utf16le').toString('hex'),
];

const INPUT: JsonObject = {
  user_id: CANARY,
  consultation_data: { complaint: CANARY, symptoms: [{ name: CANARY, note: CANARY }], allergies: [CANARY] },
};
const TEXT = { zh_cn: CANARY, en: CANARY };

let doors: Doors;
let monitor: Socket;
const redisCommands: string[] = [];
/** What clients and operators were shown, but for the outputs of sagas. */
const shown: string[] = [];

beforeAll(async () => {
  doors = await Doors.open({ SUOKE_LOG_LEVEL: 'trace' });
  monitor = await monitored();
  singWith(doors);
});
afterAll(async () => {
  monitor.destroy();
  await doors.close();
});

/** Everything that anybody tells the Redis of the tests, from now on. A bare socket: the library's monitor may meet its own first command. */
async function monitored(): Promise<Socket> {
  const { hostname, port } = new URL(testServers().redisUrl);
  const socket = connect(Number(port), hostname);
  let rest = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop() ?? '';
    redisCommands.push(...lines);
  });
  socket.write('MONITOR\r\n');
  await eventually(() => redisCommands.includes('+OK'));
  return socket;
}

async function connected(): Promise<Redis> {
  const redis = createRedis(testServers().redisUrl, 'producer');
  if (!(await redisReady(redis, 5_000))) throw new Error('the Redis of the tests does not answer');
  return redis;
}

function singWith({ participants }: Doors): void {
  participants.script('Analyze', () => ({ analysis_id: CANARY, result: { summary: TEXT } }));
  participants.script('GenerateReport', () => ({
    report_id: CANARY,
    version: 1,
    title: TEXT,
    summary: TEXT,
  }));
}

/** An error in which every text holds the mark. */
function singing(code: status) {
  return grpcError({
    code,
    message: CANARY,
    reason: 'NO_PAPER',
    domain: CANARY,
    metadata: { [CANARY]: CANARY },
    fieldViolations: [{ field: `data["${CANARY}"]`, description: CANARY }],
    localizedMessage: { locale: CANARY, message: CANARY },
    resource: { resourceType: CANARY, resourceName: CANARY },
    retryDelayMs: 20,
  });
}

const mutation = ({ saga_id, etag }: JsonObject): JsonObject => ({
  saga_id: saga_id ?? '',
  etag: etag ?? '',
  request_id: randomUUID(),
  reason: CANARY,
});

async function start(more: JsonObject = {}): Promise<JsonObject> {
  const request = startRequest({ input: INPUT, labels: { patient: CANARY, clinic: 'east' }, ...more });
  const { saga } = await doors.client.call(`${SAGAS}/StartSaga`, request);
  return saga as JsonObject;
}

async function look(sagaId: unknown): Promise<void> {
  const saga_id = String(sagaId);
  const { saga } = await doors.client.call(`${SAGAS}/GetSaga`, { saga_id, view: 'SAGA_VIEW_FULL' });
  const { output: _output, ...rest } = saga as JsonObject;
  shown.push(JSON.stringify(rest));
  shown.push(JSON.stringify(await doors.admin('GetSaga', { saga_id })));
  const preview_actions = ['ACTION_REPLAY', 'ACTION_REWIND', 'ACTION_COMPENSATE', 'ACTION_CLOSE'];
  shown.push(JSON.stringify(await doors.admin('ExplainSaga', { saga_id, preview_actions })));
  const stream = doors.client.stream(`${SAGAS}/WatchSaga`, { saga_id });
  stream.on('error', () => undefined);
  const first = await new Promise<object>((resolve) => stream.once('data', resolve));
  stream.cancel();
  shown.push(JSON.stringify((first as { events: unknown }).events));
}

describe('sagas that are full of it', () => {
  it('one that completes', async () => {
    const saga = await start({ wait: '10s' });
    expect(saga).toMatchObject({ status: 'SAGA_STATUS_COMPLETED', output: { report_id: CANARY } });
    await look(saga['saga_id']);
  });

  it('one that is refused, and undone with trouble', async () => {
    let failures = 2;
    doors.participants.script('UpdateHealthRecord', () =>
      Promise.reject(singing(status.FAILED_PRECONDITION)),
    );
    doors.participants.script('DeleteReport', () =>
      failures-- > 0 ? Promise.reject(singing(status.ABORTED)) : {},
    );
    const saga = await start({ wait: '15s' });
    expect(saga).toMatchObject({ status: 'SAGA_STATUS_COMPENSATED', turn_cause: 'TURN_CAUSE_REFUSED' });
    await look(saga['saga_id']);
  });

  it('one that is stuck, is replayed, is stuck again, and is undone by an operator', async () => {
    doors.participants.script('SendNotification', () => Promise.reject(singing(status.PERMISSION_DENIED)));
    const saga = await start({ type: 'health-consultation-supervised', wait: '10s' });
    expect(saga).toMatchObject({ status: 'SAGA_STATUS_FAILED', error: { reason: 'NO_PAPER' } });
    await look(saga['saga_id']);
    await doors.admin('ReplaySaga', mutation(saga));
    const again = await eventually(async () => {
      const seen = await doors.get(saga['saga_id']);
      return seen['status'] === 'SAGA_STATUS_FAILED' && seen['revision'] !== saga['revision'] && seen;
    });
    await doors.admin('CompensateSaga', mutation(again));
    const ended = await doors.until(saga['saga_id'], 'COMPENSATED');
    await look(saga['saga_id']);
    doors.participants.reset();
    singWith(doors);
    const fresh = await doors.admin('ReplaySaga', mutation(ended));
    await doors.until(((fresh['result'] as JsonObject)['saga'] as JsonObject)['saga_id'], 'COMPLETED');
  });

  it('one that is cancelled, and one whose request comes again with another body', async () => {
    const release = doors.participants.hold('CreateRecord');
    const request_id = randomUUID();
    const saga = await start({ request_id });
    await doors.client.call(`${SAGAS}/CancelSaga`, { saga_id: saga['saga_id'] ?? '', reason: CANARY });
    release();
    await doors.until(saga['saga_id'], 'COMPENSATED');
    const other = { request_id, input: { user_id: `${CANARY}2` } };
    const conflict = await doors.client.failure(`${SAGAS}/StartSaga`, startRequest(other));
    expect(conflict.reason).toBe('REQUEST_ID_REUSED');
    shown.push(JSON.stringify(conflict));
  });

  it('one that is read in the clear, by somebody who says why', async () => {
    const saga = await start({ wait: '10s' });
    const request = { saga_id: saga['saga_id'] ?? '', reveal: true, reason: CANARY };
    for (const method of ['GetSaga', 'ListSagaEvents'])
      expect(JSON.stringify(await doors.admin(method, request, 'reader'))).toContain(CANARY.slice(0, 40));
    const filter = `target = "sagas/${String(saga['saga_id'])}"`;
    const audit = { filter, reveal: true, reason: 'who read that' };
    const { entries } = await doors.admin('ListAuditEntries', audit, 'revealer');
    expect(entries).toMatchObject([{ reason: CANARY }, { reason: CANARY }]);
    const { entries: masked } = await doors.admin('ListAuditEntries', { filter }, 'revealer');
    shown.push(JSON.stringify(masked));
    const failure = await doors.adminFailure(
      'GetSaga',
      { saga_id: CANARY, reveal: true, reason: CANARY },
      'reader',
    );
    shown.push(`${failure.text} ${JSON.stringify(failure.details)}`);
  });

  it('requests that are refused', async () => {
    const failures = [
      doors.client.failure(`${SAGAS}/StartSaga`, { type: CANARY }),
      doors.client.failure(
        `${SAGAS}/StartSaga`,
        startRequest({ request_id: CANARY, labels: { clinic: CANARY } }),
      ),
      doors.client.failure(
        `${SAGAS}/StartSaga`,
        startRequest({ input: { ...INPUT, consultation_data: CANARY } }),
      ),
      doors.client.failure(`${FLOW}/StartConsultation`, { input: { user_id: CANARY } }),
      doors.client.failure(`${SAGAS}/GetSaga`, { saga_id: CANARY }),
      doors.client.failure(`${SAGAS}/ListSagas`, {
        filter: `labels.patient != "${CANARY}"`,
        page_token: CANARY,
      }),
      doors.client.failure(`${ADMIN}/ReplaySaga`, {
        saga_id: CANARY,
        request_id: CANARY,
        reason: CANARY,
        etag: CANARY,
      }),
      doors.adminFailure('ReplaySaga', { saga_id: CANARY, request_id: CANARY, reason: CANARY, etag: CANARY }),
      doors.adminFailure('CompensateSaga', { saga_id: CANARY, request_id: CANARY, reason: CANARY }, 'viewer'),
    ];
    for (const failure of await Promise.all(failures))
      shown.push(`${failure.text} ${JSON.stringify(failure.details)}`);
    const listed = await doors.client.call(`${SAGAS}/ListSagas`, { filter: `labels.patient = "${CANARY}"` });
    expect((listed['sagas'] as JsonObject[]).length).toBeGreaterThan(4);
    const admin = await doors.client.call(`${ADMIN}/ListSagas`, {}, asRole('viewer'));
    shown.push(JSON.stringify(listed), JSON.stringify(admin));
  });
});

describe('G12: it is nowhere in the clear', () => {
  const found = (text: string) => [...MARKS, ...BINARY_MARKS].filter((mark) => text.includes(mark));

  it('in no column of any table', async () => {
    const pool = doors.database.pool();
    const { rows: tables } = await pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    let sealed = 0;
    for (const { name } of tables) {
      const { rows } = await pool.query<{ line: string }>(`select t::text as line from ${name} as t`);
      for (const { line } of rows) expect({ name, found: found(line) }).toEqual({ name, found: [] });
      if (/saga_event/.test(name)) sealed += rows.filter(({ line }) => /\\x[0-9a-f]{40}/.test(line)).length;
    }
    await pool.end();
    expect(tables.length).toBeGreaterThan(8);
    expect(sealed).toBeGreaterThan(30);
  });

  it('in no key and no value of Redis, in no command that was sent there', async () => {
    const redis = await connected();
    const keys = await redis.keys(`*${doors.redisPrefix}*`);
    for (const key of keys) {
      const dump = await redis.dumpBuffer(key);
      expect(found(`${key} ${String(dump)} ${dump?.toString('hex') ?? ''}`)).toEqual([]);
    }
    redis.disconnect();
    const ours = redisCommands.filter((line) => line.includes(doors.redisPrefix));
    expect(keys.length).toBeGreaterThan(3);
    expect(ours.length).toBeGreaterThan(20);
    expect(ours.filter((line) => found(line).length > 0)).toEqual([]);
  });

  it('in no line of the log', () => {
    expect(doors.log.length).toBeGreaterThan(3);
    expect(doors.log.filter((line) => found(line).length > 0)).toEqual([]);
  });

  it('in nothing that was shown', () => {
    expect(shown.length).toBeGreaterThan(15);
    expect(shown.filter((text) => found(text).length > 0)).toEqual([]);
  });

  it('and in no metadata of a call, while participants got the data itself', () => {
    const { calls } = doors.participants;
    expect(calls.some(({ request }) => found(JSON.stringify(request)).length > 0)).toBe(true);
    for (const { metadata } of calls) expect(found(JSON.stringify(metadata.toJSON()))).toEqual([]);
  });
});
