/**
 * Faults of people and clients, and of the date of the machine, at the doors of two real orchestrators. The titles begin with
 * the number of the fault in the matrix; a fault that did not strike makes its test red.
 */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import { eventually } from '#libs/testkit';
import type pg from 'pg';
import {
  ADMIN,
  asRole,
  CallFailure,
  Doors,
  INPUT,
  SAGAS,
  startRequest,
  type CallSettings,
  type Place,
  type Role,
} from './door-fixtures.js';

let doors: Doors;
let sql: pg.Pool;
let places: readonly [Place, Place];

beforeAll(async () => {
  doors = await Doors.open();
  places = [doors.first, await doors.add()];
  sql = doors.database.pool({ schema: 'orchestrator' });
});
afterAll(async () => {
  await sql.end();
  await doors.close();
});
afterEach(() => doors.participants.reset());

const noPaper = () =>
  Promise.reject(grpcError({ code: status.FAILED_PRECONDITION, message: 'no paper', reason: 'NO_PAPER' }));
const sagaOf = (answer: JsonObject) => answer['saga'] as JsonObject;

/** As a client does it: what was not answered, or cannot be served at the moment, is asked for again with the same request id. */
async function insist(
  { client }: Place,
  path: string,
  request: object,
  settings?: CallSettings,
): Promise<JsonObject | CallFailure> {
  const passing: number[] = [status.UNAVAILABLE, status.RESOURCE_EXHAUSTED];
  const once = () =>
    client.call(path, request, settings).catch((error: unknown) => {
      if (error instanceof CallFailure && !passing.includes(error.code)) return error;
      throw error;
    });
  return eventually(once, { timeoutMs: 25_000, intervalMs: 100 });
}

async function startMany(count: number, more: JsonObject = {}): Promise<JsonObject[]> {
  const start = () =>
    insist(doors.first, `${SAGAS}/StartSaga`, startRequest({ request_id: randomUUID(), ...more }));
  const answers = await Promise.all(Array.from({ length: count }, start));
  return answers.map((answer) => sagaOf(answer as JsonObject));
}

/** Sagas that stand still because the report was refused. */
async function stuck(count: number): Promise<JsonObject[]> {
  doors.participants.script('GenerateReport', noPaper);
  const started = await startMany(count, { type: 'health-consultation-supervised' });
  const sagas = await Promise.all(started.map(({ saga_id }) => until(saga_id, 'FAILED')));
  doors.participants.reset();
  return sagas;
}

function mutation({ saga_id, etag }: JsonObject, more: JsonObject = {}): JsonObject {
  const words = { request_id: randomUUID(), reason: 'asked for by the ward' };
  return { saga_id: saga_id ?? '', etag: etag ?? '', ...words, ...more };
}

/** `ok`, or the code and reason by which it was refused. */
async function ask(
  place: Place,
  method: string,
  request: JsonObject,
  role: Role = 'operator',
): Promise<string> {
  const answer = await insist(place, `${ADMIN}/${method}`, request, asRole(role));
  return answer instanceof CallFailure ? `${status[answer.code]} ${answer.reason}` : 'ok';
}

async function audited(saga: JsonObject): Promise<string[]> {
  const { rows } = await sql.query<{ entry: string }>(
    `select decision || ' ' || result as entry from audit_entry where target = $1 order by decision`,
    [`sagas/${String(saga['saga_id'])}`],
  );
  return rows.map(({ entry }) => entry);
}

/** Patient: many of these sagas move at once, and the machine may be busy. */
const until = (sagaId: unknown, end: string) => doors.until(sagaId, end, 25_000);

const LATE = 'ABORTED ETAG_MISMATCH';

describe('F17: operators at once', () => {
  it('one who replays and one who compensates, in two processes: one wins, the other is told to look again, each leaves one entry', async () => {
    const sagas = await stuck(16);
    const seen = await Promise.all(
      sagas.map(async (saga, index) => {
        const [here, there] = index % 2 === 0 ? places : [places[1], places[0]];
        const replay = ask(here, 'ReplaySaga', mutation(saga));
        const compensate = ask(there, 'CompensateSaga', mutation(saga), 'admin');
        return [await replay, await compensate];
      }),
    );
    for (const [index, answers] of seen.entries()) {
      const saga = sagas[index] as JsonObject;
      expect(answers.toSorted()).toEqual([LATE, 'ok']);
      await until(saga['saga_id'], answers[0] === 'ok' ? 'COMPLETED' : 'COMPENSATED');
      expect(await audited(saga)).toEqual(['allowed ok', 'denied ETAG_MISMATCH']);
    }
  });

  it('one who clicks twice acts once', async () => {
    const [saga] = await stuck(1);
    const click = (place: Place) => ask(place, 'ReplaySaga', mutation(saga as JsonObject));
    const answers = await Promise.all([click(places[0]), click(places[0]), click(places[1])]);
    expect(answers.toSorted()).toEqual([LATE, LATE, 'ok']);
    await until(saga?.['saga_id'], 'COMPLETED');
    expect(await audited(saga as JsonObject)).toEqual([
      'allowed ok',
      'denied ETAG_MISMATCH',
      'denied ETAG_MISMATCH',
    ]);
  });

  it('one request a hundred times, at two processes: all get its answer, and there is one entry', async () => {
    const [saga] = await stuck(1);
    const request = mutation(saga as JsonObject);
    const repeats = Array.from({ length: 100 }, (_, index) =>
      ask(places[index % 2] as Place, 'CompensateSaga', request),
    );
    expect(new Set(await Promise.all(repeats))).toEqual(new Set(['ok']));
    await until(saga?.['saga_id'], 'COMPENSATED');
    expect(await audited(saga as JsonObject)).toEqual(['allowed ok']);
  });
});

