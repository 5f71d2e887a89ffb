import {
  EngineHarness,
  Faults,
  FakeClock,
  MemoryDatabase,
  MemoryInstances,
  MemorySagaStore,
  settled,
} from '#libs/testkit';
import type { EventRow, FoldedColumns, SagaStore, StartRecord, StoredSaga, Transition } from './ports.js';
import { judge, Writer, type WriteOutcome } from './writer.js';

const SELF = 'self';
const PAYLOAD_LIMIT = 1_000;

function startRecord(sagaId: string, nowMs: number): StartRecord {
  const nothing = { step: null, branch: null, attempt: null };
  const payload = new Uint8Array(10);
  return {
    ...{
      sagaId,
      type: 'test',
      requestId: sagaId,
      bodyHmac: new Uint8Array(32),
      definitionHash: 'd',
      format: 1,
    },
    ...{ deadlineAtMs: null, labels: {}, origin: null, traceContext: null },
    key: { kid: 'k', wrapped: new Uint8Array(1) },
    event: { seq: 1, epoch: null, format: 1, kind: 'started', data: {}, payload, atMs: nowMs, ...nothing },
  };
}

/** What a mover writes that recorded a reply; `bytes` of payload. */
function transitionOf({ row }: StoredSaga, bytes = 10): Transition {
  const columns: FoldedColumns = { ...row, revision: row.revision + 1, stepIndex: 1 };
  const event: EventRow = {
    ...{ seq: row.revision + 1, epoch: row.epoch, format: 1, kind: 'branch_done', data: {} },
    ...{ step: 'one', branch: 'main', attempt: 1, payload: new Uint8Array(bytes), atMs: row.updatedAtMs },
  };
  return {
    ...{ sagaId: row.id, type: row.type, epoch: row.epoch, expectedRevision: row.revision, columns },
    ...{ events: [event], release: null, requiresHold: null },
  };
}

const released = (transition: Transition, dueAtMs: number | null): Transition => ({
  ...transition,
  columns: { ...transition.columns, revision: transition.expectedRevision },
  events: [],
  release: { dueAtMs },
});

async function world() {
  const clock = new FakeClock();
  const db = new MemoryDatabase(() => 1_000_000 + clock.monotonicMs());
  const memory = new MemorySagaStore(db);
  const faults = new Faults();
  const flushed: string[][] = [];
  // The database of these tests refuses a payload that is too large, as the real one refuses what it cannot keep.
  const picky: Pick<SagaStore, 'flush' | 'standing'> = {
    standing: (places) => memory.standing(places),
    flush: async (instanceId, batch) => {
      flushed.push(batch.map(({ sagaId }) => sagaId));
      const isPoison = ({ events }: Transition) =>
        events.some(({ payload }) => (payload?.byteLength ?? 0) > PAYLOAD_LIMIT);
      if (!batch.some(isPoison)) return memory.flush(instanceId, batch);
      faults.next('refuse', 'before', 'poison');
      return faults.wrap({ refuse: async () => new Set<string>() }).refuse();
    },
  };
  await new MemoryInstances(db).register(SELF, 1e9);
  const applied: string[] = [];
  const identity = { id: SELF };
  const log: string[] = [];
  const writer = new Writer(
    faults.wrap(picky),
    () => identity.id,
    clock,
    { info: () => {}, warn: (event) => log.push(event), error: (event) => log.push(event) },
    (transitions) => applied.push(...transitions.map(({ sagaId }) => sagaId)),
  );
  const claimed = async (sagaId: string, epoch = 0): Promise<StoredSaga> => {
    if (epoch === 0) await memory.start([startRecord(sagaId, db.now())]);
    const [saga] = await memory.claim(SELF, [{ sagaId, epoch }], { maxFormat: 1, unfitDefinitions: [] });
    return saga as StoredSaga;
  };
  return { clock, db, memory, faults, writer, applied, identity, claimed, flushed, log };
}

