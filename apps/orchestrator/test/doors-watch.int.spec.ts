/** Lists and streams of the clients' door, also while Redis is away. */
import { status, type ClientReadableStream } from '@grpc/grpc-js';
import { jsonCodec, type JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import { eventually } from '#libs/testkit';
import { CallFailure, Doors, SAGAS, startRequest } from './door-fixtures.js';

let doors: Doors;
beforeAll(async () => {
  doors = await Doors.open();
});
afterAll(() => doors.close());
afterEach(() => doors.participants.reset());

const WATCH = `${SAGAS}/WatchSaga`;
const sagaOf = (answer: JsonObject) => answer['saga'] as JsonObject;
const seqsOf = (messages: readonly JsonObject[]) =>
  messages.flatMap(({ events }) => (events as JsonObject[]).map(({ seq }) => Number(seq)));
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('ListSagas', () => {
  const list = (request: JsonObject) => doors.client.call(`${SAGAS}/ListSagas`, request);
  const failure = (request: JsonObject) => doors.client.failure(`${SAGAS}/ListSagas`, request);
  const ids = (answer: JsonObject) => (answer['sagas'] as JsonObject[]).map(({ saga_id: id }) => String(id));
  const started: string[] = [];

  beforeAll(async () => {
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        doors.start({ labels: { clinic: `c-${index % 3}`, patient: `病人 ${index}` } }),
      ),
    );
    started.push(
      ...answers
        .map(({ saga_id: id }) => String(id))
        .toSorted()
        .toReversed(),
    );
    await eventually(
      async () => ids(await list({ filter: 'status = COMPLETED', page_size: 200 })).length === 120,
      { timeoutMs: 25_000 },
    );
  });

  it('pages through all of them, the newest first, each once', async () => {
    const found: string[] = [];
    let token = '';
    const sizes: number[] = [];
    do {
      const page = await list({ page_size: 50, page_token: token });
      found.push(...ids(page));
      sizes.push(ids(page).length);
      token = String(page['next_page_token']);
    } while (token !== '');
    expect(found).toEqual(started);
    expect(sizes).toEqual([50, 50, 20]);
  });

  it('a page that ends with the last one has no next; the default is 50', async () => {
    const all = await list({ page_size: 120 });
    expect(all['next_page_token']).toBe('');
    expect(ids(await list({}))).toHaveLength(50);
    expect(ids(await list({ page_size: 1_000_000_000 }))).toHaveLength(120);
  });

  it('sagas that come meanwhile do not shift the pages', async () => {
    const first = await list({ page_size: 60 });
    const { saga_id: later } = await doors.start({ wait: '10s' });
    const second = await list({ page_size: 60, page_token: first['next_page_token'] ?? '' });
    expect([...ids(first), ...ids(second)]).toEqual(started);
    started.unshift(String(later));
  });

  it('finds by status, type, clear and blind labels, and time', async () => {
    expect(ids(await list({ filter: 'labels.clinic = "c-1"', page_size: 100 }))).toHaveLength(40);
    const blind = await list({ filter: 'labels.patient = "病人 7"' });
    expect(blind['sagas']).toMatchObject([{ labels: { clinic: 'c-1', patient: '' } }]);
    expect(ids(await list({ filter: 'labels.patient = "病人 7" AND labels.clinic = c-2' }))).toEqual([]);
    expect(ids(await list({ filter: 'status = FAILED' }))).toEqual([]);
    expect(ids(await list({ filter: 'create_time < "2026-01-01T00:00:00Z"' }))).toEqual([]);
    const since = 'create_time >= "2026-01-01T00:00:00Z" AND type = health-consultation';
    expect(ids(await list({ filter: since, page_size: 200 }))).toHaveLength(121);
    expect(ids(await list({ filter: `${since}-supervised` }))).toEqual([]);
    const either = 'labels.patient = "病人 7" OR labels.patient = "病人 8" OR status = FAILED';
    expect(ids(await list({ filter: either }))).toEqual(ids(await list({ filter: `(${either})` })));
    expect(ids(await list({ filter: either }))).toHaveLength(2);
  });

  it.each([
    ['a negative size', { page_size: -1 }, 'page_size'],
    ['a token of nobody', { page_token: 'AAAA' }, 'page_token'],
    ['a filter that cannot be read', { filter: `status="X' OR 1=1--"` }, 'filter'],
    ["a filter by the operators' fields", { filter: 'owner = x' }, 'filter'],
    ['a filter that would read every saga', { filter: 'type = "health-consultation"' }, 'filter'],
    ['a NUL', { filter: 'labels.patient = "\u0000"' }, 'filter'],
  ])('%s is refused', async (_what, request, field) => {
    expect(await failure(request)).toMatchObject({ code: status.INVALID_ARGUMENT, fields: [field] });
  });

  it('a token serves the filter that it was made for only', async () => {
    const { next_page_token: token } = await list({ filter: 'status = COMPLETED', page_size: 10 });
    const other = await failure({ filter: 'status = RUNNING', page_token: token ?? '' });
    expect(other).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['page_token'] });
  });
});

