import { compensatable, EngineHarness, pivot, plan, within, type EngineProcess } from '#libs/testkit';
import type { EngineError } from './errors.js';
import type { ReleaseRequest } from './participant-holds.js';

const TWO = 'story.two.Service';

let harness: EngineHarness;
let process: EngineProcess;

beforeEach(async () => {
  const steps = plan(compensatable('one'), compensatable('two'), pivot('three'));
  harness = new EngineHarness(within(60_000, steps));
  process = await harness.spawn();
});
afterEach(async () => {
  expect(harness.misfolded()).toEqual([]);
  expect(await harness.close()).toEqual([]);
});

const ORIGIN = { authMethod: 'token', sourceAddress: '192.0.2.7' };

function asked(requestId: string, rest: Partial<ReleaseRequest> = {}): ReleaseRequest {
  const words = { actor: 'zhang', origin: ORIGIN, reason: 'its database is full' };
  return { participant: TWO, requestId, ...words, validateOnly: false, rate: null, ...rest };
}

const hold = (requestId = 'hold', rest: Partial<ReleaseRequest> = {}, on = process) =>
  harness.awaiting(on.engine.operators.holdParticipant(asked(requestId, rest)));
const release = (requestId = 'release', rest: Partial<ReleaseRequest> = {}, on = process) =>
  harness.awaiting(on.engine.operators.releaseParticipant(asked(requestId, rest)));
const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: EngineError) => error,
  );

async function startAndRest(count: number): Promise<string[]> {
  const sagas = [];
  for (let index = 0; index < count; index += 1) sagas.push((await harness.start(process)).sagaId);
  await harness.rests();
  return sagas;
}

const completed = (sagas: readonly string[]) =>
  sagas.filter((id) => harness.row(id).status === 'COMPLETED').length;

describe('a held participant', () => {
  it('lets the saga that needs it rest, its deadline stand still, and go on after the release', async () => {
    await hold();
    const [sagaId = ''] = await startAndRest(1);
    const resting = { status: 'RUNNING', blockedOn: TWO, owner: null, dueAtMs: null };
    expect(harness.row(sagaId)).toMatchObject(resting);
    expect(harness.caller.names()).toEqual(['one']);
    const { deadlineAtMs } = harness.row(sagaId);
    await harness.clock.pass(3_600_000);
    expect(harness.row(sagaId)).toMatchObject({ ...resting, deadlineAtMs });
    expect(await harness.reads.limbo()).toEqual([]);
    await release();
    const done = await harness.reaches(sagaId, 'COMPLETED');
    expect((done.deadlineAtMs ?? 0) - (deadlineAtMs ?? 0)).toBeGreaterThanOrEqual(3_600_000);
    expect(harness.kinds(sagaId)).toEqual([
      ...['started', 'branch_done', 'blocked', 'unblocked', 'branch_done', 'branch_done', 'completed'],
    ]);
  });

  it('is held at once where the operator asked, and within a second everywhere else', async () => {
    const other = await harness.spawn();
    await hold('hold', {}, other);
    await harness.clock.pass(1_000);
    await startAndRest(4);
    expect(harness.caller.names()).not.toContain('two');
  });

  it('V3: gets no call from a process that starts while it is held', async () => {
    await hold();
    process.kill();
    const { sagaId } = await harness.start(await harness.spawn({ isWorker: false }));
    await harness.spawn();
    await harness.rests();
    expect(harness.row(sagaId).blockedOn).toBe(TWO);
  });
});