it('F18: forty consultations whose last step completes while operators compensate them are done or undone, never half', async () => {
  const release = doors.participants.hold('UpdateHealthRecord');
  const held = () => doors.participants.calls.filter(({ method }) => method === 'UpdateHealthRecord').length;
  const sagas = await startMany(40);
  await eventually(() => held() === 40, { timeoutMs: 25_000 });
  const compensate = (saga: JsonObject, index: number) =>
    ask(places[index % 2] as Place, 'CompensateSaga', mutation(saga, { etag: '' }));
  const pause = (saga: JsonObject, index: number) =>
    ask(places[index % 2] as Place, 'PauseSaga', mutation(saga, { etag: '' }));
  // The first are early and the last are late for certain; those between race.
  const early = await Promise.all(sagas.slice(0, 5).map(compensate));
  release();
  const racing = await Promise.all(sagas.slice(5, 35).map(compensate));
  for (const saga of sagas.slice(35)) await until(saga['saga_id'], 'COMPLETED');
  const late = await Promise.all(sagas.slice(35).map(pause));
  const answers = [...early, ...racing, ...late];
  for (const [index, { saga_id }] of sagas.entries()) {
    const isTurned = answers[index] === 'ok';
    if (!isTurned) expect(answers[index]).toMatch(/^FAILED_PRECONDITION /);
    await until(saga_id, isTurned ? 'COMPENSATED' : 'COMPLETED');
    const undone = doors.participants
      .methodsOf(String(saga_id))
      .filter((name) => /^(Delete|Cancel|Revert)/.test(name));
    expect(new Set(undone).size).toBe(isTurned ? 5 : 0);
  }
  expect([early.every((answer) => answer === 'ok'), late.every((answer) => answer !== 'ok')]).toEqual([
    true,
    true,
  ]);
});

it('F25: one request id a hundred times at once with two bodies, at two processes: one saga, and the other body is refused', async () => {
  const request_id = randomUUID();
  const bodies = [INPUT, { ...INPUT, user_id: 'u-2' }] as const;
  const told = await Promise.all(
    Array.from({ length: 100 }, (_, index) => {
      const request = startRequest({ request_id, input: bodies[index % 2] as JsonObject });
      return insist(places[(index >> 1) % 2] as Place, `${SAGAS}/StartSaga`, request);
    }),
  );
  const answers = told.map((answer) =>
    answer instanceof CallFailure
      ? `${status[answer.code]} ${answer.reason} ${answer.fields.join()}`
      : String(sagaOf(answer)['saga_id']),
  );
  const [sagaId, refused] = [...new Set(answers)].sort();
  expect([sagaId, refused].map((one) => answers.filter((answer) => answer === one).length)).toEqual([50, 50]);
  expect(refused).toBe('ALREADY_EXISTS REQUEST_ID_REUSED input.user_id');
  await until(sagaId, 'COMPLETED');
  const { rows } = await sql.query('select saga_id from saga_request where request_id = $1', [request_id]);
  expect(rows).toEqual([{ saga_id: sagaId }]);
});

describe('F33: the date of the machine', () => {
  const real = Date;
  let aheadMs = 0;

  beforeAll(() => {
    globalThis.Date = class extends real {
      constructor(...given: unknown[]) {
        if (given.length === 0) super(real.now() + aheadMs);
        else super(...(given as [string]));
      }
      static override now = () => real.now() + aheadMs;
    } as DateConstructor;
  });
  afterAll(() => void (globalThis.Date = real));

  it('an hour ahead, then an hour behind in the middle of a wait: the wait and the deadline are those of the database', async () => {
    aheadMs = 3_600_000;
    const calls: { saga: string; atMs: number }[] = [];
    const later = grpcError({ code: status.ABORTED, message: 'x', reason: 'LATER', retryDelayMs: 2_500 });
    doors.participants.script('CreateRecord', ({ key }) => {
      const saga = key.slice(0, 36);
      calls.push({ saga, atMs: performance.now() });
      if (calls.filter((call) => call.saga === saga).length === 1) throw later;
      return { consultation_id: 'c-1' };
    });
    const [{ saga_id } = {} as JsonObject] = await startMany(1);
    const times = () => calls.flatMap(({ saga, atMs }) => (saga === saga_id ? [atMs] : []));
    await eventually(() => times().length === 1);
    aheadMs = -3_600_000;
    await until(saga_id, 'COMPLETED');
    const [first = 0, second = 0] = times();
    expect(second - first).toBeGreaterThanOrEqual(2_400);
    expect(second - first).toBeLessThan(10_000);
    const { rows } = await sql.query(
      `select created_at between now() - interval '30 s' and now() as is_dated,
        extract(epoch from deadline_at - created_at)::int as deadline from saga where id = $1`,
      [saga_id],
    );
    expect(rows).toEqual([{ is_dated: true, deadline: 900 }]);
  });
});
