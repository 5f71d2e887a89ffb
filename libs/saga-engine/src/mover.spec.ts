import type { SagaDefinition } from '#libs/saga-core';
import {
  aborted,
  applied,
  compensatable,
  EngineHarness,
  hanging,
  lostReply,
  nameOf,
  plan,
  refused,
  unavailable,
  within,
  type EngineProcess,
} from '#libs/testkit';

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

const once = plan(compensatable('one'));

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

  it('F12 G4: a compensation that fails twenty times is repeated with growing waits, is seen to be, and the saga ends', async () => {
    const undoRetry = { maxAttempts: 25, maxIntervalMs: 60_000 };
    await begin(plan(compensatable('one', { undoRetry }), compensatable('two')));
    harness.caller.next('two', refused()).next('undo one', ...Array.from({ length: 20 }, () => unavailable));
    const { sagaId } = await harness.start(process);
    const attempts = () => harness.caller.calls.filter((call) => nameOf(call) === 'undo one');
    await harness.clock.until(() => attempts().length === 12, 1_000_000, 'the twelfth attempt');
    expect(harness.row(sagaId).status).toBe('COMPENSATING');
    expect(harness.kinds(sagaId).filter((kind) => kind === 'attempt_failed')).toHaveLength(12);
    await harness.clock.until(() => harness.row(sagaId).status === 'COMPENSATED', 2_000_000, 'the end');
    expect(attempts().map(({ attempt }) => attempt)).toEqual(Array.from({ length: 21 }, (_, n) => n + 1));
    const waits = attempts().map(({ atMs }, index, all) => (all[index + 1]?.atMs ?? NaN) - atMs);
    const own = Array.from({ length: 20 }, (_, n) => Math.min(1_000 * 2 ** n, 60_000));
    expect(waits.slice(0, -1)).toEqual(own);
    expect(harness.caller.done(sagaId, 'compensation')).toEqual(['one/main']);
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
