import { ref, type SagaDefinition } from '#libs/saga-core';
import {
  aborted,
  applied,
  compensatable,
  EngineHarness,
  hanging,
  lostReply,
  MemoryInstances,
  plan,
  refused,
  retriable,
  settled,
  unavailable,
  within,
  type EngineProcess,
} from '#libs/testkit';
import { LIMITS } from './limits.js';

let harness: EngineHarness;
let process: EngineProcess;

async function begin(definition?: SagaDefinition, slots = 64): Promise<void> {
  harness = new EngineHarness(definition);
  process = await harness.spawn({ slots });
}

afterEach(async () => {
  // What holds for every test: the row is the fold of its events, and nothing is left in the air.
  for (const [sagaId, row] of harness.db.sagas) {
    const { columns, state } = harness.folded(sagaId);
    expect(row).toMatchObject({ ...columns });
    if (state.finishedAtMs !== null) expect(row).toMatchObject({ owner: null, dueAtMs: null });
  }
  await harness.close();
  expect(harness.caller.open).toBe(0);
  expect(harness.timers).toBe(0);
});

function operator(sagaId: string, kind: 'pause' | 'resume' | 'compensate' | 'replay', on = process) {
  const command = kind === 'compensate' ? ({ kind, by: 'operator' } as const) : ({ kind } as const);
  const words = { action: kind, actor: 'zhang', requestId: `${kind}-${sagaId}`, reason: 'test', etag: null };
  return harness.awaiting(on.engine.operators.act({ sagaId, command, ...words, validateOnly: false }));
}

const once = plan(compensatable('one'));
const twice = plan(compensatable('one'), compensatable('two'));

describe('a run', () => {
  it('G2 G7: makes every call once, each under its key, with what was replied before', async () => {
    await begin();
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPLETED');
    const { calls } = harness.caller;
    expect(calls.map(({ key }) => key)).toEqual([
      `${sagaId}/reserve/main/1/action`,
      `${sagaId}/prepare/left/1/action`,
      `${sagaId}/prepare/right/1/action`,
      `${sagaId}/look/main/1/action`,
      `${sagaId}/pay/main/1/action`,
      `${sagaId}/tell/main/1/action`,
    ]);
    expect(calls[1]?.request).toEqual({ reservation: `id of ${sagaId}/reserve/main/1/action` });
    expect(calls.every(({ epoch, attempt }) => epoch === 1 && attempt === 1)).toBe(true);
    expect(harness.row(sagaId)).toMatchObject({ epoch: 1, stepIndex: 5 });
  });

  it('M1: parallel replies share one transition; nothing is written before a call', async () => {
    await begin();
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPLETED');
    const revisions = harness.progress.told.filter((one) => one.sagaId === sagaId).map((one) => one.revision);
    expect(revisions).toEqual([1, 2, 4, 5, 6, 8]);
  });

  it('M1: its own writes are no news to it: no state is loaded that it knows', async () => {
    await begin();
    process.faults.next('load', 'before', 'bug', Infinity);
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(process.faults.strikes('load')).toBe(0);
  });

  it('G3: goes back in reverse order when a step is refused; what was refused is not undone', async () => {
    await begin();
    harness.caller.next('pay', refused());
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPENSATED');
    expect(harness.caller.names().slice(5).toSorted()).toEqual([
      'undo prepare/left',
      'undo prepare/right',
      'undo reserve',
    ]);
    expect(harness.caller.names().at(-1)).toBe('undo reserve');
    expect(harness.caller.done(sagaId, 'compensation').toSorted()).toEqual(
      harness.caller
        .done(sagaId, 'action')
        .filter((place) => place !== 'look/main')
        .toSorted(),
    );
  });

  it('G3 G5: what is unknown is undone too, and its late action is refused', async () => {
    await begin(plan(compensatable('one', { retry: { maxAttempts: 1 } })));
    harness.caller.next('one', unavailable);
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPENSATED');
    expect(harness.caller.names()).toEqual(['one', 'undo one']);
    const [late] = harness.caller.calls;
    const outcome = await harness.caller.call(late!, new AbortController().signal);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'ACTION_AFTER_COMPENSATION' });
    expect(harness.caller.effects).toEqual([]);
  });

  it('G2: a reply that was lost is asked for again under the same key; there is one effect', async () => {
    await begin(once);
    harness.caller.next('one', lostReply);
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.caller.calls.map(({ key, attempt }) => [key, attempt])).toEqual([
      [`${sagaId}/one/main/1/action`, 1],
      [`${sagaId}/one/main/1/action`, 2],
    ]);
    expect(harness.caller.done(sagaId, 'action')).toEqual(['one/main']);
  });

  it('G4: a compensation that is refused leaves the saga FAILED; earlier steps are not touched', async () => {
    await begin(plan(compensatable('one'), compensatable('two'), compensatable('three')));
    harness.caller.next('three', refused()).next('undo two', refused());
    const { sagaId } = await harness.start(process);
    expect(await harness.reaches(sagaId, 'FAILED')).toMatchObject({ stuckClass: 'compensation_refused' });
    await harness.clock.pass(60_000);
    expect(harness.caller.names()).toEqual(['one', 'two', 'three', 'undo two']);
  });
});

