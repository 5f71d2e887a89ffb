import {
  applied,
  EngineHarness,
  hanging,
  refused,
  settled,
  unavailable,
  type Encounter,
  type EngineProcess,
} from '#libs/testkit';

let harness: EngineHarness;

beforeEach(() => {
  harness = new EngineHarness();
});
afterEach(async () => {
  expect(await harness.close()).toEqual([]);
});

/** Numbers that look random and are the same every time. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function anyEncounter(draw: () => number): Encounter {
  const x = draw();
  if (x < 0.55) return applied(undefined, Math.floor(draw() * 300));
  if (x < 0.65) return { kind: 'lose_reply', afterMs: Math.floor(draw() * 100) };
  if (x < 0.75) return unavailable;
  if (x < 0.8) return hanging;
  if (x < 0.85) return { kind: 'not_sent', retryAfterMs: Math.floor(draw() * 3_000) };
  if (x < 0.9) return { kind: 'fail', outcome: 'no_effect', code: 'ABORTED', afterMs: 20 };
  return refused('FAILED_PRECONDITION', 'SOLD_OUT');
}

/** What must hold of every saga that rests, whatever happened to it. */
function check(sagaId: string): void {
  const row = harness.row(sagaId);
  const { state, columns } = harness.folded(sagaId);
  expect(row).toMatchObject({ ...columns, owner: null, dueAtMs: null });
  expect(['COMPLETED', 'COMPENSATED', 'FAILED']).toContain(row.status);
  const keys = harness.caller.effects.map(({ key }) => key).filter((key) => key.startsWith(sagaId));
  expect(new Set(keys).size).toBe(keys.length);
  const done = harness.caller.done(sagaId, 'action');
  const undone = harness.caller.done(sagaId, 'compensation');
  if (row.status === 'COMPLETED') expect([done.length, undone.length]).toEqual([6, 0]);
  if (row.status === 'COMPENSATED') {
    const owed = done.filter((place) => !place.startsWith('look'));
    expect(undone.toSorted()).toEqual(owed.toSorted());
    expect(undone.at(-1)).toBe(owed.length === 0 ? undefined : 'reserve/main');
  }
  expect(state.revision).toBe(harness.events(sagaId).length);
}

describe('many sagas, everything going wrong now and then', () => {
  it.each([1, 2, 3, 4])('G1 G2 G3 G7 G8: all of them rest, each as it should (seed %i)', async (seed) => {
    const draw = sequence(seed);
    harness.caller.withoutBarrier.add('suoke.testkit.v1.RightService');
    harness.caller.decide(({ direction }) =>
      direction === 'action' ? anyEncounter(draw) : draw() < 0.7 ? undefined : unavailable,
    );
    let workers: EngineProcess[] = [await harness.spawn(), await harness.spawn(), await harness.spawn()];
    const sagas: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      for (let index = 0; index < 8; index += 1)
        sagas.push((await harness.start(workers[index % workers.length]!)).sagaId);
      await harness.clock.pass(Math.floor(draw() * 900));
      const victim = workers[round % workers.length]!;
      if (round % 3 === 0) {
        victim.kill();
        workers = [...workers.filter((one) => one !== victim), await harness.spawn()];
      }
      if (round % 3 === 1) victim.faults.next('flush', 'after', 'connection', 2);
      if (round % 3 === 2) {
        harness.queue.works = !harness.queue.works;
        harness.progress.works = !harness.progress.works;
      }
    }
    await harness.rests();
    for (const sagaId of sagas) check(sagaId);
    expect(await harness.reads.limbo()).toEqual([]);
  });
});

describe('an outage of the store', () => {
  it('G1: of a minute ends no run; what was answered meanwhile is recorded, and nothing is called twice', async () => {
    const process = await harness.spawn();
    harness.caller.decide(() => applied(undefined, 50));
    const sagas = [];
    for (let index = 0; index < 10; index += 1) sagas.push((await harness.start(process)).sagaId);
    await harness.clock.pass(20);
    process.faults.outage();
    await harness.clock.pass(60_000);
    process.faults.recover();
    await harness.rests();
    for (const sagaId of sagas) check(sagaId);
    expect(sagas.map((id) => harness.row(id).status)).toEqual(Array(10).fill('COMPLETED'));
  });
});

