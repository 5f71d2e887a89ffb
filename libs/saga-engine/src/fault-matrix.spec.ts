/**
 * Faults of processes, people and definitions, each brought about on the real engine over a database in memory: hours and
 * thousands of races pass in seconds. What needs a real database, queue or network is in the orchestrator's tests.
 *
 * Each title begins with the number of the fault in the matrix; a fault that did not strike makes its test red.
 */
import type { SagaDefinition } from '#libs/saga-core';
import {
  applied,
  compensatable,
  EngineHarness,
  nameOf,
  PlainCipher,
  plan,
  retriable,
  unavailable,
  type EngineProcess,
} from '#libs/testkit';
import type { EngineError } from './errors.js';
import type { OperatorRequest } from './operators.js';
import { DecryptError, type Clock, type DataKey } from './ports.js';

let harness: EngineHarness;

afterEach(async () => {
  expect(await harness.close()).toEqual([]);
});

const once = plan(compensatable('one'));
const three = plan(compensatable('one'), compensatable('two'), compensatable('three'));

/** What an operator asks for; resolves to `ok` or to the code of the refusal. */
function act(
  on: EngineProcess,
  sagaId: string,
  kind: 'compensate' | 'replay',
  rest: Partial<OperatorRequest> = {},
): Promise<string> {
  const command = kind === 'replay' ? { kind } : { kind, by: 'operator' as const };
  const words = {
    action: kind,
    actor: 'zhang',
    origin: null,
    requestId: `${kind} ${sagaId}`,
    reason: 'the patient called',
  };
  return on.engine.operators
    .act({ sagaId, command, ...words, etag: null, validateOnly: false, ...rest })
    .then(() => 'ok')
    .catch((error: unknown) => (error as EngineError).code);
}

const effects = (sagaId: string) => [
  harness.caller.done(sagaId, 'action').length,
  harness.caller.done(sagaId, 'compensation').length,
];

const statuses = () => [...harness.db.sagas.values()].map(({ status, stuckClass }) => stuckClass ?? status);

/** Sixty sagas whose last result comes at the same moment, each met by an operator a little before, after, or in the middle of it. */
async function races(): Promise<string[]> {
  harness = new EngineHarness(three);
  const [owner, other] = [await harness.spawn(), await harness.spawn()];
  harness.caller.decide((call) => (nameOf(call) === 'three' ? applied(undefined, 100) : undefined));
  const starts = Array.from({ length: 60 }, () => harness.start(owner));
  const sagas = (await Promise.all(starts)).map(({ sagaId }) => sagaId);
  await harness.clock.until(() => harness.caller.open === sagas.length);
  await harness.clock.pass(99);
  const meet = async (sagaId: string, race: number): Promise<string> => {
    if (race % 3 > 0) await new Promise<void>((go) => void harness.clock.setTimer(race % 3, go));
    for (let turn = 0; turn < race % 29; turn += 1) await Promise.resolve();
    return act(race % 2 === 0 ? owner : other, sagaId, 'compensate');
  };
  const answers = harness.awaiting(Promise.all(sagas.map(meet)));
  await harness.rests();
  const courses = (await answers).map((answer, at) => `${answer} ${harness.row(sagas[at] as string).status}`);
  for (const [at, course] of courses.entries()) {
    const [done, undone] = effects(sagas[at] as string);
    expect([done, undone]).toEqual(course === 'ok COMPENSATED' ? [done, done] : [3, 0]);
  }
  expect([harness.misfolded(), await harness.close()]).toEqual([[], []]);
  return courses;
}

describe('operators', () => {
  it('F18: a compensation that meets the last result 1,200 times leaves no saga half done', async () => {
    const seen: { [course: string]: number } = {};
    for (let world = 0; world < 20; world += 1)
      for (const course of await races()) seen[course] = (seen[course] ?? 0) + 1;
    // Both ends came about, so there was a race; and nobody was told one thing and got the other.
    expect(Object.keys(seen).sort()).toEqual(['ACTION_REFUSED COMPLETED', 'ok COMPENSATED']);
  }, 120_000);
});

