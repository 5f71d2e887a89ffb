import {
  applied,
  compensatable,
  EngineHarness,
  everyKind,
  hanging,
  MemoryInstances,
  MemorySagaStore,
  plan,
  settled,
  type EngineProcess,
} from '#libs/testkit';
import type { EventRow } from './ports.js';
import { Slots } from './slots.js';

let harness: EngineHarness;

afterEach(async () => {
  expect(await harness.close()).toEqual([]);
});

const once = plan(compensatable('one'));
const fitness = { maxFormat: 1, unfitDefinitions: [] };

function without(process: EngineProcess, event: string): boolean {
  return process.log.every((line) => line.event !== event);
}

describe('R1: slots', () => {
  it('bound the runs in flight; jobs wait for one, the sweep does not', async () => {
    harness = new EngineHarness(once);
    const process = await harness.spawn({ slots: 2 });
    harness.caller.decide(() => applied(undefined, 5_000));
    const sagas = [];
    for (let index = 0; index < 5; index += 1) sagas.push(await harness.start(process));
    await harness.clock.pass(1_500);
    expect(harness.caller.open).toBe(2);
    expect(process.engine.runner.freeSlots).toBe(0);
    expect([...harness.db.sagas.values()].filter(({ owner }) => owner !== null)).toHaveLength(2);
    await harness.clock.pass(5_000);
    expect(harness.caller.open).toBe(2);
    await harness.rests();
    expect(sagas.map(({ sagaId }) => harness.row(sagaId).status)).toEqual(Array(5).fill('COMPLETED'));
    expect(process.engine.runner.freeSlots).toBe(2);
  });

  it('come back however a run ends: refused claim, lost claim, crash, outage', async () => {
    harness = new EngineHarness(once);
    const process = await harness.spawn({ slots: 3 });
    const { runner } = process.engine;
    await runner.take('00000000-0000-7000-8000-000000000000', 0);
    process.faults.next('claim', 'before');
    await harness.start(process);
    process.faults.next('flush', 'before', 'bug');
    await harness.start(process);
    process.faults.next('sweep', 'after', 'connection', 2);
    await harness.start(process);
    await harness.rests();
    expect([runner.freeSlots, runner.running]).toEqual([3, 0]);
  });

  it('pass from hand to hand, first come, first served', async () => {
    const slots = new Slots(2);
    const order: number[] = [];
    await slots.take();
    expect(slots.takeFree(5)).toBe(1);
    const waiting = [1, 2, 3].map((number) => slots.take().then(() => order.push(number)));
    expect([slots.free, slots.takeFree(1)]).toEqual([0, 0]);
    slots.give(2);
    await settled();
    expect(order).toEqual([1, 2]);
    slots.give(1);
    await Promise.all(waiting);
    slots.give(2);
    expect(slots.free).toBe(2);
  });
});

describe('claims', () => {
  it('a job that is delivered twice, or to two processes, is one run', async () => {
    harness = new EngineHarness(once);
    const [first, second] = [await harness.spawn(), await harness.spawn()];
    harness.queue.works = false;
    const { sagaId } = await harness.start(first);
    harness.queue.works = true;
    harness.caller.decide(() => applied(undefined, 500));
    for (let index = 0; index < 4; index += 1) harness.queue.deliver({ sagaId, epoch: 0 });
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.caller.names()).toEqual(['one']);
    expect(harness.row(sagaId).epoch).toBe(1);
    expect(second.log.concat(first.log).filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it('R3 G8: a claim that was won and whose answer was lost is found by the self-check', async () => {
    harness = new EngineHarness(once);
    const process = await harness.spawn();
    process.faults.next('claim', 'after');
    const { sagaId } = await harness.start(process);
    expect(harness.row(sagaId)).toMatchObject({ epoch: 1, owner: process.engine.membership.instanceId });
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.clock.monotonicMs()).toBeLessThan(1_100);
    expect(harness.kinds(sagaId)).toEqual(['started', 'interrupted', 'branch_done', 'completed']);
  });

  it('R4: an answer to a claim that comes late does not disturb the run that took its place', async () => {
    harness = new EngineHarness(once);
    const process = await harness.spawn();
    process.faults.next('claim', 'hangAfter');
    const { sagaId } = await harness.start(process);
    harness.caller.decide(() => applied(undefined, 10_000));
    await harness.clock.until(() => harness.row(sagaId).epoch === 2);
    await harness.clock.pass(1_000);
    process.faults.thaw();
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.caller.names()).toEqual(['one']);
    expect(harness.row(sagaId).epoch).toBe(2);
  });

  it('R4: a claim under an id that was given up moves nothing', async () => {
    harness = new EngineHarness(once);
    const process = await harness.spawn();
    const before = process.engine.membership.instanceId;
    process.faults.next('claim', 'hangAfter');
    const { sagaId } = await harness.start(process);
    const row = harness.db.instances.get(before);
    harness.db.instances.set(before, { ...row!, retiredAtMs: harness.db.now() });
    await harness.clock.until(() => process.engine.membership.instanceId !== before);
    process.faults.thaw();
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.caller.calls.map(({ epoch }) => epoch)).toEqual([2]);
  });
});

