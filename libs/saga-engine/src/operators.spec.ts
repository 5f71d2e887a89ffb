import type { OperatorCommand } from '#libs/saga-core';
import {
  applied,
  compensatable,
  EngineHarness,
  hanging,
  pivot,
  plan,
  refused,
  settled,
  type EngineProcess,
} from '#libs/testkit';
import type { EngineError } from './errors.js';
import type { OperatorRequest } from './operators.js';

let harness: EngineHarness;
let process: EngineProcess;

async function begin(isWorker: boolean): Promise<void> {
  harness = new EngineHarness(plan(compensatable('one'), compensatable('two'), pivot('three')));
  process = await harness.spawn({ isWorker });
}

afterEach(async () => {
  expect(await harness.close()).toEqual([]);
});

const PAUSE: OperatorCommand = { kind: 'pause' };
const REPLAY: OperatorCommand = { kind: 'replay' };
const ORIGIN = { authMethod: 'token', sourceAddress: '192.0.2.7' };
const COMPENSATE: OperatorCommand = { kind: 'compensate', by: 'operator' };

function act(sagaId: string, command: OperatorCommand, rest: Partial<OperatorRequest> = {}, on = process) {
  const words = {
    action: command.kind,
    actor: 'zhang',
    origin: ORIGIN,
    requestId: command.kind,
    reason: 'the patient called',
  };
  return harness.awaiting(
    on.engine.operators.act({ sagaId, command, ...words, etag: null, validateOnly: false, ...rest }),
  );
}

const refusal = (promise: Promise<unknown>): Promise<EngineError> =>
  promise.then(
    () => {
      throw new Error('it was allowed');
    },
    (error: unknown) => error as EngineError,
  );

const audited = () => harness.db.audit.map(({ action, decision, result }) => [action, decision, result]);

async function failed(): Promise<string> {
  harness.caller.next('two', refused()).next('undo one', refused());
  const { sagaId } = await harness.start(process);
  await harness.reaches(sagaId, 'FAILED');
  return sagaId;
}

