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
} from '#libs/testkit';

let harness: EngineHarness;

beforeEach(() => {
  harness = new EngineHarness(plan(compensatable('one'), compensatable('two')));
});
afterEach(async () => {
  expect(await harness.close()).toEqual([]);
});

describe('what is due without a job', () => {
  it('G9: is swept after a second while the queue works', async () => {
    const process = await harness.spawn();
    harness.queue.works = false;
    const client = await harness.spawn({ isWorker: false });
    await harness.clock.pass(10);
    const { sagaId } = await harness.start(client);
    harness.queue.works = true;
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.clock.monotonicMs()).toBeGreaterThanOrEqual(1_000);
    expect(harness.clock.monotonicMs()).toBeLessThan(1_500);
    expect(process.engine.runner.running).toBe(0);
  });

  it('G9: is swept at once while there is no queue, and what this process made due it takes itself', async () => {
    harness.queue.works = false;
    const process = await harness.spawn();
    const own = await harness.start(process);
    await settled();
    expect(harness.row(own.sagaId).status).toBe('COMPLETED');
    expect(harness.clock.monotonicMs()).toBe(0);
    const client = await harness.spawn({ isWorker: false });
    await harness.clock.pass(10);
    const { sagaId } = await harness.start(client);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.clock.monotonicMs()).toBeLessThanOrEqual(250);
  });

  it('G9: every job and every message lost, all sagas end', async () => {
    harness = new EngineHarness();
    const workers = [await harness.spawn({ slots: 3 }), await harness.spawn({ slots: 3 })];
    harness.queue.works = false;
    harness.progress.works = false;
    harness.caller.decide((_, nth) =>
      nth % 5 === 0 ? { kind: 'lose_reply' } : applied(undefined, nth % 40),
    );
    const sagas = [];
    for (let index = 0; index < 30; index += 1) sagas.push((await harness.start(workers[index % 2]!)).sagaId);
    await harness.rests();
    for (const id of sagas) expect(['COMPLETED', 'COMPENSATED']).toContain(harness.row(id).status);
  });

  it('is left alone before its time', async () => {
    const process = await harness.spawn();
    harness.queue.works = false;
    const { sagaId } = await harness.start(await harness.spawn({ isWorker: false }));
    const dueAtMs = harness.db.now() + 60_000;
    harness.db.sagas.set(sagaId, { ...harness.row(sagaId), dueAtMs });
    await harness.clock.pass(59_000);
    expect(process.engine.runner.running).toBe(0);
    expect(harness.row(sagaId).epoch).toBe(0);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.clock.monotonicMs() % 60_000).toBeLessThanOrEqual(250);
  });
});

describe('what the dead left', () => {
  it('G8: is taken over from an owner whose row is missing', async () => {
    const { sagaId } = await harness.start(await harness.spawn({ isWorker: false }));
    harness.db.commit({ sagas: [{ ...harness.row(sagaId), owner: 'nobody', dueAtMs: null, epoch: 3 }] });
    expect(await harness.reads.limbo()).toEqual([{ sagaId, why: 'owner_not_live' }]);
    await harness.spawn();
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.row(sagaId).epoch).toBe(4);
    expect(await harness.reads.limbo()).toEqual([]);
  });

  it('G8 G10 F24: is made due where this process cannot run it; nobody can, so it is FAILED definition_missing', async () => {
    const victim = await harness.spawn();
    harness.caller.next('one', hanging);
    const { sagaId } = await harness.start(victim);
    await harness.clock.pass(4_000);
    const unfit = await harness.spawn({
      definitions: [everyKind],
      checkDefinition: ({ type }) => (type === 'story' ? ['story.one.Service/Do does not exist'] : []),
    });
    victim.kill();
    await harness.clock.pass(30_000);
    expect(harness.row(sagaId)).toMatchObject({ status: 'RUNNING', owner: null });
    expect(harness.row(sagaId).dueAtMs).not.toBeNull();
    expect(await harness.reaches(sagaId, 'FAILED')).toMatchObject({ stuckClass: 'definition_missing' });
    expect(harness.clock.monotonicMs()).toBeGreaterThan(64_000);
    expect(harness.clock.monotonicMs()).toBeLessThan(80_000);
    expect(await harness.reads.limbo()).toEqual([]);
    const missing = ['story.one.Service/Do does not exist'];
    expect(unfit.log.find(({ event }) => event === 'definition_unfit')?.fields['mistakes']).toEqual(missing);
    const error = { code: 'UNIMPLEMENTED', reason: 'DEFINITION_UNFIT', fields: missing };
    expect(harness.db.eventsOf(sagaId).at(-1)).toMatchObject({ kind: 'failed', data: { error } });
  });

  it('G10: a saga of a later format is left to those who know it', async () => {
    await harness.spawn();
    harness.queue.works = false;
    const { sagaId } = await harness.start(await harness.spawn({ isWorker: false }));
    harness.db.sagas.set(sagaId, { ...harness.row(sagaId), format: 2 });
    await harness.clock.pass(30_000);
    expect(harness.row(sagaId)).toMatchObject({ status: 'RUNNING', epoch: 0 });
    expect(await harness.reaches(sagaId, 'FAILED')).toMatchObject({ stuckClass: 'definition_missing' });
    const fields = ['its format is 2, this process knows up to 1'];
    expect(harness.db.eventsOf(sagaId).at(-1)).toMatchObject({ data: { error: { fields } } });
  });
});