describe('R2: suspects', () => {
  /** A saga that interrupted its owner so often. */
  async function interrupted(sagas: number, times: number): Promise<string[]> {
    const starter = await harness.spawn({ isWorker: false });
    const ids = [];
    for (let index = 0; index < sagas; index += 1) ids.push((await harness.start(starter)).sagaId);
    const store = new MemorySagaStore(harness.db);
    for (let time = 0; time < times; time += 1) {
      const instances = new MemoryInstances(harness.db);
      const instanceId = `victim-${time}`;
      await instances.register(instanceId, 1_000);
      const claims = ids.map((sagaId) => ({ sagaId, epoch: harness.row(sagaId).epoch }));
      await store.claim(instanceId, claims, fitness);
      if (time > 0) await store.takeover({ ...fitness, instanceId, limit: 99, from: 'dead' });
      await instances.leave(instanceId);
    }
    return ids;
  }

  it('are started one by one, the next when the one before recorded something or lived 250 ms', async () => {
    harness = new EngineHarness(once);
    const ids = await interrupted(3, 2);
    harness.caller.decide(() => applied(undefined, 2_000));
    await harness.spawn();
    const began = harness.clock.monotonicMs();
    expect(ids.map((id) => harness.row(id).interruptions)).toEqual([2, 2, 2]);
    await harness.clock.pass(1_000);
    expect(harness.caller.calls.map(({ atMs }) => atMs - began)).toEqual([0, 250, 500]);
    await harness.rests();
  });

  it('that record at once do not hold up the others', async () => {
    harness = new EngineHarness(once);
    const ids = await interrupted(3, 2);
    await harness.spawn();
    await harness.clock.pass(10);
    expect(ids.map((id) => harness.row(id).status)).toEqual(Array(3).fill('COMPLETED'));
  });

  it('an ordinary takeover is no suspect', async () => {
    harness = new EngineHarness(once);
    await interrupted(3, 1);
    harness.caller.decide(() => applied(undefined, 2_000));
    await harness.spawn();
    await harness.clock.pass(10);
    expect(harness.caller.open).toBe(3);
    await harness.rests();
  });

  it('F22: that wait are owned by nobody, and whoever kills the process is the only one that becomes poison', async () => {
    harness = new EngineHarness(once);
    const ids = (await interrupted(6, 2)).sort();
    const killer = ids[0];
    const owned: (readonly string[])[] = [];
    let victim = harness.build();
    harness.caller.decide(({ sagaId }) => {
      if (sagaId !== killer) return applied(undefined, 5);
      owned.push(ids.filter((id) => harness.row(id).owner !== null));
      victim.kill();
      return hanging;
    });
    for (let death = 0; death < 4; death += 1) {
      void victim.engine.start();
      await harness.clock.pass(25_000);
      victim = harness.build();
    }
    await harness.rests();
    expect(owned).toEqual([[killer], [killer], [killer]]);
    const ends = ids.map((id) => harness.row(id).stuckClass ?? harness.row(id).status);
    expect(ends).toEqual(['poison', ...Array(5).fill('COMPLETED')]);
  });

  it('that still wait when the process stops are handed over without a call', async () => {
    harness = new EngineHarness(once);
    const ids = await interrupted(20, 2);
    harness.caller.decide(() => hanging);
    const process = await harness.spawn();
    await harness.clock.pass(100);
    await harness.awaiting(process.engine.stop(1_000));
    expect(ids.map((id) => harness.row(id).owner)).toEqual(Array(20).fill(null));
    expect(harness.caller.calls).toHaveLength(1);
    expect(without(process, 'stopped_before_hand_over')).toBe(true);
  });
});

