import { EngineHarness, everyKind, settled, type EngineProcess } from '#libs/testkit';
import { EngineError } from './errors.js';
import { LIMITS } from './limits.js';
import { differences } from './starter.js';

let harness: EngineHarness;
let process: EngineProcess;

beforeEach(async () => {
  harness = new EngineHarness();
  process = await harness.spawn({ isWorker: false });
});
afterEach(async () => {
  expect(await harness.close()).toEqual([]);
});

function start(input: object, rest: object = {}) {
  const request = { type: 'every-kind', input: input as { item: string }, ...rest };
  return harness.awaiting(process.engine.starter.start(request));
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error as EngineError,
  );

describe('a start', () => {
  it('G1: is answered only after the commit', async () => {
    process.faults.next('start', 'hang');
    let isAnswered = false;
    const answer = process.engine.starter.start({ type: 'every-kind', input: {} });
    answer.then(
      () => (isAnswered = true),
      () => (isAnswered = true),
    );
    await harness.clock.pass(60_000);
    expect(isAnswered).toBe(false);
    expect(harness.db.sagas.size).toBe(0);
    process.faults.thaw();
    const { sagaId } = await answer;
    expect(harness.row(sagaId)).toMatchObject({ status: 'RUNNING', epoch: 0, revision: 1, owner: null });
  });

  it('G7: writes a row that is the fold of its one event, due now', async () => {
    const { sagaId, started } = await start({ item: 'tea' }, { labels: { clinic: 'north' } });
    const { state, columns } = harness.folded(sagaId);
    expect(harness.row(sagaId)).toMatchObject({
      ...columns,
      dueAtMs: harness.db.now(),
      labels: { clinic: 'north' },
    });
    expect(state.deadlineAtMs).toBe(harness.db.now() + (everyKind.deadlineMs ?? 0));
    expect(started?.state).toEqual(state);
    expect(started?.row).toMatchObject({ ...columns, id: sagaId, epoch: 0 });
  });

  it('S2: the same request id finds the same saga, also in the same batch', async () => {
    const request = { requestId: 'once' };
    const [first, second] = await Promise.all([
      start({ item: 'tea' }, request),
      start({ item: 'tea' }, request),
    ]);
    const third = await start({ item: 'tea' }, request);
    expect(new Set([first?.sagaId, second?.sagaId, third.sagaId]).size).toBe(1);
    expect([first?.started, second?.started].filter((one) => one !== null)).toHaveLength(1);
    expect(third.started).toBeNull();
    expect(harness.db.sagas.size).toBe(1);
  });

  it('S2 G12: another body is refused with the paths that differ, and no value', async () => {
    const first = await start({ item: 'tea', patient: { name: 'Zhang', age: 44 } }, { requestId: 'once' });
    const error = await failure(
      start(
        { item: 'tea', patient: { name: 'Li', age: 44 }, more: 1 },
        { requestId: 'once', labels: { clinic: 'x' } },
      ),
    );
    expect(error).toMatchObject({ code: 'REQUEST_CONFLICT', kind: 'refused' });
    expect(error?.details.sagaId).toBe(first.sagaId);
    expect(error?.details.violations?.map(({ field }) => field)).toEqual([
      'input.more',
      'input.patient.name',
      'labels.clinic',
    ]);
    expect(JSON.stringify([error?.message, error?.details])).not.toMatch(/Zhang|Li"|44/);
  });

  it('S2: a start that is repeated after its own deadline finds its saga', async () => {
    const request = { requestId: 'once', deadlineAtMs: harness.db.now() + 2_000 };
    const { sagaId } = await start({ item: 'tea' }, request);
    await harness.clock.pass(3_000);
    process.faults.next('earlierStarts', 'before');
    expect(await start({ item: 'tea' }, request)).toMatchObject({ sagaId, started: null });
    const other = await failure(start({ item: 'milk' }, request));
    expect(other).toMatchObject({ code: 'REQUEST_CONFLICT', details: { sagaId } });
    const late = await failure(start({ item: 'tea' }, { ...request, requestId: 'another' }));
    expect(late).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(harness.db.sagas.size).toBe(1);
  });

  it('S3: an answer that was lost is asked for again; the saga is there once, and is announced', async () => {
    process.faults.next('start', 'after');
    const { sagaId, started } = await start({ item: 'tea' });
    expect(process.faults.strikes('start')).toBe(1);
    expect(started).not.toBeNull();
    expect([...harness.db.sagas.keys()]).toEqual([sagaId]);
    expect(harness.queue.jobs).toEqual([{ sagaId, epoch: 0, delayMs: 0 }]);
  });

  it('S3: while the store is down it is UNAVAILABLE, in bounded time; later the request id starts it', async () => {
    process.faults.outage();
    const error = await failure(start({ item: 'tea' }, { requestId: 'once' }));
    expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', kind: 'unknown-outcome' });
    expect(error?.details.retryAfterMs).toBeGreaterThan(0);
    expect(harness.clock.monotonicMs()).toBeLessThan(2_000);
    process.faults.recover();
    expect((await start({ item: 'tea' }, { requestId: 'once' })).started).not.toBeNull();
  });

  it('S3: UNAVAILABLE, although it was committed: the request id finds it', async () => {
    process.faults.next('start', 'after', 'connection', 5);
    const error = await failure(start({ item: 'tea' }, { requestId: 'once' }));
    expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    const { sagaId, started } = await start({ item: 'tea' }, { requestId: 'once' });
    expect(started).toBeNull();
    expect([...harness.db.sagas.keys()]).toEqual([sagaId]);
  });

  it('a start that cannot be stored stands alone', async () => {
    const poison = '\u0000';
    const answers = await Promise.all(
      ['a', 'b', poison, 'c', 'd'].map((clinic) => failure(start({ item: 'tea' }, { labels: { clinic } }))),
    );
    expect(answers.map((error) => error?.code ?? 'started')).toEqual([
      ...['started', 'started', 'UNSTORABLE', 'started', 'started'],
    ]);
    expect(harness.db.sagas.size).toBe(4);
  });
});

describe('what is refused before anything is written', () => {
  it('an unknown type, a deadline in the past, an input that is too large', async () => {
    const { starter } = process.engine;
    expect(await failure(starter.start({ type: 'nothing', input: {} }))).toMatchObject({
      code: 'SAGA_TYPE_UNKNOWN',
    });
    const past = await failure(start({}, { deadlineAtMs: harness.db.now() }));
    expect(past).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(past?.details.violations).toEqual([{ field: 'deadline', description: 'is in the past' }]);
    const large = await failure(start({ item: '药'.repeat(LIMITS.inputBytes / 3) }));
    expect(large).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    expect(harness.db.sagas.size).toBe(0);
  });

  it('F40: admission: when 2,048 starts wait, the next is refused with a time to come back', async () => {
    process.faults.next('start', 'hang', 'connection', 2);
    const { starter } = process.engine;
    const begin = () => starter.start({ type: 'every-kind', input: {} });
    const inFlight = Array.from({ length: 512 }, begin);
    await settled();
    const waiting = Array.from({ length: LIMITS.startsWaiting }, begin);
    const error = await failure(begin());
    expect(error).toMatchObject({ code: 'OVERLOADED', kind: 'retryable' });
    expect(error?.details.retryAfterMs).toBeGreaterThan(0);
    process.faults.thaw();
    await harness.awaiting(Promise.all([...inFlight, ...waiting]));
    expect(harness.db.sagas.size).toBe(512 + LIMITS.startsWaiting);
  });

  it('F40: admission: when the oldest due saga waits for more than five seconds, and only then', async () => {
    await start({ item: 'first' });
    await harness.clock.pass(5_000);
    await start({ item: 'second' });
    await harness.clock.pass(500);
    expect(await failure(start({ item: 'third' }))).toMatchObject({ code: 'OVERLOADED' });
    const worker = await harness.spawn();
    await harness.rests();
    await harness.clock.pass(500);
    await start({ item: 'fourth' });
    await harness.awaiting(worker.engine.stop(100));
  });

  it('a process that stops takes no more, and ends those that it took', async () => {
    process.faults.next('start', 'before', 'connection', 2);
    const taken = process.engine.starter.start({ type: 'every-kind', input: {} });
    const stopped = process.engine.stop(1_000);
    expect(await failure(process.engine.starter.start({ type: 'every-kind', input: {} }))).toMatchObject({
      code: 'SHUTTING_DOWN',
    });
    await harness.awaiting(stopped);
    expect((await taken).started).not.toBeNull();
  });
});

describe('differences', () => {
  it('names paths, at most sixteen of them', () => {
    expect(differences({ a: 1, b: [1] }, { a: 1, b: [2], c: null }, ['input'])).toEqual([
      'input.b',
      'input.c',
    ]);
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`, index]));
    expect(differences(many, {}, ['input'])).toHaveLength(16);
    expect(differences('a', { a: 1 }, ['input'])).toEqual(['input']);
  });
});