describe('WatchSaga', () => {
  const watch = (saga_id: unknown, after = 0) =>
    doors.client.messages(WATCH, { saga_id: String(saga_id), after_revision: String(after) });

  it('tells every transition once and in order, and ends with the saga', async () => {
    const release = doors.participants.hold('GenerateReport');
    const { saga_id } = await doors.start();
    const messages = watch(saga_id);
    await eventually(() => doors.participants.methodsOf(String(saga_id)).includes('GenerateReport'));
    release();
    const told = await messages;
    const revision = Number((await doors.get(saga_id))['revision']);
    expect(seqsOf(told)).toEqual(upTo(revision));
    const last = told.at(-1) as JsonObject;
    expect(sagaOf(last)).toMatchObject({ status: 'SAGA_STATUS_COMPLETED' });
    expect(sagaOf(last)['steps']).toHaveLength(5);
    expect(sagaOf(told[0] as JsonObject)['steps']).toEqual([]);
    const kinds = told.flatMap(({ events }) => (events as JsonObject[]).map(({ kind }) => kind));
    expect(kinds[0]).toBe('EVENT_KIND_STARTED');
    expect(kinds.at(-1)).toBe('EVENT_KIND_COMPLETED');
    expect(kinds.filter((kind) => kind === 'EVENT_KIND_BRANCH_DONE')).toHaveLength(7);
  });

  it('resumes after a revision, and of an ended saga tells the end at once', async () => {
    const { saga_id, revision } = await doors.start({ wait: '10s' });
    const last = Number(revision);
    expect(seqsOf(await watch(saga_id, 3))).toEqual(upTo(last).slice(3));
    const after = await watch(saga_id, last);
    expect(after).toMatchObject([{ saga: { status: 'SAGA_STATUS_COMPLETED' }, events: [] }]);
  });

  it('a revision that was not reached is OUT_OF_RANGE, one that is none INVALID_ARGUMENT', async () => {
    const { saga_id, revision } = await doors.start({ wait: '10s' });
    const failed = (after: unknown) =>
      watch(saga_id, after as number).catch((error: unknown) => error as CallFailure);
    expect(await failed(Number(revision) + 1)).toMatchObject({
      code: status.OUT_OF_RANGE,
      reason: 'REVISION_NOT_REACHED',
    });
    expect(await failed(-1)).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['after_revision'] });
    const huge = await failed('9223372036854775807');
    expect(huge).toMatchObject({ code: status.INVALID_ARGUMENT });
  });

  it('an unknown saga is NOT_FOUND', async () => {
    const unknown = watch('0190b2a8-0000-7000-8000-000000000001').catch((error: unknown) => error);
    expect(await unknown).toMatchObject({ code: status.NOT_FOUND, reason: 'SAGA_NOT_FOUND' });
  });

  it('goes on while a saga is stuck', async () => {
    const no = grpcError({ code: status.FAILED_PRECONDITION, message: 'no', reason: 'NO_PAPER' });
    doors.participants.script('GenerateReport', () => Promise.reject(no));
    const { saga_id } = await doors.start({ type: 'health-consultation-supervised' });
    const stream = doors.client.stream(WATCH, { saga_id: String(saga_id) });
    const seen = collect(stream);
    await eventually(() => seen.some((message) => sagaOf(message)['status'] === 'SAGA_STATUS_FAILED'));
    expect(stream.readableEnded).toBe(false);
    stream.cancel();
  });

  it('a client that goes away ends its stream in the server', async () => {
    const release = doors.participants.hold('GenerateReport');
    const { saga_id } = await doors.start();
    const streams = Array.from({ length: 20 }, () =>
      doors.client.stream(WATCH, { saga_id: String(saga_id) }),
    );
    const seen = streams.map(collect);
    await eventually(() => seen.every(({ length }) => length > 0));
    for (const stream of streams) stream.cancel();
    release();
    await doors.until(saga_id, 'COMPLETED');
    expect(doors.log.filter((line) => /unforeseen|unhandled/.test(line))).toEqual([]);
  });

  it('hears from another process what happens there', async () => {
    const other = await doors.add({ SUOKE_ROLES: 'api' });
    const release = doors.participants.hold('GenerateReport');
    const { saga_id } = sagaOf(await other.client.call(`${SAGAS}/StartSaga`, startRequest()));
    const told = other.client.messages(WATCH, { saga_id: saga_id ?? '' });
    await eventually(() => doors.participants.methodsOf(String(saga_id)).includes('GenerateReport'));
    release();
    expect(seqsOf(await told)).toEqual(upTo(Number((await doors.get(saga_id))['revision'])));
  });
});

describe('G9: while Redis is away', () => {
  it('sagas start, run, are waited for, listed and watched', async () => {
    await doors.redis.down();
    try {
      const release = doors.participants.hold('GenerateReport');
      const { saga_id } = await doors.start();
      const watched = doors.client.messages(WATCH, { saga_id: String(saga_id) });
      await eventually(() => doors.participants.methodsOf(String(saga_id)).includes('GenerateReport'));
      const [other] = (await doors.client.call(`${SAGAS}/ListSagas`, { filter: 'status = RUNNING' }))[
        'sagas'
      ] as JsonObject[];
      expect(other).toMatchObject({ saga_id });
      release();
      const told = await watched;
      expect(sagaOf(told.at(-1) as JsonObject)['status']).toBe('SAGA_STATUS_COMPLETED');
      expect(seqsOf(told)).toEqual(upTo(seqsOf(told).length));
      const waited = await doors.start({ wait: '10s' });
      expect(waited).toMatchObject({ status: 'SAGA_STATUS_COMPLETED' });
      const glance = await doors.client.call(`${SAGAS}/GetSaga`, { saga_id: String(saga_id) });
      expect(sagaOf(glance)['status']).toBe('SAGA_STATUS_COMPLETED');
    } finally {
      await doors.redis.up();
    }
  });
});

function collect(stream: ClientReadableStream<object>): JsonObject[] {
  const codec = jsonCodec('suoke.saga.v1.WatchSagaResponse');
  const seen: JsonObject[] = [];
  stream.on('data', (message: object) => seen.push(codec.fromWire(message)));
  stream.on('error', () => undefined);
  return seen;
}