describe('the self-check', () => {
  it('G8: takes over what this process owns without a run, after two looks', async () => {
    const process = await harness.spawn();
    process.faults.next('claim', 'after');
    process.faults.next('ownedBy', 'before');
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(process.log.map(({ event }) => event)).toContain('owned_without_run');
    expect(harness.row(sagaId).epoch).toBe(2);
  });

  it('V2: many reasons to look in a short time are not two looks', async () => {
    const process = await harness.spawn();
    await harness.clock.pass(1_500);
    process.faults.next('claim', 'hangAfter');
    const { sagaId } = await harness.start(process);
    for (let time = 0; time < 5; time += 1) {
      process.faults.next('claim', 'before');
      await process.engine.runner.take('00000000-0000-7000-8000-00000000000f', 0);
      await harness.clock.pass(50);
    }
    expect(process.log.filter(({ event }) => event === 'claim_unanswered').length).toBe(5);
    process.faults.thaw();
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.kinds(sagaId)).toEqual(['started', 'branch_done', 'branch_done', 'completed']);
  });

  it('leaves alone what has a run', async () => {
    const process = await harness.spawn();
    harness.caller.next('one', applied(undefined, 20_000));
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.row(sagaId).epoch).toBe(1);
  });
});

describe('what waits for a participant', () => {
  it('wakes in every process, once the hold is gone', async () => {
    const process = await harness.spawn();
    await harness.spawn();
    harness.hold('story.two.Service');
    await harness.clock.pass(1_000);
    const sagas = [];
    for (let index = 0; index < 5; index += 1) sagas.push((await harness.start(process)).sagaId);
    await harness.rests();
    expect(sagas.map((id) => harness.row(id).blockedOn)).toEqual(Array(5).fill('story.two.Service'));
    harness.release('story.two.Service');
    await harness.clock.pass(500);
    expect(sagas.map((id) => harness.row(id).status)).toEqual(Array(5).fill('COMPLETED'));
    expect(sagas.map((id) => harness.kinds(id).filter((kind) => kind === 'unblocked').length)).toEqual(
      Array(5).fill(1),
    );
  });

  it('wakes at the rate of the release, also one below the pace of the sweep; later holds are not slowed by it', async () => {
    const process = await harness.spawn();
    harness.hold('story.two.Service');
    await harness.clock.pass(1_000);
    const sagas: string[] = [];
    for (let index = 0; index < 10; index += 1) sagas.push((await harness.start(process)).sagaId);
    await harness.rests();
    await harness.clock.pass(3_000);
    harness.release('story.two.Service', 2);
    const awake = () => sagas.filter((id) => harness.row(id).status === 'COMPLETED').length;
    await harness.clock.pass(2_000);
    expect(awake()).toBeGreaterThanOrEqual(3);
    expect(awake()).toBeLessThanOrEqual(6);
    await harness.clock.pass(4_000);
    expect(awake()).toBe(10);
    await harness.clock.pass(2_000);
    harness.hold('story.two.Service');
    await harness.clock.pass(1_000);
    for (let index = 0; index < 10; index += 1) sagas.push((await harness.start(process)).sagaId);
    await harness.rests();
    harness.release('story.two.Service');
    await harness.clock.pass(500);
    expect(awake()).toBe(20);
  });

  it('V1: one that cannot be helped keeps nobody from waking', async () => {
    const process = await harness.spawn();
    harness.hold('story.two.Service');
    await harness.clock.pass(1_000);
    const [broken, other] = [await harness.start(process), await harness.start(process)];
    await harness.rests();
    harness.db.definitions.delete(harness.row(broken.sagaId).definitionHash);
    process.faults.next('operate', 'before', 'bug');
    harness.release('story.two.Service');
    await harness.clock.pass(250);
    expect(harness.row(other.sagaId).status).toBe('COMPLETED');
    await harness.reaches(broken.sagaId, 'COMPLETED');
  });

  it('one whose secrets do not open wakes, and is then FAILED for that', async () => {
    const process = await harness.spawn();
    harness.hold('story.two.Service');
    await harness.clock.pass(1_000);
    const { sagaId } = await harness.start(process);
    await harness.rests();
    harness.db.keys.delete(sagaId);
    harness.release('story.two.Service');
    expect(await harness.reaches(sagaId, 'FAILED')).toMatchObject({ stuckClass: 'cannot_decrypt' });
  });
});

it('G8: whatever goes wrong with one task, the others go on', async () => {
  const process = await harness.spawn();
  for (const method of ['heldParticipants', 'unclaimable', 'ownedBy', 'view', 'oldestDueAgeMs']) {
    process.faults.next(method, 'before', 'connection', 3);
  }
  const { sagaId } = await harness.start(process);
  await harness.reaches(sagaId, 'COMPLETED');
  await harness.clock.pass(20_000);
  const store = new MemorySagaStore(harness.db);
  const dead = new MemoryInstances(harness.db);
  await dead.register('dead', 1_000);
  harness.queue.works = false;
  const left = await harness.start(await harness.spawn({ isWorker: false }));
  await store.claim('dead', [{ sagaId: left.sagaId, epoch: 0 }], { maxFormat: 1, unfitDefinitions: [] });
  dead.loseLock();
  await harness.reaches(left.sagaId, 'COMPLETED');
  expect(await harness.reads.limbo()).toEqual([]);
});