describe('Writer', () => {
  it('W1: says that a transition is committed, and tells of each flush once', async () => {
    const { writer, claimed, applied, db, flushed } = await world();
    const sagas = [await claimed('a'), await claimed('b'), await claimed('c')];
    const outcomes = await Promise.all(sagas.map((saga) => writer.write(transitionOf(saga))));
    expect(outcomes).toEqual(['applied', 'applied', 'applied']);
    expect(flushed).toEqual([['a', 'b', 'c']]);
    expect(applied).toEqual(['a', 'b', 'c']);
    expect(db.sagas.get('a')).toMatchObject({ revision: 2, owner: SELF });
  });

  it('W2: a commit whose answer was lost is committed, once', async () => {
    const { writer, claimed, applied, db, faults, clock } = await world();
    const saga = await claimed('a');
    faults.next('flush', 'after');
    const outcome = writer.write(transitionOf(saga));
    await clock.pass(100);
    await expect(outcome).resolves.toBe('applied');
    expect(faults.strikes('flush')).toBe(1);
    expect(db.eventsOf('a').map(({ kind }) => kind)).toEqual(['started', 'branch_done']);
    expect(applied).toEqual(['a']);
  });

  it('W2: a release whose answer was lost is committed, also one without events', async () => {
    const { writer, claimed, faults, clock, db } = await world();
    const saga = await claimed('a');
    faults.next('flush', 'after');
    const outcome = writer.write(released(transitionOf(saga), db.now()));
    await clock.pass(100);
    await expect(outcome).resolves.toBe('applied');
    expect(db.sagas.get('a')).toMatchObject({ owner: null, revision: 1 });
  });

  it('W2: a statement that was not committed is sent again until the database speaks', async () => {
    const { writer, claimed, db, faults, clock } = await world();
    const saga = await claimed('a');
    faults.next('flush', 'before', 'connection', 30);
    let outcome: WriteOutcome | null = null;
    void writer.write(transitionOf(saga)).then((answer) => (outcome = answer));
    await clock.pass(20_000);
    expect([outcome, db.sagas.get('a')?.revision]).toEqual([null, 1]);
    await clock.pass(20_000);
    expect([outcome, db.sagas.get('a')?.revision]).toEqual(['applied', 2]);
    expect(faults.strikes('flush')).toBe(30);
  });

  it('W2: committed, the answer lost, and somebody else moved the saga on: committed, but no longer ours', async () => {
    const { writer, claimed, db, faults, clock, memory } = await world();
    const saga = await claimed('a');
    faults.next('flush', 'after');
    const outcome = writer.write(transitionOf(saga));
    await settled();
    await new MemoryInstances(db).register('other', 1e9);
    db.instances.delete(SELF);
    await memory.takeover({
      ...{ instanceId: 'other', limit: 1, from: 'dead' },
      ...{ maxFormat: 1, unfitDefinitions: [] },
    });
    await clock.pass(100);
    await expect(outcome).resolves.toBe('superseded');
  });

  it('W2 F31: a busy database and a serialization conflict are asked again, with the whole batch', async () => {
    const { writer, claimed, faults, clock } = await world();
    const saga = await claimed('a');
    faults.next('flush', 'before', 'busy');
    faults.next('flush', 'before', 'retry', 2);
    const outcome = writer.write(transitionOf(saga));
    await clock.pass(1_000);
    await expect(outcome).resolves.toBe('applied');
    expect(faults.strikes('flush')).toBe(3);
  });

  it('W2: the look at what stands may fail as well', async () => {
    const { writer, claimed, faults, clock } = await world();
    const saga = await claimed('a');
    faults.next('flush', 'after');
    faults.next('standing', 'before');
    const outcome = writer.write(transitionOf(saga));
    await clock.pass(1_000);
    await expect(outcome).resolves.toBe('applied');
    expect(faults.strikes('standing')).toBe(1);
  });

  it('W3: of eight sagas two that cannot be stored stand alone, and the six are committed', async () => {
    const { writer, claimed, db } = await world();
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const sagas = await Promise.all(ids.map((id) => claimed(id)));
    const poison = new Set(['c', 'h']);
    const outcomes = await Promise.all(
      sagas.map((saga) => writer.write(transitionOf(saga, poison.has(saga.row.id) ? 2_000 : 10))),
    );
    expect(outcomes).toEqual(ids.map((id) => (poison.has(id) ? 'unstorable' : 'applied')));
    for (const id of ids) expect(db.sagas.get(id)?.revision).toBe(poison.has(id) ? 1 : 2);
  });

  it('W3: a neighbour whose commit was lost while the poison was searched is still told the truth', async () => {
    const { writer, claimed, faults, clock } = await world();
    const sagas = [await claimed('a'), await claimed('b')];
    faults.next('flush', 'before', 'poison');
    faults.next('flush', 'after');
    const outcomes = Promise.all(sagas.map((saga) => writer.write(transitionOf(saga))));
    await clock.pass(1_000);
    await expect(outcomes).resolves.toEqual(['applied', 'applied']);
  });

  it('G6: what an operator wrote in between asks for another decision', async () => {
    const { writer, claimed, db } = await world();
    const saga = await claimed('a');
    db.commit({ sagas: [{ ...saga.row, revision: 2 }] });
    await expect(writer.write(transitionOf(saga))).resolves.toBe('rebase');
  });

  it('G6: a saga of another epoch is lost, also when this very process took it over', async () => {
    const { writer, claimed, memory, db } = await world();
    const saga = await claimed('a');
    await memory.takeover({
      ...{ instanceId: SELF, limit: 1, from: [{ sagaId: 'a', epoch: 1 }] },
      ...{ maxFormat: 1, unfitDefinitions: [] },
    });
    expect(db.sagas.get('a')).toMatchObject({ owner: SELF, epoch: 2 });
    await expect(writer.write(transitionOf(saga))).resolves.toBe('lost');
  });

  it('W5: what was decided under an id that was given up is not even sent', async () => {
    const { writer, claimed, identity, flushed, db } = await world();
    const saga = await claimed('a');
    const outcome = writer.write(transitionOf(saga));
    identity.id = 'anew';
    await expect(outcome).resolves.toBe('lost');
    expect(flushed).toEqual([]);
    expect(db.sagas.get('a')?.revision).toBe(1);
  });

  it('W5: nobody is asked again for what was decided under an id that was given up', async () => {
    const { writer, claimed, identity, faults, clock } = await world();
    const saga = await claimed('a');
    faults.outage();
    const outcome = writer.write(transitionOf(saga));
    await clock.pass(500);
    identity.id = 'anew';
    await clock.pass(2_000);
    await expect(outcome).resolves.toBe('lost');
    expect(clock.timers).toBe(0);
  });

  it('when closed it stops asking, and leaves no timer', async () => {
    const { writer, claimed, faults, clock } = await world();
    const saga = await claimed('a');
    faults.outage();
    const outcome = writer.write(transitionOf(saga));
    await clock.pass(500);
    writer.close();
    await clock.pass(1_000);
    await expect(outcome).resolves.toBe('lost');
    await writer.drained();
    expect(clock.timers).toBe(0);
  });

  it('W1: listeners that throw do not turn a commit into an error', async () => {
    const { claimed, clock, memory, log } = await world();
    const saga = await claimed('a');
    const writer = new Writer(
      memory,
      () => SELF,
      clock,
      { info: () => {}, warn: () => {}, error: (event) => log.push(event) },
      () => {
        throw new Error('listener');
      },
    );
    await expect(writer.write(transitionOf(saga))).resolves.toBe('applied');
    expect(log).toEqual(['hints_failed']);
  });

  it('a mistake of our own is not hidden behind another try', async () => {
    const { writer, claimed, faults } = await world();
    const saga = await claimed('a');
    faults.next('flush', 'before', 'bug');
    await expect(writer.write(transitionOf(saga))).rejects.toThrow('on order');
  });
});