describe('waits', () => {
  it('up to two seconds are spent in the slot; the attempt is recorded before', async () => {
    await begin(plan(compensatable('one', { retry: { initialIntervalMs: 2_000 } })));
    harness.caller.next('one', aborted);
    const { sagaId } = await harness.start(process);
    await harness.clock.pass(1_000);
    expect(harness.kinds(sagaId)).toEqual(['started', 'attempt_failed']);
    expect(harness.row(sagaId)).toMatchObject({ owner: process.engine.membership.instanceId, dueAtMs: null });
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.row(sagaId).epoch).toBe(1);
    expect(harness.caller.calls.map(({ atMs }) => atMs)).toEqual([0, 2_000]);
  });

  it('G8: longer ones give the saga up until it is due, with a job for then', async () => {
    await begin(plan(compensatable('one', { retry: { initialIntervalMs: 10_000 } })));
    harness.caller.next('one', aborted);
    const { sagaId } = await harness.start(process);
    await harness.clock.pass(1_000);
    expect(harness.row(sagaId).owner).toBeNull();
    expect(harness.row(sagaId).dueAtMs).toBe(harness.db.now() - 1_000 + 10_000);
    expect(harness.queue.jobs.at(-1)).toEqual({ sagaId, epoch: 1, delayMs: 10_000 });
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.row(sagaId).epoch).toBe(2);
    expect(harness.caller.calls.map(({ atMs }) => atMs)).toEqual([0, 10_000]);
  });

  it('a call that cannot be sent is no attempt: two seconds in the slot, then given up', async () => {
    await begin(once);
    harness.caller.decide((_, nth) => (nth <= 5 ? { kind: 'not_sent', retryAfterMs: 900 } : undefined));
    const { sagaId } = await harness.start(process);
    await harness.clock.pass(2_500);
    expect(harness.row(sagaId).owner).toBeNull();
    expect(harness.kinds(sagaId)).toEqual(['started']);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.kinds(sagaId)).toEqual(['started', 'branch_done', 'completed']);
  });

  it('a caller that says "again at once" is not asked in a tight loop', async () => {
    await begin(once);
    harness.caller.decide(() =>
      harness.clock.monotonicMs() < 1_000 ? { kind: 'not_sent', retryAfterMs: 0 } : undefined,
    );
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.caller.calls.length).toBeLessThan(60);
  });

  it('a caller that throws has told nothing: the outcome is unknown, and the run goes on', async () => {
    await begin(once);
    let thrown = 0;
    const { call } = harness.caller;
    harness.caller.call = (...args) => {
      thrown += 1;
      if (thrown === 1) throw new Error('not a participant matter');
      return call.apply(harness.caller, args);
    };
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.kinds(sagaId)).toEqual(['started', 'attempt_failed', 'branch_done', 'completed']);
  });

  it('the deadline turns a saga that still runs', async () => {
    await begin(within(5_000, plan(compensatable('one'), compensatable('two'))));
    harness.caller.next('two', hanging);
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPENSATED');
    expect(harness.events(sagaId).find(({ kind }) => kind === 'turned')).toMatchObject({
      data: { cause: 'deadline' },
    });
    expect(harness.clock.monotonicMs()).toBe(5_000);
    expect(harness.caller.names()).toEqual(['one', 'two', 'undo two', 'undo one']);
  });
});