describe('what cannot be run', () => {
  it('G10: a definition that does not fit is given back, and runs where it fits', async () => {
    harness = new EngineHarness(once);
    const unfit = await harness.spawn({
      definitions: [everyKind],
      checkDefinition: () => ['no such method'],
    });
    const { sagaId } = await harness.start(await harness.spawn({ isWorker: false }));
    await harness.clock.pass(2_000);
    expect(harness.row(sagaId)).toMatchObject({ owner: null, epoch: 1 });
    expect(harness.row(sagaId).dueAtMs).not.toBeNull();
    expect(harness.caller.calls).toEqual([]);
    expect(unfit.log.filter(({ event }) => event === 'definition_unfit')).toHaveLength(1);
    await harness.spawn();
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.row(sagaId).epoch).toBe(2);
  });

  it('G10: an operator who writes while it is given back keeps nothing from moving', async () => {
    harness = new EngineHarness(once);
    const unfit = await harness.spawn({
      definitions: [everyKind],
      checkDefinition: () => ['no such method'],
    });
    const client = await harness.spawn({ isWorker: false });
    unfit.faults.next('loadDefinitions', 'hang');
    const { sagaId } = await harness.start(client);
    await harness.awaiting(
      client.engine.operators.act({
        ...{
          sagaId,
          command: { kind: 'pause' },
          action: 'pause',
          actor: 'zhang',
          origin: null,
          requestId: 'p',
          reason: 'test',
        },
        ...{ etag: null, validateOnly: false },
      }),
    );
    unfit.faults.thaw();
    await harness.rests();
    expect(harness.row(sagaId)).toMatchObject({ status: 'RUNNING', owner: null, dueAtMs: null });
    expect(harness.kinds(sagaId)).toEqual(['started', 'paused']);
  });

  it('G10: a snapshot of a shape that this process cannot read at all is unfit, and stops nobody', async () => {
    harness = new EngineHarness(once);
    const client = await harness.spawn({ isWorker: false });
    const [odd, other] = [await harness.start(client), await harness.start(client)];
    harness.db.definitions.set('odd', '{"type":"odd","steps":7}');
    harness.db.commit({ sagas: [{ ...harness.row(odd.sagaId), definitionHash: 'odd' }] });
    const process = await harness.spawn();
    await harness.reaches(other.sagaId, 'COMPLETED');
    expect(process.log.map(({ event }) => event)).toContain('definition_unfit');
    expect(harness.row(odd.sagaId).owner).toBeNull();
    expect(await harness.reaches(odd.sagaId, 'FAILED')).toMatchObject({ stuckClass: 'definition_missing' });
  });

  it('F46: a saga whose secrets do not open is FAILED cannot_decrypt, and nothing is undone', async () => {
    harness = new EngineHarness();
    const process = await harness.spawn();
    harness.caller.next('pay', hanging);
    const { sagaId } = await harness.start(process);
    await harness.clock.pass(100);
    process.kill();
    tamper(sagaId, 2);
    await harness.spawn();
    expect(await harness.reaches(sagaId, 'FAILED')).toMatchObject({
      stuckClass: 'cannot_decrypt',
      owner: null,
    });
    expect(harness.kinds(sagaId).slice(-2)).toEqual(['interrupted', 'failed']);
    expect(harness.caller.names().filter((name) => name.startsWith('undo'))).toEqual([]);
  });

  it('F45: a saga whose data key was shredded is FAILED cannot_decrypt', async () => {
    harness = new EngineHarness(once);
    const { sagaId } = await harness.start(await harness.spawn({ isWorker: false }));
    harness.db.keys.delete(sagaId);
    await harness.spawn();
    expect(await harness.reaches(sagaId, 'FAILED')).toMatchObject({ stuckClass: 'cannot_decrypt' });
  });

  it('a history that cannot be folded makes its saga FAILED, and no other', async () => {
    harness = new EngineHarness(once);
    const client = await harness.spawn({ isWorker: false });
    const { sagaId } = await harness.start(client);
    const other = await harness.start(client);
    const event = {
      ...(harness.db.eventsOf(sagaId)[0] as EventRow),
      seq: 2,
      kind: 'branch_undone',
      payload: null,
    } as const;
    harness.db.commit({ sagas: [{ ...harness.row(sagaId), revision: 2 }], events: [{ sagaId, event }] });
    const worker = await harness.spawn();
    expect(await harness.reaches(sagaId, 'FAILED')).toMatchObject({
      stuckClass: 'poison',
      owner: null,
      revision: 3,
    });
    await harness.reaches(other.sagaId, 'COMPLETED');
    expect(worker.log.filter(({ event: name }) => name === 'history_broken')).toHaveLength(1);
  });
});

/** Flips a bit of the payload of an event. */
function tamper(sagaId: string, seq: number): void {
  const event = harness.db.eventsOf(sagaId).find((one) => one.seq === seq);
  const payload = event?.payload;
  if (payload == null) throw new Error('there is nothing to alter');
  payload[payload.length - 1] = (payload.at(-1) ?? 0) ^ 1;
}