describe('stop', () => {
  const hang = async (process: EngineProcess) => {
    harness.caller.next('reserve', applied(undefined, 200));
    const { sagaId } = await harness.start(process);
    process.faults.freeze();
    return sagaId;
  };

  it('is over in time when the store hangs; the others take over', async () => {
    const process = await harness.spawn();
    const sagaId = await hang(process);
    const began = harness.clock.monotonicMs();
    await harness.awaiting(process.engine.stop(5_000));
    expect(harness.clock.monotonicMs() - began).toBe(5_000);
    expect(process.log.map(({ event }) => event)).toContain('stopped_before_hand_over');
    process.kill();
    await harness.spawn();
    await harness.reaches(sagaId, 'COMPLETED');
  });

  it('is over in time when the store refuses every connection, and asks it no more', async () => {
    const process = await harness.spawn();
    harness.caller.next('reserve', applied(undefined, 200));
    const { sagaId } = await harness.start(process);
    process.faults.outage();
    await harness.awaiting(process.engine.stop(5_000));
    await harness.clock.pass(2_000);
    expect(harness.timers).toBe(0);
    process.faults.recover();
    process.kill();
    await harness.spawn();
    await harness.reaches(sagaId, 'COMPLETED');
  });

  it('is over in time when the queue hangs', async () => {
    const process = await harness.spawn();
    process.ports.waker.close = () => new Promise(() => {});
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPLETED');
    await harness.awaiting(process.engine.stop(3_000));
    expect(harness.db.instances.get(process.engine.membership.instanceId)?.retiredAtMs).not.toBeNull();
  });

  it('does not fail when leaving does', async () => {
    const process = await harness.spawn();
    process.faults.next('leave', 'before');
    process.ports.waker.close = () => Promise.reject(new Error('redis'));
    await harness.awaiting(process.engine.stop(3_000));
    expect(process.log.filter(({ event }) => event === 'stop_failed')).toHaveLength(2);
  });

  it('lets claims that are on their way come in, and hands them over', async () => {
    const process = await harness.spawn();
    process.faults.next('claim', 'hangAfter');
    const { sagaId } = await harness.start(process);
    const stopped = process.engine.stop(5_000);
    await harness.clock.pass(1_000);
    process.faults.thaw();
    await harness.awaiting(stopped);
    expect(harness.caller.calls).toEqual([]);
    expect(harness.kinds(sagaId)).toEqual(['started']);
    expect(harness.row(sagaId)).toMatchObject({ owner: null, epoch: 1 });
    expect(harness.row(sagaId).dueAtMs).not.toBeNull();
  });

  it('G8: hands over to a process that goes on, without an interruption', async () => {
    const [first, second] = [await harness.spawn(), await harness.spawn()];
    harness.caller.decide(() => applied(undefined, 300));
    const sagas: string[] = [];
    for (let index = 0; index < 10; index += 1) sagas.push((await harness.start(first)).sagaId);
    await harness.clock.pass(400);
    await harness.awaiting(first.engine.stop(2_000));
    await harness.rests();
    for (const sagaId of sagas) {
      check(sagaId);
      expect(harness.kinds(sagaId)).not.toContain('interrupted');
    }
    expect(second.engine.runner.running).toBe(0);
  });
});

describe('start', () => {
  it('G10: names the definitions of open sagas that do not fit', async () => {
    const first = await harness.spawn({ isWorker: false });
    await harness.start(first);
    const process = harness.build({ definitions: [], checkDefinition: () => ['Bank/Pay does not exist'] });
    const unfit = await harness.awaiting(process.engine.start());
    expect([...unfit.values()]).toEqual([['Bank/Pay does not exist']]);
  });

  it('a process that is no worker moves nothing', async () => {
    const process = await harness.spawn({ isWorker: false });
    const { sagaId } = await harness.start(process);
    await harness.clock.pass(4_000);
    expect(harness.row(sagaId)).toMatchObject({ epoch: 0, owner: null });
    await settled();
    expect(harness.caller.calls).toEqual([]);
  });
});