describe('siblings', () => {
  const parallel = plan(compensatable('both', { branches: ['left', 'right'] }));

  it('of a refused branch have a second for their real outcome, then they are aborted and undone', async () => {
    await begin(parallel);
    harness.caller.next('both/left', refused()).next('both/right', hanging);
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPENSATED');
    expect(harness.clock.monotonicMs()).toBe(1_000);
    expect(harness.caller.names()).toEqual(['both/left', 'both/right', 'undo both/right']);
  });

  it('that answer within the second are recorded as what they were', async () => {
    await begin(parallel);
    harness.caller.next('both/left', refused()).next('both/right', applied(undefined, 600));
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPENSATED');
    expect(harness.kinds(sagaId)).toEqual([
      ...['started', 'branch_refused', 'branch_done', 'turned', 'branch_undone', 'compensated'],
    ]);
  });

  it('the moment that siblings had does not cut the calls that follow', async () => {
    await begin(parallel);
    harness.caller.next('both/left', refused()).next('both/right', applied(undefined, 900));
    harness.caller.next('undo both/right', applied({}, 1_500));
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPENSATED');
    expect(harness.caller.names()).toEqual(['both/left', 'both/right', 'undo both/right']);
  });

  it('a reply waits 50 ms for its siblings, then it is recorded alone', async () => {
    await begin(parallel);
    harness.caller.next('both/left', applied()).next('both/right', applied(undefined, 3_000));
    const { sagaId } = await harness.start(process);
    await harness.clock.pass(49);
    expect(harness.kinds(sagaId)).toEqual(['started']);
    await harness.clock.pass(1);
    expect(harness.kinds(sagaId)).toEqual(['started', 'branch_done']);
    await harness.reaches(sagaId, 'COMPLETED');
  });
});

describe('others write meanwhile', () => {
  it('M2: a pause lets the call in flight end; its answer is recorded, and the saga rests', async () => {
    await begin(twice);
    harness.caller.next('one', applied(undefined, 5_000));
    const { sagaId } = await harness.start(process);
    await operator(sagaId, 'pause');
    await harness.rests();
    expect(harness.kinds(sagaId)).toEqual(['started', 'paused', 'branch_done']);
    expect(harness.row(sagaId)).toMatchObject({ status: 'RUNNING', owner: null, dueAtMs: null });
    await operator(sagaId, 'resume');
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.caller.names()).toEqual(['one', 'two']);
  });

  it('M2 G6: an operator who is faster than the record does not lose the answer in hand', async () => {
    await begin(twice);
    harness.progress.works = false;
    harness.caller.next('one', applied(undefined, 1_000));
    const { sagaId } = await harness.start(process);
    await operator(sagaId, 'pause');
    await harness.clock.pass(1_000);
    await harness.rests();
    expect(harness.kinds(sagaId)).toEqual(['started', 'paused', 'branch_done']);
    expect(harness.row(sagaId).revision).toBe(3);
  });

  it('a cancel gives the call in flight two seconds, aborts it, and turns; what is unknown is undone', async () => {
    await begin(twice);
    harness.caller.next('two', hanging);
    const { sagaId } = await harness.start(process);
    await harness.clock.pass(100);
    await operator(sagaId, 'compensate');
    await harness.reaches(sagaId, 'COMPENSATED');
    expect(harness.clock.monotonicMs()).toBe(2_100);
    expect(harness.kinds(sagaId)).toEqual([
      ...['started', 'branch_done', 'cancel_requested', 'attempt_failed', 'turned'],
      ...['branch_undone', 'branch_undone', 'compensated'],
    ]);
  });

  it('a cancel turns the saga even with the last result in hand', async () => {
    await begin(once);
    harness.caller.next('one', applied(undefined, 500));
    const { sagaId } = await harness.start(process);
    await operator(sagaId, 'compensate');
    await harness.reaches(sagaId, 'COMPENSATED');
    expect(harness.caller.names()).toEqual(['one', 'undo one']);
  });

  it('an operator in another process is met at the next write', async () => {
    await begin(twice);
    const other = await harness.spawn({ isWorker: false });
    harness.progress.works = false;
    harness.caller.next('one', applied(undefined, 4_000));
    const { sagaId } = await harness.start(process);
    await operator(sagaId, 'compensate', other);
    await harness.reaches(sagaId, 'COMPENSATED');
    expect(harness.caller.names()).toEqual(['one', 'undo one']);
  });

  it('M5: a store that does not answer while news are read is waited for; no interruption is counted', async () => {
    await begin(twice);
    harness.caller.next('one', applied(undefined, 5_000));
    const { sagaId } = await harness.start(process);
    process.faults.next('load', 'before', 'connection', 5);
    await operator(sagaId, 'pause');
    await harness.rests();
    expect(process.faults.strikes('load')).toBe(5);
    expect(harness.kinds(sagaId)).toEqual(['started', 'paused', 'branch_done']);
  });
});

