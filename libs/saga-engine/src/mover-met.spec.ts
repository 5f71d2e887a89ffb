import { ref, type SagaDefinition } from '#libs/saga-core';
import {
  aborted,
  applied,
  compensatable,
  EngineHarness,
  hanging,
  MemoryInstances,
  plan,
  refused,
  retriable,
  settled,
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
  expect(harness.misfolded()).toEqual([]);
  expect(await harness.close()).toEqual([]);
});

function operator(sagaId: string, kind: 'pause' | 'resume' | 'compensate' | 'replay', on = process) {
  const command = kind === 'compensate' ? ({ kind, by: 'operator' } as const) : ({ kind } as const);
  const words = { action: kind, actor: 'zhang', origin: null, reason: 'test', etag: null };
  const request = { sagaId, command, requestId: `${kind}-${sagaId}`, ...words, validateOnly: false };
  return harness.awaiting(on.engine.operators.act(request));
}

const once = plan(compensatable('one'));
const twice = plan(compensatable('one'), compensatable('two'));

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

  it('F21: that never end make the saga poison after five', async () => {
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
  it('block the saga before the call; once released it goes on', async () => {
    await begin(twice);
    harness.hold('story.two.Service');
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
    harness.release('story.two.Service');
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.kinds(sagaId)).toEqual([
      ...['started', 'branch_done', 'blocked', 'unblocked', 'branch_done', 'completed'],
    ]);
  });

  it('a hold that was just released is not written, and not asked for in a loop', async () => {
    await begin(once);
    harness.hold('story.one.Service');
    await harness.clock.pass(1_000);
    harness.release('story.one.Service');
    const { sagaId } = await harness.start(process);
    await settled();
    expect(harness.kinds(sagaId)).toEqual(['started', 'branch_done', 'completed']);
  });

  it('only what needs the participant waits', async () => {
    await begin(plan(compensatable('one'), retriable('two')));
    harness.hold('story.two.Service');
    harness.hold('story.other.Service');
    await harness.clock.pass(1_000);
    harness.caller.next('one', refused());
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPENSATED');
  });
});