describe('processes', () => {
  it('F21: a saga whose every run throws becomes poison, and takes no time from its neighbours', async () => {
    harness = new EngineHarness(once);
    const process = await harness.spawn();
    harness.caller.decide(() => applied(undefined, 50));
    const { sagaId: bad } = await harness.start(process);
    const { seal } = harness.cipher;
    let thrown = 0;
    harness.cipher.seal = (...args) => {
      if (args[1] !== bad || args[3] !== 'branch_done') return seal.apply(harness.cipher, args);
      thrown += 1;
      throw new Error('a bug that this payload finds');
    };
    const neighbours: string[] = [];
    while (harness.row(bad).status !== 'FAILED') {
      neighbours.push((await harness.start(process)).sagaId);
      await harness.clock.pass(500);
    }
    await harness.rests();
    expect([harness.row(bad).stuckClass, thrown]).toEqual(['poison', 5]);
    expect(neighbours.length).toBeGreaterThan(20);
    const took = neighbours.map(
      (id) => (harness.row(id).finishedAtMs ?? Infinity) - harness.row(id).createdAtMs,
    );
    expect(Math.max(...took)).toBeLessThanOrEqual(50);
    harness.cipher.seal = seal;
  });

  it('F23: twenty processes replaced one by one, two versions of a plan in turn: nothing fails, is interrupted, or changes its plan', async () => {
    const other = plan(compensatable('one'), compensatable('extra'), compensatable('three'));
    harness = new EngineHarness(three);
    harness.caller.decide((call) => applied(undefined, nameOf(call) === 'one' ? 700 : 1_700));
    const begunOn = new Map<string, SagaDefinition>();
    const running = [await harness.spawn(), await harness.spawn()];
    for (let deploy = 0; deploy < 20; deploy += 1) {
      const definition = deploy % 4 < 2 ? other : three;
      const fresh = await harness.spawn({ definitions: [definition] });
      for (let count = 0; count < 3; count += 1) begunOn.set((await harness.start(fresh)).sagaId, definition);
      running.push(fresh);
      await harness.awaiting((running.shift() as EngineProcess).engine.stop(1_000));
      await harness.clock.pass(200);
    }
    await harness.rests();
    const kinds = [...begunOn.keys()].map((sagaId) => harness.kinds(sagaId));
    expect(kinds.filter((all) => all.includes('released')).length).toBeGreaterThan(20);
    expect(kinds.filter((all) => all.includes('interrupted') || all.includes('failed'))).toEqual([]);
    for (const [sagaId, { steps }] of begunOn) {
      expect(harness.row(sagaId).status).toBe('COMPLETED');
      expect(harness.caller.done(sagaId, 'action')).toEqual(steps.map(({ name }) => `${name}/main`));
    }
    expect(harness.misfolded()).toEqual([]);
  }, 120_000);

  it('F41: a start whose process dies between the commit and the adding of its job is swept by another in two seconds', async () => {
    harness = new EngineHarness(once);
    const helper = await harness.spawn();
    let deaths = 0;
    const mortal: EngineProcess = await harness.spawn({
      around: (ports) => ({ ...ports, waker: { ...ports.waker, wake: () => die() } }),
    });
    const die = () => {
      deaths += 1;
      mortal.kill();
    };
    // Committed is what counts; the answer may be lost with the process.
    void mortal.engine.starter.start({ type: once.type, input: { item: 'tea' } });
    await harness.clock.until(() => deaths === 1);
    const [row] = [...harness.db.sagas.values()];
    const diedAtMs = harness.clock.monotonicMs();
    await harness.reaches(row?.id ?? '', 'COMPLETED');
    expect(harness.clock.monotonicMs() - diedAtMs).toBeLessThan(2_000);
    expect(harness.queue.jobs).toEqual([]);
    expect(harness.caller.calls.map(({ epoch }) => epoch)).toEqual([1]);
    expect(helper.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('F40: of ten times as many starts as may wait the rest is told when to come again, and what was accepted ends', async () => {
    harness = new EngineHarness(once);
    const process = await harness.spawn({ slots: 2_048 });
    const ask = () => process.engine.starter.start({ type: once.type, input: { item: 'tea' } });
    const answers = await harness.awaiting(Promise.allSettled(Array.from({ length: 20_480 }, ask)));
    const accepted = answers.filter(({ status }) => status === 'fulfilled');
    const refusals = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason as EngineError] : []));
    const words = refusals.map(({ code, details }) => `${code} ${details.retryAfterMs}`);
    expect(new Set(words)).toEqual(new Set(['OVERLOADED 1000']));
    expect(accepted.length).toBeGreaterThanOrEqual(2_048);
    expect(harness.db.sagas.size).toBe(accepted.length);
    await harness.rests();
    expect(new Set(statuses())).toEqual(new Set(['COMPLETED']));
    await harness.reaches((await harness.start(process)).sagaId, 'COMPLETED');
  }, 120_000);
});