describe('a claim that is lost', () => {
  it('M3 G6: aborts the calls and writes nothing', async () => {
    await begin(twice);
    harness.caller.next('one', hanging);
    const { sagaId } = await harness.start(process);
    harness.db.commit({ sagas: [{ ...harness.row(sagaId), epoch: 7, owner: 'somebody' }] });
    process.engine.runner.nudge(sagaId, 99);
    await settled();
    expect(harness.caller.open).toBe(0);
    await harness.clock.pass(1);
    expect(harness.kinds(sagaId)).toEqual(['started']);
    expect(process.engine.runner.running).toBe(0);
    harness.db.commit({
      sagas: [{ ...harness.row(sagaId), epoch: 7, owner: null, dueAtMs: harness.db.now() }],
    });
    await harness.reaches(sagaId, 'COMPLETED');
  });

  it('M3: is met at the next write, also without news', async () => {
    await begin(twice);
    await new MemoryInstances(harness.db).register('somebody', 60_000);
    harness.caller.next('one', applied(undefined, 1_000));
    const { sagaId } = await harness.start(process);
    harness.db.commit({ sagas: [{ ...harness.row(sagaId), epoch: 7, owner: 'somebody' }] });
    await harness.clock.pass(1_000);
    expect(harness.caller.names()).toEqual(['one']);
    expect(harness.kinds(sagaId)).toEqual(['started']);
    harness.db.commit({ sagas: [{ ...harness.row(sagaId), owner: null, dueAtMs: harness.db.now() }] });
    await harness.reaches(sagaId, 'COMPLETED');
  });

  it('M3: a run that is abandoned while its write is on the way starts no call after it', async () => {
    await begin(twice);
    harness.caller.next('one', applied(undefined, 100));
    const { sagaId } = await harness.start(process);
    process.faults.next('flush', 'after');
    await harness.clock.pass(100);
    expect(harness.kinds(sagaId)).toEqual(['started', 'branch_done']);
    process.engine.runner.abandonAll();
    await harness.clock.pass(500);
    expect(harness.caller.names()).toEqual(['one']);
    await harness.reaches(sagaId, 'COMPLETED');
  });
});

describe('a process that stops', () => {
  it('hands over: calls may end within the grace period, then the saga is due at once', async () => {
    await begin(twice);
    harness.caller.next('one', applied(undefined, 400));
    const { sagaId } = await harness.start(process);
    await harness.awaiting(process.engine.stop(1_000));
    expect(harness.clock.monotonicMs()).toBe(400);
    expect(harness.kinds(sagaId)).toEqual(['started', 'branch_done']);
    expect(harness.row(sagaId)).toMatchObject({ owner: null, dueAtMs: harness.db.now() });
    expect(harness.queue.jobs.at(-1)).toEqual({ sagaId, epoch: 1, delayMs: 0 });
    expect(harness.caller.names()).toEqual(['one']);
  });

  it('hands over what does not end in time: tainted, no attempt, no interruption', async () => {
    await begin(twice);
    harness.caller.next('one', hanging);
    const { sagaId } = await harness.start(process);
    await harness.awaiting(process.engine.stop(1_000));
    expect(harness.clock.monotonicMs()).toBe(500);
    expect(harness.kinds(sagaId)).toEqual(['started', 'released']);
    expect(harness.row(sagaId)).toMatchObject({ owner: null, interruptions: 0 });
    expect(harness.caller.open).toBe(0);
    expect(harness.folded(sagaId).state.steps[0]?.branches[0]?.action).toMatchObject({
      tainted: true,
      attempts: 0,
    });
  });

  it('does not spin while it waits for the grace period', async () => {
    await begin(plan(compensatable('both', { branches: ['left', 'right'] })));
    harness.caller.next('both/left', aborted).next('both/right', hanging);
    await harness.start(process);
    await harness.clock.pass(60);
    let loops = 0;
    const { setTimer } = harness.clock;
    harness.clock.setTimer = (...args) => {
      loops += 1;
      return setTimer.apply(harness.clock, args);
    };
    await harness.awaiting(process.engine.stop(10_000));
    expect(loops).toBeLessThan(10);
  });

  it('starts nothing new: neither the next step, nor what it had to wait for', async () => {
    await begin(plan(compensatable('one', { retry: { initialIntervalMs: 1_500 } }), compensatable('two')));
    harness.caller.next('one', aborted);
    const { sagaId } = await harness.start(process);
    await harness.clock.pass(100);
    await harness.awaiting(process.engine.stop(1_000));
    expect(harness.caller.names()).toEqual(['one']);
    expect(harness.row(sagaId).dueAtMs).toBe(harness.db.now() - 100 + 1_500);
  });
});