describe('a release', () => {
  const RATE = 2;

  /** The most that woke within any second, looked at every 50 ms. */
  async function fastest(sagas: readonly string[], forMs: number): Promise<number> {
    const counts: number[] = [completed(sagas)];
    for (let passed = 0; passed < forMs; passed += 50) {
      await harness.clock.pass(50);
      counts.push(completed(sagas));
    }
    return Math.max(...counts.map((count, index) => count - (counts[index - 19] ?? counts[0] ?? 0)));
  }

  it('wakes at its rate, however many processes there are', async () => {
    await hold();
    for (let more = 0; more < 3; more += 1) await harness.spawn();
    const sagas = await startAndRest(20);
    await release('release', { rate: RATE });
    expect(await fastest(sagas, 5_000)).toBeLessThanOrEqual(RATE);
    expect(completed(sagas)).toBeGreaterThanOrEqual(9);
    expect(completed(sagas)).toBeLessThanOrEqual(10);
    await harness.clock.pass(6_000);
    expect(completed(sagas)).toBe(20);
  });

  it('keeps its rate when every process is replaced', async () => {
    await hold();
    const sagas = await startAndRest(12);
    await release('release', { rate: RATE });
    await harness.clock.pass(2_000);
    process.kill();
    await harness.clock.pass(60_000);
    const before = completed(sagas);
    expect(before).toBeLessThanOrEqual(4);
    process = await harness.spawn();
    expect(await fastest(sagas, 2_000)).toBeLessThanOrEqual(RATE + 1);
    expect(completed(sagas) - before).toBeLessThanOrEqual(6);
    await harness.clock.pass(8_000);
    expect(completed(sagas)).toBe(12);
  });

  it('paces its own participant only', async () => {
    await hold();
    await hold('hold three', { participant: 'story.three.Service' });
    const slow = await startAndRest(10);
    await release('release', { rate: 1 });
    await harness.clock.pass(500);
    harness.hold('story.one.Service');
    await harness.clock.pass(1_000);
    const { sagaId } = await harness.start(process);
    await harness.clock.until(() => harness.row(sagaId).blockedOn !== null);
    await release('release three', { participant: 'story.three.Service' });
    await release('release one', { participant: 'story.one.Service' });
    await harness.clock.pass(500);
    expect(harness.row(sagaId).status).toBe('COMPLETED');
    expect(completed(slow)).toBeLessThanOrEqual(3);
    await release('faster', { rate: null });
    await harness.clock.pass(500);
    expect(completed(slow)).toBe(10);
  });

  it('V1: a saga that cannot be woken leaves what the rate allows to others', async () => {
    await hold();
    const [broken = '', ...others] = await startAndRest(3);
    process.faults.next('operate', 'before', 'bug');
    await release('release', { rate: 1 });
    await harness.clock.pass(3_500);
    expect([completed([broken]), completed(others)]).toEqual([0, 2]);
    await harness.reaches(broken, 'COMPLETED');
  });
});

describe('an operator who holds or releases', () => {
  const audited = () =>
    harness.db.audit.map(({ action, decision, result }) => `${action} ${decision} ${result}`);

  it('G11: leaves an audit entry with the reason; without it nothing happens', async () => {
    harness.db.refusesAudit = true;
    await expect(hold()).rejects.toMatchObject({ name: 'StoreError' });
    expect(harness.db.holds.size).toBe(0);
    harness.db.refusesAudit = false;
    await hold();
    expect(harness.db.audit).toMatchObject([
      {
        ...{ actor: 'zhang', action: 'HoldParticipant', target: `participants/${TWO}`, decision: 'allowed' },
        ...{ requestId: 'hold', revisionBefore: null, revisionAfter: null, origin: ORIGIN },
      },
    ]);
    expect(Buffer.from(harness.db.audit[0]?.reason ?? []).toString()).toBe('its database is full');
    expect(harness.db.holds.get(TWO)).toMatchObject({ heldBy: 'zhang', reason: 'its database is full' });
  });

  it('asks twice with one request id and has one effect', async () => {
    const other = await harness.spawn({ isWorker: false });
    const answers = await Promise.all([hold(), hold('hold', {}, other)]);
    expect(answers.map(({ repeated }) => repeated).toSorted()).toEqual([false, true]);
    await release();
    expect(await hold()).toEqual({ repeated: true });
    expect(harness.db.holds.get(TWO)?.release).not.toBeNull();
    expect(audited()).toEqual(['HoldParticipant allowed ok', 'ReleaseParticipant allowed ok']);
  });

  it('is refused what does not fit, with an audit entry', async () => {
    expect((await errorOf(release()))?.details.refusal).toBe('NOT_HELD');
    await hold();
    const again = await errorOf(hold('again', { actor: 'li', reason: 'mine' }));
    expect([again?.code, again?.details.refusal]).toEqual(['ACTION_REFUSED', 'ALREADY_HELD']);
    expect(harness.db.holds.get(TWO)?.heldBy).toBe('zhang');
    expect((await errorOf(release('hold')))?.code).toBe('REQUEST_CONFLICT');
    expect(audited()).toEqual([
      'ReleaseParticipant denied NOT_HELD',
      'HoldParticipant allowed ok',
      'HoldParticipant denied ALREADY_HELD',
      'ReleaseParticipant denied REQUEST_CONFLICT',
    ]);
  });

  it('who only validates is told, and writes nothing', async () => {
    expect(await hold('look', { validateOnly: true })).toEqual({ repeated: false });
    expect((await errorOf(release('look', { validateOnly: true })))?.details.refusal).toBe('NOT_HELD');
    expect([harness.db.holds.size, harness.db.audit.length, harness.db.adminRequests.size]).toEqual([
      ...[0, 0, 0],
    ]);
  });
});