describe('time', () => {
  /** The clock of a process that is wrong by so much, and goes wrong further. */
  const wrong = (clock: Clock, rate: number, aheadMs: number): Clock => ({
    monotonicMs: () => clock.monotonicMs() * rate + aheadMs,
    setTimer: (delayMs, fire) => clock.setTimer(delayMs / rate, fire),
    endOfTurn: queueMicrotask,
  });
  /** Waits between the attempts of a retriable step under the default policy without jitter. */
  const LAW_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000];
  const waits = () =>
    harness.caller.calls.slice(1).map(({ atMs }, at) => atMs - (harness.caller.calls[at]?.atMs ?? 0));

  it('F33: processes whose clocks are an hour apart and drift by a tenth keep the times of the database', async () => {
    harness = new EngineHarness(plan(retriable('tell')));
    const around = (rate: number, aheadMs: number) => (ports: EngineProcess['ports']) => ({
      ...ports,
      clock: wrong(ports.clock, rate, aheadMs),
    });
    const fast = await harness.spawn({ around: around(1.1, 3_600_000) });
    await harness.spawn({ around: around(0.9, -3_600_000) });
    harness.caller.next('tell', ...LAW_MS.map(() => unavailable));
    const { sagaId } = await harness.start(fast);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(new Set(harness.caller.calls.map(({ epoch }) => epoch)).size).toBeGreaterThan(4);
    for (const [at, waitMs] of waits().entries()) {
      // A tenth of what is waited for by the own clock: two seconds in the slot, or what passed since the last renewal.
      expect(waitMs).toBeGreaterThanOrEqual((LAW_MS[at] as number) - 300);
      expect(waitMs).toBeLessThanOrEqual((LAW_MS[at] as number) + 1_500);
    }
  });

  it('F19: a participant that is away for ten minutes is asked no more often than the backoff says, and then all is done', async () => {
    harness = new EngineHarness(plan(retriable('tell')));
    const process = await harness.spawn();
    harness.caller.decide(() => (harness.clock.monotonicMs() < 600_000 ? unavailable : undefined));
    const { sagaId } = await harness.start(process);
    await harness.clock.pass(600_000);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(waits().length).toBeGreaterThan(12);
    for (const [at, waitMs] of waits().entries())
      expect(waitMs).toBeGreaterThanOrEqual(LAW_MS[Math.min(at, 7)] as number);
    expect(harness.clock.monotonicMs()).toBeLessThan(661_000);
  });
});

describe('what cannot be run or read', () => {
  /** One step done, the next one waits. */
  async function halfWay(): Promise<{ sagaId: string; process: EngineProcess }> {
    harness = new EngineHarness(three);
    const process = await harness.spawn();
    harness.caller.next('two', { kind: 'fail', outcome: 'no_effect', code: 'ABORTED', retryAfterMs: 5_000 });
    const { sagaId } = await harness.start(process);
    await harness.clock.until(
      () => harness.row(sagaId).stepIndex === 1 && harness.row(sagaId).owner === null,
    );
    await harness.awaiting(process.engine.stop(1_000));
    return { sagaId, process };
  }

  it('F24: after a downgrade a saga whose method is gone is FAILED definition_missing, keeps what it did, and goes on when the method is back', async () => {
    const { sagaId } = await halfWay();
    const older = await harness.spawn({
      definitions: [once],
      checkDefinition: ({ steps }) => (steps.length > 1 ? ['story.two.Service/Do does not exist'] : []),
    });
    const { sagaId: neighbour } = await harness.start(older);
    expect(await harness.reaches(sagaId, 'FAILED')).toMatchObject({ stuckClass: 'definition_missing' });
    expect([effects(sagaId), harness.row(neighbour).status]).toEqual([[1, 0], 'COMPLETED']);
    const newer = await harness.spawn();
    expect(await harness.awaiting(act(newer, sagaId, 'replay'))).toBe('ok');
    await harness.reaches(sagaId, 'COMPLETED');
    expect(effects(sagaId)).toEqual([3, 0]);
  });

  it('F45: with the wrong key a saga is FAILED cannot_decrypt and keeps what it did; with the right one it goes on', async () => {
    const { sagaId } = await halfWay();
    class WrongKey extends PlainCipher {
      asked = 0;
      override unwrap(): DataKey {
        this.asked += 1;
        throw new DecryptError('wrapped under another key');
      }
    }
    const cipher = new WrongKey();
    const locked = await harness.spawn({ around: (ports) => ({ ...ports, cipher }) });
    expect(await harness.reaches(sagaId, 'FAILED')).toMatchObject({ stuckClass: 'cannot_decrypt' });
    expect([effects(sagaId), cipher.asked > 0]).toEqual([[1, 0], true]);
    expect(await harness.awaiting(act(locked, sagaId, 'compensate'))).toBe('CANNOT_DECRYPT');
    await harness.awaiting(locked.engine.stop(1_000));
    const right = await harness.spawn();
    expect(await harness.awaiting(act(right, sagaId, 'replay'))).toBe('ok');
    await harness.reaches(sagaId, 'COMPLETED');
    expect(effects(sagaId)).toEqual([3, 0]);
  });
});