describe('our own mistakes', () => {
  it('end the run with an interruption; what was open is unknown, and the calls are aborted first', async () => {
    await begin(plan(compensatable('both', { branches: ['left', 'right'] })));
    harness.caller.next('both/left', applied(undefined, 100)).next('both/right', hanging);
    const { sagaId } = await harness.start(process);
    process.faults.next('flush', 'before', 'bug');
    await harness.clock.pass(200);
    expect(harness.kinds(sagaId).slice(0, 2)).toEqual(['started', 'interrupted']);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(process.log.map(({ event }) => event)).toContain('run_crashed');
  });

  it('that never end make the saga poison after five', async () => {
    const definition = plan(compensatable('one', { request: { id: ref('input.item') } }));
    await begin(definition);
    const { cipher } = harness;
    const { seal } = cipher;
    cipher.seal = (...args) => {
      if (args[3] === 'branch_done') throw new Error('a bug of ours');
      return seal.apply(cipher, args);
    };
    const { sagaId } = await harness.start(process);
    expect(await harness.reaches(sagaId, 'FAILED')).toMatchObject({ stuckClass: 'poison', interruptions: 5 });
    expect(harness.kinds(sagaId)).toEqual([
      'started',
      ...Array.from({ length: 5 }, () => 'interrupted'),
      'failed',
    ]);
    expect(harness.caller.done(sagaId, 'action')).toEqual(['one/main']);
    cipher.seal = seal;
  });
});

describe('limits', () => {
  it('a saga that would hold more than 16 MiB is FAILED unstorable, and says so in less', async () => {
    const steps = Array.from({ length: 20 }, (_, index) => compensatable(`step_${index}`));
    await begin(plan(...steps));
    const large = { text: 'x'.repeat(1_000_000) };
    harness.caller.decide(() => applied(large));
    const { sagaId } = await harness.start(process);
    expect(await harness.reaches(sagaId, 'FAILED')).toMatchObject({ stuckClass: 'unstorable' });
    const bytes = harness.db
      .eventsOf(sagaId)
      .reduce((sum, { payload }) => sum + (payload?.byteLength ?? 0), 0);
    expect(bytes).toBeLessThanOrEqual(LIMITS.storedBytes);
    expect(harness.kinds(sagaId).slice(-2)).toEqual(['released', 'failed']);
    expect(harness.folded(sagaId).state.steps[16]?.branches[0]?.action).toMatchObject({ tainted: true });
  });
});

describe('held participants', () => {
  const hold = (participant: string) =>
    harness.db.holds.set(participant, {
      participant,
      heldAtMs: harness.db.now(),
      reason: 'test',
      releaseRate: null,
    });

  it('block the saga before the call; once released it goes on', async () => {
    await begin(twice);
    hold('story.two.Service');
    await harness.clock.pass(1_000);
    const { sagaId } = await harness.start(process);
    await harness.rests();
    expect(harness.row(sagaId)).toMatchObject({
      status: 'RUNNING',
      blockedOn: 'story.two.Service',
      owner: null,
    });
    expect(harness.caller.names()).toEqual(['one']);
    await harness.clock.pass(60_000);
    expect(harness.row(sagaId).blockedOn).toBe('story.two.Service');
    harness.db.holds.clear();
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.kinds(sagaId)).toEqual([
      ...['started', 'branch_done', 'blocked', 'unblocked', 'branch_done', 'completed'],
    ]);
  });

  it('a hold that was just released is not written, and not asked for in a loop', async () => {
    await begin(once);
    hold('story.one.Service');
    await harness.clock.pass(1_000);
    harness.db.holds.clear();
    const { sagaId } = await harness.start(process);
    await settled();
    expect(harness.kinds(sagaId)).toEqual(['started', 'branch_done', 'completed']);
  });

  it('only what needs the participant waits', async () => {
    await begin(plan(compensatable('one'), retriable('two')));
    hold('story.two.Service');
    hold('story.other.Service');
    await harness.clock.pass(1_000);
    harness.caller.next('one', refused());
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPENSATED');
  });
});
