import {
  applied,
  compensatable,
  EngineHarness,
  hanging,
  plan,
  refused,
  settled,
  type EngineProcess,
} from '#libs/testkit';
import type { SagaDetail } from './reader.js';

let harness: EngineHarness;
let process: EngineProcess;

beforeEach(async () => {
  harness = new EngineHarness();
  process = await harness.spawn();
});
afterEach(async () => {
  expect(await harness.close()).toEqual([]);
});

async function completed(): Promise<string> {
  const { sagaId } = await harness.start(process);
  await harness.reaches(sagaId, 'COMPLETED');
  return sagaId;
}

describe('status', () => {
  it('comes from the own mover, else from the hot snapshot, else from the row', async () => {
    harness.caller.next('reserve', hanging);
    const { sagaId } = await harness.start(process);
    process.faults.outage();
    harness.progress.works = false;
    expect(await process.engine.reader.status(sagaId)).toMatchObject({ status: 'RUNNING', revision: 1 });
    process.faults.recover();
    harness.progress.works = true;
    const client = await harness.spawn({ isWorker: false });
    const snapshot = await client.engine.reader.status(sagaId);
    expect(snapshot).toMatchObject({
      sagaId,
      type: 'every-kind',
      status: 'RUNNING',
      revision: 1,
      ended: false,
    });
    expect(client.faults.strikes('rows')).toBe(0);
    harness.progress.works = false;
    expect(await client.engine.reader.status(sagaId)).toEqual(snapshot);
  });

  it('needs no key: a saga whose secrets do not open has one as well', async () => {
    const sagaId = await completed();
    harness.db.keys.delete(sagaId);
    harness.progress.works = false;
    expect(await process.engine.reader.status(sagaId)).toMatchObject({ status: 'COMPLETED', ended: true });
  });

  it('survives a snapshot store that fails, and knows what there is not', async () => {
    const sagaId = await completed();
    process.ports.progress.read = () => Promise.reject(new Error('redis'));
    expect(await process.engine.reader.status(sagaId)).toMatchObject({ status: 'COMPLETED' });
    expect(await process.engine.reader.status('00000000-0000-7000-8000-00000000000f')).toBeNull();
  });
});

describe('detail', () => {
  it('G12: shows state, output and events, the events without secrets', async () => {
    const { reader } = process.engine;
    const detail = await reader.detail(await completed());
    expect(detail?.output).toEqual({ receipt: expect.stringContaining('/pay/') as string });
    expect(detail?.sealed).toBe(false);
    expect(JSON.stringify(detail?.events)).not.toContain('tea');
    expect(await reader.detail('00000000-0000-7000-8000-00000000000f')).toBeNull();
  });

  it('shows what can be shown of a saga whose secrets do not open', async () => {
    const sagaId = await completed();
    harness.db.keys.delete(sagaId);
    const detail = await process.engine.reader.detail(sagaId);
    expect(detail).toMatchObject({ sealed: true, output: null });
    expect(detail?.state.phase).toBe('COMPLETED');
  });
});

describe('waitForRest', () => {
  it('answers the moment the saga ends, when this process moves it', async () => {
    harness.caller.next('pay', applied(undefined, 700));
    harness.progress.works = false;
    const { sagaId } = await harness.start(process);
    const detail = await harness.awaiting(process.engine.reader.waitForRest(sagaId, 60_000));
    expect(detail?.state.phase).toBe('COMPLETED');
    expect(harness.clock.monotonicMs()).toBe(700);
  });

  it('asks for no history that this process had in its hands, and shows the same', async () => {
    harness.caller.next('pay', applied(undefined, 700));
    const { sagaId } = await harness.start(process);
    const waiting = process.engine.reader.waitForRest(sagaId, 60_000, undefined, true);
    process.faults.next('load', 'before', 'bug', Infinity);
    const picture = await harness.awaiting(waiting);
    expect(process.faults.strikes('load')).toBe(0);
    process.faults.recover();
    const { events: _, ...detail } = (await process.engine.reader.detail(sagaId)) as SagaDetail;
    expect(picture).toEqual(detail);
  });

  it('answers at once for one that has ended, and when it is stuck', async () => {
    const sagaId = await completed();
    const before = harness.clock.monotonicMs();
    await harness.awaiting(process.engine.reader.waitForRest(sagaId, 60_000));
    expect(harness.clock.monotonicMs()).toBe(before);
    harness.caller.next('tell', refused());
    const stuck = await harness.start(process);
    const detail = await harness.awaiting(process.engine.reader.waitForRest(stuck.sagaId, 60_000));
    expect(detail?.state.stuck?.class).toBe('refused');
  });

  it('hears of other processes on the channel, and finds out without it within a second', async () => {
    const client = await harness.spawn({ isWorker: false });
    harness.caller.next('pay', applied(undefined, 700)).next('pay', applied(undefined, 700));
    const first = await harness.start(client);
    await harness.awaiting(client.engine.reader.waitForRest(first.sagaId, 60_000));
    expect(harness.clock.monotonicMs()).toBe(700);
    harness.progress.works = false;
    const second = await harness.start(client);
    await harness.awaiting(client.engine.reader.waitForRest(second.sagaId, 60_000));
    expect(harness.clock.monotonicMs()).toBeLessThanOrEqual(700 + 700 + 1_000);
  });

  it('ends at once when whoever waits is gone', async () => {
    harness.caller.next('reserve', hanging);
    const { sagaId } = await harness.start(process);
    const gone = new AbortController();
    const waiting = process.engine.reader.waitForRest(sagaId, 60_000, gone.signal);
    await settled();
    gone.abort();
    expect((await harness.awaiting(waiting))?.state.phase).toBe('RUNNING');
    expect(harness.clock.monotonicMs()).toBe(0);
    await harness.awaiting(process.engine.reader.waitForRest(sagaId, 60_000, gone.signal));
    expect(harness.clock.monotonicMs()).toBe(0);
  });

  it('answers with what there is when the time is over, and leaves nothing behind', async () => {
    harness.caller.next('reserve', applied(undefined, 1_900));
    const { sagaId } = await harness.start(process);
    const detail = await harness.awaiting(process.engine.reader.waitForRest(sagaId, 1_500));
    expect(harness.clock.monotonicMs()).toBe(1_500);
    expect(detail?.state.phase).toBe('RUNNING');
    expect(await harness.awaiting(process.engine.reader.waitForRest('0', 1_500))).toBeNull();
    await harness.rests();
  });
});