describe('judge: what the standing row says about a transition that changed nothing', () => {
  const event = { seq: 5 } as EventRow;
  const written = { sagaId: 's', epoch: 3, expectedRevision: 4, events: [event] } as unknown as Transition;
  const quiet = { ...written, events: [] };
  const standing = { sagaId: 's', epoch: 3, revision: 4, owner: SELF, epochAtFirstSeq: undefined };

  it.each<[string, Transition, object | null, WriteOutcome]>([
    ['the saga is gone', written, null, 'lost'],
    ['our event stands', written, { revision: 5, epochAtFirstSeq: 3 }, 'applied'],
    ['our event stands, and we gave the saga up', written, { owner: null, epochAtFirstSeq: 3 }, 'applied'],
    ['our event stands, and another epoch moves it', written, { epoch: 4, epochAtFirstSeq: 3 }, 'superseded'],
    ['an operator wrote', written, { revision: 5, epochAtFirstSeq: null }, 'rebase'],
    ['the hold that it needs is gone', written, {}, 'rebase'],
    ['another epoch, and it is ours', written, { epoch: 4, epochAtFirstSeq: 4 }, 'lost'],
    ['another epoch, of another', written, { epoch: 4, owner: 'other', epochAtFirstSeq: 4 }, 'lost'],
    ['the owner is an id that we gave up', written, { owner: 'old' }, 'lost'],
    ['a release without events is done', quiet, { owner: null }, 'applied'],
    ['a release without events, of an id that we gave up', quiet, { owner: 'old' }, 'lost'],
    ['a release without events, and an operator wrote', quiet, { revision: 5 }, 'rebase'],
    ['a release without events, then claimed by another', quiet, { epoch: 4, owner: 'other' }, 'lost'],
  ])('%s', (_, transition, changes, outcome) => {
    expect(judge(SELF, transition, changes === null ? undefined : { ...standing, ...changes })).toBe(outcome);
  });
});

// The writer in its place: an event that the database refuses makes its saga stuck, and no other.
describe('W3 in the engine', () => {
  it('G1: what cannot be stored makes the saga FAILED unstorable, without the payload; its neighbours go on', async () => {
    const harness = new EngineHarness();
    const process = await harness.spawn();
    harness.caller.decide(({ request }) =>
      (request as { item?: string }).item === 'bad'
        ? { kind: 'fail', outcome: 'refused', code: 'FAILED_PRECONDITION', reason: 'A\u0000B' }
        : undefined,
    );
    const bad = await harness.start(process, { input: { item: 'bad' } });
    const good = await harness.start(process, { input: { item: 'good' } });
    await harness.reaches(bad.sagaId, 'FAILED');
    await harness.reaches(good.sagaId, 'COMPLETED');
    expect(harness.row(bad.sagaId)).toMatchObject({ stuckClass: 'unstorable', owner: null, dueAtMs: null });
    expect(harness.kinds(bad.sagaId)).toEqual(['started', 'released', 'failed']);
    expect(await harness.close()).toEqual([]);
  });
});