describe('an operator', () => {
  it('G11: changes a saga with an audit entry in the same transaction; its reason is sealed', async () => {
    await begin(false);
    const { sagaId } = await harness.start(process);
    const { state, repeated } = await act(sagaId, PAUSE);
    expect([state.revision, repeated]).toEqual([2, false]);
    expect(harness.row(sagaId)).toMatchObject({ revision: 2, dueAtMs: null, owner: null });
    const [entry] = harness.db.audit;
    expect(entry).toMatchObject({
      ...{ actor: 'zhang', action: 'pause', target: `sagas/${sagaId}`, decision: 'allowed', result: 'ok' },
      ...{ requestId: 'pause', revisionBefore: 1, revisionAfter: 2, origin: ORIGIN },
    });
    const key = harness.cipher.unwrap(sagaId, harness.db.keys.get(sagaId)!);
    expect(harness.cipher.open(key, sagaId, 0, 'audit/zhang/pause', entry!.reason!)).toBe(
      'the patient called',
    );
  });

  it('G11 F47: an audit entry that cannot be written keeps the action from happening', async () => {
    await begin(false);
    const { sagaId } = await harness.start(process);
    harness.db.refusesAudit = true;
    await expect(act(sagaId, PAUSE)).rejects.toThrow();
    expect(harness.row(sagaId).revision).toBe(1);
    harness.db.refusesAudit = false;
    expect((await act(sagaId, PAUSE)).repeated).toBe(false);
  });

  it('O1: whose look is old is told to look again; that is audited', async () => {
    await begin(false);
    const { sagaId } = await harness.start(process);
    await act(sagaId, PAUSE);
    const error = await refusal(act(sagaId, { kind: 'resume' }, { etag: 1 }));
    expect(error.code).toBe('ETAG_MISMATCH');
    await act(sagaId, { kind: 'resume' }, { etag: 2 });
    expect(audited()).toEqual([
      ['pause', 'allowed', 'ok'],
      ['resume', 'denied', 'ETAG_MISMATCH'],
      ['resume', 'allowed', 'ok'],
    ]);
  });

  it('G11: undoes what has completed only where a second person approved it', async () => {
    harness = new EngineHarness(plan(compensatable('one')));
    process = await harness.spawn();
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPLETED');
    const error = await refusal(act(sagaId, COMPENSATE));
    expect([error.code, harness.row(sagaId).status]).toEqual(['ACTION_REFUSED', 'COMPLETED']);
    await act(sagaId, COMPENSATE, { approved: true, requestId: 'approved' });
    await harness.reaches(sagaId, 'COMPENSATED');
  });

  it('O2: asks twice with one request id, also at the same time, and has one effect', async () => {
    await begin(false);
    const { sagaId } = await harness.start(process);
    const other = await harness.spawn({ isWorker: false });
    const answers = await Promise.all([
      act(sagaId, PAUSE),
      act(sagaId, PAUSE),
      act(sagaId, PAUSE, {}, other),
    ]);
    const again = await act(sagaId, PAUSE);
    expect([...answers, again].filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(again.state.revision).toBe(2);
    expect(harness.kinds(sagaId)).toEqual(['started', 'paused']);
    expect(audited()).toEqual([['pause', 'allowed', 'ok']]);
    expect(harness.progress.told.filter(({ revision }) => revision === 2)).toHaveLength(1);
  });

  it('O2: who uses a request id for something else is refused, with an audit entry', async () => {
    await begin(false);
    const [first, second] = [await harness.start(process), await harness.start(process)];
    await act(first.sagaId, PAUSE, { requestId: 'same' });
    const error = await refusal(act(second.sagaId, PAUSE, { requestId: 'same' }));
    expect(error).toMatchObject({ code: 'REQUEST_CONFLICT' });
    expect(error.details.sagaId).toBe(first.sagaId);
    expect(harness.row(second.sagaId).revision).toBe(1);
    await act(second.sagaId, PAUSE, { requestId: 'same', actor: 'li' });
    expect(audited()[1]).toEqual(['pause', 'denied', 'REQUEST_CONFLICT']);
  });

  it('O3: what is not allowed is refused with its code, and audited', async () => {
    await begin(false);
    const { sagaId } = await harness.start(process);
    const error = await refusal(act(sagaId, REPLAY));
    expect(error).toMatchObject({ code: 'ACTION_REFUSED', kind: 'refused' });
    expect(error.details.refusal).toBe('STATUS_FORBIDS');
    const nowhere = await refusal(
      act('00000000-0000-7000-8000-00000000000f', REPLAY, { requestId: 'other' }),
    );
    expect(nowhere.code).toBe('SAGA_NOT_FOUND');
    expect(audited()).toEqual([
      ['replay', 'denied', 'STATUS_FORBIDS'],
      ['replay', 'denied', 'SAGA_NOT_FOUND'],
    ]);
    expect(harness.db.audit.map(({ revisionAfter }) => revisionAfter)).toEqual([null, null]);
  });

  it('O3: what is refused to a client is not audited: nobody could be named for it', async () => {
    await begin(false);
    const nowhere = '00000000-0000-7000-8000-00000000000f';
    const asClient = { kind: 'compensate', by: 'client' } as const;
    expect((await refusal(act(nowhere, asClient))).code).toBe('SAGA_NOT_FOUND');
    expect(audited()).toEqual([]);
    const { sagaId } = await harness.start(process);
    await act(sagaId, asClient, { requestId: 'other' });
    expect(audited()).toEqual([['compensate', 'allowed', 'ok']]);
  });

  it('O3: a saga that does not open is refused for that, and the attempt is audited without words', async () => {
    await begin(false);
    const { sagaId } = await harness.start(process);
    harness.db.keys.delete(sagaId);
    expect((await refusal(act(sagaId, PAUSE))).code).toBe('CANNOT_DECRYPT');
    expect(harness.db.audit).toMatchObject([{ decision: 'denied', result: 'CANNOT_DECRYPT', reason: null }]);
  });

  it('with validate_only learns what would happen, and nothing is written', async () => {
    await begin(false);
    const { sagaId } = await harness.start(process);
    const { state } = await act(sagaId, PAUSE, { validateOnly: true });
    expect(state.pausedAtMs).not.toBeNull();
    expect((await refusal(act(sagaId, REPLAY, { validateOnly: true }))).code).toBe('ACTION_REFUSED');
    expect(harness.row(sagaId)).toMatchObject({ revision: 1, pausedAtMs: null });
    expect([harness.db.audit.length, harness.db.adminRequests.size]).toEqual([0, 0]);
    expect(harness.progress.told.map(({ revision }) => revision)).toEqual([1]);
    expect((await act(sagaId, PAUSE)).repeated).toBe(false);
  });
});

describe('what becomes of the saga', () => {
  it('owned by nobody: turned at once and due; no worker, no queue and no progress channel are needed', async () => {
    await begin(false);
    harness.queue.works = false;
    harness.progress.works = false;
    const { sagaId } = await harness.start(process);
    await act(sagaId, COMPENSATE);
    expect(harness.row(sagaId)).toMatchObject({ status: 'COMPENSATED', owner: null, dueAtMs: null });
  });

  it('FAILED and replayed: due now, with a job for the epoch that it has', async () => {
    await begin(true);
    const sagaId = await failed();
    harness.queue.works = false;
    harness.caller.decide(() => applied());
    await harness.awaiting(process.engine.stop(1_000));
    const client = await harness.spawn({ isWorker: false });
    harness.queue.works = true;
    await act(sagaId, REPLAY, {}, client);
    expect(harness.row(sagaId)).toMatchObject({ status: 'COMPENSATING', dueAtMs: harness.db.now() });
    expect(harness.queue.jobs.at(-1)).toEqual({ sagaId, epoch: harness.row(sagaId).epoch, delayMs: 0 });
    await harness.spawn();
    await harness.reaches(sagaId, 'COMPENSATED');
  });

  it('G6: owned: epoch, owner and schedule stay; its mover hears of it and turns', async () => {
    await begin(true);
    harness.caller.next('one', hanging);
    const { sagaId } = await harness.start(process);
    const { owner, epoch } = harness.row(sagaId);
    const jobs = harness.queue.jobs.length;
    await act(sagaId, COMPENSATE);
    expect(harness.row(sagaId)).toMatchObject({ owner, epoch, revision: 2, dueAtMs: null });
    expect(harness.queue.jobs).toHaveLength(jobs);
    await harness.reaches(sagaId, 'COMPENSATED');
    expect(harness.row(sagaId).epoch).toBe(epoch);
  });

  it('G4: an undo that was waived closes the obligation, and the way back goes on', async () => {
    await begin(true);
    const sagaId = await failed();
    await act(sagaId, { kind: 'waive', how: 'waived', step: 'one', branch: 'main', evidence: 'on paper' });
    expect(await harness.reaches(sagaId, 'COMPENSATED')).toMatchObject({ stuckClass: null });
    expect(harness.caller.done(sagaId, 'compensation')).toEqual([]);
  });

  it('G6 F18: an operator and the last result at the same time: either completed, or compensated, never half', async () => {
    await begin(true);
    const ends = new Set<string>();
    for (let gap = 0; gap < 12; gap += 1) {
      harness.caller.next('three', applied(undefined, 100));
      const { sagaId } = await harness.start(process);
      await harness.clock.pass(100);
      for (let turn = 0; turn < gap; turn += 1) await Promise.resolve();
      const answer = act(sagaId, COMPENSATE, { requestId: `gap-${gap}` }).catch(() => null);
      await harness.rests();
      await answer;
      const { status } = harness.row(sagaId);
      ends.add(status);
      const [done, undone] = [
        harness.caller.done(sagaId, 'action'),
        harness.caller.done(sagaId, 'compensation'),
      ];
      expect(undone).toHaveLength(status === 'COMPLETED' ? 0 : 2);
      expect(done).toHaveLength(status === 'COMPLETED' ? 3 : 2);
      await settled();
    }
    expect([...ends].every((status) => status === 'COMPLETED' || status === 'COMPENSATED')).toBe(true);
  });
});

describe('what the system does by itself', () => {
  it('leaves no audit entry, and does nothing that is not needed any more', async () => {
    await begin(false);
    const { sagaId } = await harness.start(process);
    await harness.awaiting(process.engine.operators.unblock(sagaId));
    await harness.awaiting(process.engine.operators.unblock('00000000-0000-7000-8000-00000000000f'));
    expect(harness.row(sagaId).revision).toBe(1);
    // Somebody ran and released it since it was found: it has not been due for so long.
    await harness.awaiting(process.engine.operators.giveUpMissing(sagaId, 60_000));
    expect(harness.row(sagaId).revision).toBe(1);
    await harness.awaiting(process.engine.operators.giveUpMissing(sagaId, 0));
    expect(harness.row(sagaId)).toMatchObject({
      status: 'FAILED',
      stuckClass: 'definition_missing',
      dueAtMs: null,
    });
    expect(harness.db.audit).toEqual([]);
  });

  it('does not give up what somebody moves', async () => {
    await begin(true);
    harness.caller.next('one', hanging);
    const { sagaId } = await harness.start(process);
    await harness.awaiting(process.engine.operators.giveUpMissing(sagaId, 0));
    expect(harness.row(sagaId)).toMatchObject({ status: 'RUNNING', revision: 1 });
  });

  it('a note beside a saga is audited once', async () => {
    await begin(false);
    const { sagaId } = await harness.start(process);
    const { operators } = process.engine;
    const note = (reason: string) =>
      operators.note({
        ...{ sagaId, action: 'ReplaySaga', actor: 'zhang', origin: ORIGIN, requestId: 'n', reason },
        ...{ etag: null, validateOnly: false },
      });
    await harness.awaiting(note('again'));
    await harness.awaiting(note('again'));
    await expect(harness.awaiting(note('other'))).rejects.toMatchObject({ code: 'REQUEST_CONFLICT' });
    expect(audited()).toEqual([['ReplaySaga', 'allowed', 'ok']]);
    expect(harness.row(sagaId).revision).toBe(1);
  });
});

describe('a saga that does not open', () => {
  const CLOSE: OperatorCommand = { kind: 'close', statement: 'told the ward on paper' };

  /** Stuck, with the given harm done to what it is opened with. */
  async function stuckAndHarmed(harm: (sagaId: string) => void): Promise<string> {
    await begin(true);
    const sagaId = await failed();
    harm(sagaId);
    return sagaId;
  }
  const shred = (sagaId: string) => void harness.db.keys.delete(sagaId);

  it('O5: can be closed; without a key the words are not kept, and the audit says so', async () => {
    const sagaId = await stuckAndHarmed(shred);
    expect((await refusal(act(sagaId, REPLAY))).code).toBe('CANNOT_DECRYPT');
    const dry = await act(sagaId, CLOSE, { validateOnly: true });
    expect(dry.state.phase).toBe('CLOSED');
    await act(sagaId, CLOSE);
    expect(harness.row(sagaId)).toMatchObject({ status: 'CLOSED', stuckClass: null, dueAtMs: null });
    const closed = harness.db.eventsOf(sagaId).at(-1);
    expect(closed).toMatchObject({ kind: 'closed', data: { open: ['one/main'] }, payload: null });
    expect(harness.db.audit.at(-1)).toMatchObject({
      ...{ action: 'close', decision: 'allowed', result: 'ok_words_not_kept', reason: null },
      revisionAfter: harness.row(sagaId).revision,
    });
    expect((await act(sagaId, CLOSE)).repeated).toBe(true);
    expect((await refusal(act(sagaId, CLOSE, { requestId: 'again' }))).details.refusal).toBe(
      'STATUS_FORBIDS',
    );
  });

  it('O5: keeps the words sealed where its key is there and only an event was altered', async () => {
    const sagaId = await stuckAndHarmed((id) => {
      const [started] = harness.db.eventsOf(id);
      started?.payload?.fill(0);
    });
    await act(sagaId, CLOSE);
    const key = harness.cipher.unwrap(sagaId, harness.db.keys.get(sagaId)!);
    const closed = harness.db.eventsOf(sagaId).at(-1);
    expect(harness.cipher.open(key, sagaId, closed!.seq, 'closed', closed!.payload!)).toEqual({
      statement: 'told the ward on paper',
    });
    expect(harness.db.audit.at(-1)).toMatchObject({ result: 'ok', reason: expect.anything() });
  });

  it('O5: is held against its etag and its status all the same', async () => {
    const sagaId = await stuckAndHarmed(shred);
    const stale = await refusal(act(sagaId, CLOSE, { etag: 1 }));
    expect(stale).toMatchObject({ code: 'ETAG_MISMATCH' });
    expect(stale.details.revision).toBe(harness.row(sagaId).revision);
    const { sagaId: running } = await harness.start(process);
    shred(running);
    const early = await refusal(act(running, CLOSE, { requestId: 'early' }));
    expect(early.details.refusal).toBe('STATUS_FORBIDS');
  });
});

describe('what an operator brings', () => {
  const request = { text: 'x'.repeat(6 * 1024 * 1024) };

  it('is held against what a saga may keep; what brings nothing is done to a full one, too', async () => {
    harness = new EngineHarness(plan(compensatable('one', { onRefused: 'stop' })));
    process = await harness.spawn();
    harness.caller.next('one', refused());
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'FAILED');
    const edit = (requestId: string) => {
      const command = { kind: 'edit_input', edit: { step: 'one', branch: 'main', request } } as const;
      return act(sagaId, command, { requestId });
    };
    await edit('first');
    await edit('second');
    const { revision } = harness.row(sagaId);
    expect((await refusal(edit('third'))).code).toBe('LIMIT_EXCEEDED');
    expect(harness.row(sagaId).revision).toBe(revision);
    expect(audited().at(-1)).toEqual(['edit_input', 'denied', 'LIMIT_EXCEEDED']);
    await act(sagaId, { kind: 'close', statement: 'too large' });
    expect(harness.row(sagaId).status).toBe('CLOSED');
  });
});