describe('watch', () => {
  function watch(on: EngineProcess, sagaId: string, after = 0) {
    const seen: SagaDetail[] = [];
    const abort = new AbortController();
    const end = (async () => {
      for await (const detail of on.engine.reader.watch(sagaId, after, abort.signal)) seen.push(detail);
    })();
    return { seen, end, abort, seqs: () => seen.flatMap(({ events }) => events.map(({ seq }) => seq)) };
  }

  it.each([
    ['with the channel', true],
    ['without it, by polling', false],
  ])('shows every event once and in order, and ends with the saga: %s', async (_, works) => {
    const client = await harness.spawn({ isWorker: false });
    harness.progress.works = works;
    harness.caller.decide(() => applied(undefined, 137));
    const { sagaId } = await harness.start(client);
    const watching = watch(client, sagaId);
    await harness.awaiting(watching.end);
    expect(watching.seqs()).toEqual(harness.events(sagaId).map(({ seq }) => seq));
    expect(watching.seen.length).toBeGreaterThan(1);
    expect(watching.seen.at(-1)?.state.phase).toBe('COMPLETED');
    if (works) expect(harness.clock.monotonicMs()).toBeLessThan(137 * 6 + 100);
  });

  it('resumes after a revision; the first picture comes at once, also without news', async () => {
    harness.caller.next('prepare/left', hanging);
    const { sagaId } = await harness.start(process);
    await harness.clock.pass(100);
    const { revision } = harness.row(sagaId);
    const watching = watch(process, sagaId, revision);
    await settled();
    expect(watching.seen.map(({ events }) => events.length)).toEqual([0]);
    await harness.reaches(sagaId, 'COMPLETED');
    await harness.awaiting(watching.end);
    expect(watching.seqs()).toEqual(
      harness
        .events(sagaId)
        .map(({ seq }) => seq)
        .filter((seq) => seq > revision),
    );
  });

  it('of a saga that ended shows it once and ends', async () => {
    const sagaId = await completed();
    const watching = watch(process, sagaId, harness.row(sagaId).revision);
    await harness.awaiting(watching.end);
    expect(watching.seen.map(({ events }) => events.length)).toEqual([0]);
  });

  it('does not load what has not changed', async () => {
    harness.caller.next('reserve', hanging);
    const { sagaId } = await harness.start(process);
    const watching = watch(process, sagaId);
    await settled();
    process.faults.next('load', 'before', 'bug', Infinity);
    await harness.clock.pass(1_900);
    expect(process.faults.strikes('load')).toBe(0);
    process.faults.recover();
    await harness.awaiting(watching.end);
  });

  it('refuses a revision that is not reached, and a saga that does not exist', async () => {
    const sagaId = await completed();
    const { revision } = harness.row(sagaId);
    await expect(harness.awaiting(watch(process, sagaId, revision + 1).end)).rejects.toMatchObject({
      code: 'REVISION_NOT_REACHED',
    });
    await expect(harness.awaiting(watch(process, 'nothing').end)).rejects.toMatchObject({
      code: 'SAGA_NOT_FOUND',
    });
  });

  it('ends when its caller goes', async () => {
    harness.caller.next('reserve', hanging);
    const { sagaId } = await harness.start(process);
    const watching = watch(process, sagaId);
    await settled();
    watching.abort.abort();
    await harness.awaiting(watching.end);
    await harness.rests();
  });
});

it('many who wait for one saga are all answered, and none of them stays', async () => {
  harness = new EngineHarness(plan(compensatable('one')));
  process = await harness.spawn();
  harness.caller.next('one', applied(undefined, 1_000));
  const { sagaId } = await harness.start(process);
  const waits = Array.from({ length: 50 }, () => process.engine.reader.waitForRest(sagaId, 60_000));
  const details = await harness.awaiting(Promise.all(waits));
  expect(details.every((detail) => detail?.state.phase === 'COMPLETED')).toBe(true);
});
