/** What operators do to one saga, over gRPC: each action where it is allowed, and what is particular to its request. */
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { eventually } from '#libs/testkit';
import { ADMIN, asRole, type Doors } from './door-fixtures.js';
import { edit, EVIDENCE, mutation, NO, OperatedSagas, REPLIES, resultOf, sagaOf } from './operated-sagas.js';

let sagas: OperatedSagas;
let doors: Doors;
beforeAll(async () => {
  sagas = await OperatedSagas.open();
  ({ doors } = sagas);
});
afterAll(() => sagas.close());
afterEach(() => doors.participants.reset());

const EDIT = { agent: 'AGENT_XIAOAI', user_id: 'u-2', data: { complaint: 'edited' } };
const requestsOf = ({ saga_id }: JsonObject, method: string) =>
  doors.participants.calls
    .filter((call) => call.method === method && call.key.startsWith(String(saga_id)))
    .map(({ request }) => request);

describe('RewindSaga', () => {
  it('undoes from the step on and does it again under new keys, with the requests that it brings', async () => {
    const saga = await sagas.stuckAtAsk();
    const edits = [edit(EDIT)['edit'] as JsonObject];
    await doors.admin('RewindSaga', mutation(saga, { step: 'book', edits }));
    await doors.until(saga['saga_id'], 'COMPLETED');
    const keys = sagas.keysOf(saga);
    expect(keys).toContain('book/main/1/compensation');
    expect(keys.indexOf('book/main/1/compensation')).toBeLessThan(keys.indexOf('book/main/2/action'));
    expect(requestsOf(saga, 'Analyze')).toEqual([expect.objectContaining({ user_id: 'u-2' })]);
    expect(await sagas.audit(saga)).toMatchObject([
      { action: 'RewindSaga', decision: 'allowed', result: 'ok' },
    ]);
  });

  it('says everything that is wrong with it at once', async () => {
    const saga = await sagas.stuckAtAsk();
    const edits: JsonObject[] = [
      { step: 'ask', branch: '', request: {} },
      { step: 'nowhere', branch: 'x', request: {} },
      { step: 'ask', branch: 'xiaoai', request: { user_id: 5, typo: true } },
      { step: 'ask', branch: 'xiaoai', request: {} },
      { step: 'pay', branch: 'Main!', request: {} },
      { step: 'pay', branch: 'main' },
    ];
    const failure = await doors.adminFailure('RewindSaga', mutation(saga, { step: '', edits, reason: '' }));
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, reason: 'INVALID_ARGUMENT' });
    expect(failure.fields).toEqual([
      ...['reason', 'step', 'edits[0].branch', 'edits[1].step'],
      ...['edits[2].request.user_id', 'edits[2].request.typo', 'edits[4].branch', 'edits[5].request'],
      'edits[3]',
    ]);
    const many = Array.from({ length: 17 }, () => ({ step: 'ship', request: {} }));
    const tooMany = await doors.adminFailure('RewindSaga', mutation(saga, { step: 'book', edits: many }));
    expect(tooMany.fields).toContain('edits');
  });

  it('goes to no step that was not reached, and brings nothing for steps that stay', async () => {
    const saga = await sagas.stuckAtAsk();
    const later = await doors.adminFailure('RewindSaga', mutation(saga, { step: 'pay' }));
    expect(later).toMatchObject({ code: status.FAILED_PRECONDITION, reason: 'NOT_ALLOWED' });
    const edits = [{ step: 'book', request: { user_id: 'u-2' } }];
    const behind = await doors.adminFailure('RewindSaga', mutation(saga, { step: 'ask', edits }));
    for (const { details } of [later, behind])
      expect(details?.metadata).toMatchObject({ refusal: 'UNKNOWN_STEP' });
    expect((await sagas.audit(saga)).map(({ result }) => result)).toEqual(['UNKNOWN_STEP', 'UNKNOWN_STEP']);
  });
});

describe('SkipStep', () => {
  it('goes on with the results that it is given', async () => {
    const saga = await sagas.stuckAtAsk();
    await doors.admin('SkipStep', mutation(saga, { step: 'ask', results: REPLIES }));
    await doors.until(saga['saga_id'], 'COMPLETED');
    expect(sagas.keysOf(saga)).toEqual(['pay/main/1/action', 'ship/main/1/action']);
  });

  it('of a step with one branch takes the result under the empty name or its own, and not under both', async () => {
    const saga = await sagas.stuckAtShip();
    const both = { '': { version: '1' }, main: { version: '2' } };
    const twice = await doors.adminFailure('SkipStep', mutation(saga, { step: 'ship', results: both }));
    expect(twice.fields).toEqual(['results.main']);
    await doors.admin('SkipStep', mutation(saga, { step: 'ship', results: { '': { version: '1' } } }));
    await doors.until(saga['saga_id'], 'COMPLETED');
  });

  it('52: of a step that is not the current one is refused, and of one that does not exist is a mistake', async () => {
    const saga = await sagas.stuckAtAsk();
    const other = await doors.adminFailure('SkipStep', mutation(saga, { step: 'pay', results: { '': {} } }));
    expect(other).toMatchObject({ code: status.FAILED_PRECONDITION, reason: 'NOT_ALLOWED' });
    expect(other.details?.metadata).toMatchObject({ refusal: 'UNKNOWN_STEP' });
    const none = await doors.adminFailure('SkipStep', mutation(saga, { step: 'nowhere', results: {} }));
    expect(none.fields).toEqual(['step']);
    const missing = await doors.adminFailure('SkipStep', mutation(saga, { step: 'ask', results: {} }));
    expect(missing.details?.metadata).toMatchObject({ refusal: 'RESULT_MISSING' });
  });

  it('holds results against the message of the reply', async () => {
    const saga = await sagas.stuckAtAsk();
    const results = { xiaoai: { analysis: 'x' }, xiaoke: { analysis_id: 7 }, nobody: {}, 'a b': {} };
    const failure = await doors.adminFailure('SkipStep', mutation(saga, { step: 'ask', results }));
    // What is no path, as a key with a space in it makes one, is not shown by those who read details.
    expect(failure.fields.toSorted()).toEqual([
      ...['?', 'results.nobody', 'results.xiaoai.analysis', 'results.xiaoke.analysis_id'],
    ]);
    const evil = Object.defineProperty({}, '__proto__', { value: { fields: {} }, enumerable: true });
    const raw = { ...mutation(saga), step: 'ask', results: evil };
    const settings = { ...asRole('operator'), raw: true };
    const reserved = await doors.client.failure(`${ADMIN}/SkipStep`, raw, settings);
    expect([status.INVALID_ARGUMENT, status.FAILED_PRECONDITION]).toContain(reserved.code);
    expect(await doors.get(saga['saga_id'])).toMatchObject({ revision: saga['revision'] });
  });
});

describe('EditStepInput', () => {
  it('leaves the saga where it is; a replay sends what was edited, under a new key', async () => {
    const saga = await sagas.stuckAtAsk();
    const edited = resultOf(await doors.admin('EditStepInput', mutation(saga, edit(EDIT))));
    expect(edited).toMatchObject({ status: 'SAGA_STATUS_FAILED' });
    expect(requestsOf(saga, 'Analyze')).toEqual([]);
    await doors.admin('ReplaySaga', mutation(edited));
    await doors.until(saga['saga_id'], 'COMPLETED');
    expect(sagas.keysOf(saga)).toContain('ask/xiaoai/2/action');
    const sent = requestsOf(saga, 'Analyze');
    expect(sent).toMatchObject([{ user_id: 'u-2', data: { complaint: 'edited' } }]);
  });

  it('65: of a request that breaks the schema is refused with its paths, and changes nothing', async () => {
    const saga = await sagas.stuckAtAsk();
    const broken = { user_id: 5, typo: 1, data: { symptoms: [{ duration_days: 'x' }] } };
    const failure = await doors.adminFailure('EditStepInput', mutation(saga, edit(broken)));
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, reason: 'INVALID_ARGUMENT' });
    expect(failure.fields).toEqual([
      ...['edit.request.user_id', 'edit.request.typo', 'edit.request.data.symptoms[0].duration_days'],
    ]);
    expect(JSON.stringify(failure.details)).not.toContain('"5"');
    const none = await doors.adminFailure('EditStepInput', mutation(saga));
    expect(none.fields).toEqual(['edit']);
    expect(await doors.get(saga['saga_id'])).toMatchObject({ revision: saga['revision'] });
    expect((await sagas.audit(saga)).map(({ result }) => result)).toEqual([
      'INVALID_ARGUMENT',
      'INVALID_ARGUMENT',
    ]);
  });

  it('65: of a request that is too large is refused', async () => {
    const saga = await sagas.stuckAtAsk();
    const large = { ...EDIT, data: { complaint: '长'.repeat(100 * 1024) } };
    const failure = await doors.adminFailure('EditStepInput', mutation(saga, edit(large)));
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['edit.request'] });
  });

  it('is held against the definition that the saga runs on, whatever the current one says', async () => {
    const saga = await sagas.stuckAtAsk();
    const later = await doors.add(sagas.laterEnv());
    const attempt = (step: string) =>
      later.client.call(
        `${ADMIN}/EditStepInput`,
        mutation(saga, { ...edit(EDIT, { step }), validate_only: true }),
        asRole('operator'),
      );
    expect(resultOf(await attempt('ask'))).toMatchObject({ revision: saga['revision'] });
    await expect(attempt('consult')).rejects.toMatchObject({ fields: ['edit.step'] });
    await later.stop();
  });

  it('of a branch that may have taken effect is refused', async () => {
    const saga = await sagas.stuckAtPivot();
    const request = { user_id: 'u-2' };
    const failure = await doors.adminFailure(
      'EditStepInput',
      mutation(saga, edit(request, { step: 'pay', branch: '' })),
    );
    expect(failure.details?.metadata).toMatchObject({ refusal: 'BRANCH_MAY_HAVE_EFFECT' });
  });
});

describe('RecordOutcome', () => {
  const found = (saga: JsonObject, more: JsonObject) =>
    mutation(saga, { step: 'pay', evidence: EVIDENCE, ...more });

  it('as done goes forward with the reply', async () => {
    const saga = await sagas.stuckAtPivot();
    const reply = { notification_id: 'n-1' };
    await doors.admin('RecordOutcome', found(saga, { outcome: 'RECORDED_OUTCOME_DONE', reply }));
    await doors.until(saga['saga_id'], 'COMPLETED');
    expect(requestsOf(saga, 'UpdateHealthRecord')).toMatchObject([{ report_id: 'n-1' }]);
  });

  it('as not done goes back', async () => {
    const saga = await sagas.stuckAtPivot();
    await doors.admin('RecordOutcome', found(saga, { outcome: 'RECORDED_OUTCOME_NOT_DONE', branch: 'main' }));
    await doors.until(saga['saga_id'], 'COMPENSATED');
  });

  it('says what is wrong with it', async () => {
    const saga = await sagas.stuckAtPivot();
    const vague = await doors.adminFailure(
      'RecordOutcome',
      found(saga, { evidence: 'yes', branch: 'other' }),
    );
    expect(vague.fields).toEqual(['branch', 'evidence', 'outcome']);
    const done = { outcome: 'RECORDED_OUTCOME_DONE' };
    const unsaid = await doors.adminFailure('RecordOutcome', found(saga, done));
    expect(unsaid.fields).toEqual(['reply']);
    const odd = await doors.adminFailure('RecordOutcome', found(saga, { ...done, reply: { id: 'n' } }));
    expect(odd.fields).toEqual(['reply.id']);
    const both = { outcome: 'RECORDED_OUTCOME_NOT_DONE', reply: {} };
    expect((await doors.adminFailure('RecordOutcome', found(saga, both))).fields).toEqual(['reply']);
    const unknown = { ...found(saga, {}), outcome: 999 };
    const settings = { ...asRole('operator'), raw: true };
    const raw = await doors.client.failure(`${ADMIN}/RecordOutcome`, unknown, settings);
    expect(raw.fields).toEqual(['outcome']);
  });

  it('is for an unknown pivot only', async () => {
    const saga = await sagas.stuckAtAsk();
    const failure = await doors.adminFailure(
      'RecordOutcome',
      found(saga, { outcome: 'RECORDED_OUTCOME_NOT_DONE' }),
    );
    expect(failure.details?.metadata).toMatchObject({ refusal: 'STATUS_FORBIDS' });
  });
});

describe('WaiveCompensation', () => {
  const waived = (saga: JsonObject, how: string, more: JsonObject = {}) =>
    mutation(saga, { step: 'book', how, evidence: EVIDENCE, ...more });

  it.each(['WAIVE_HOW_WAIVED', 'WAIVE_HOW_DONE_BY_HAND'])('%s closes the obligation', async (how) => {
    const saga = await sagas.stuckGoingBack();
    await doors.admin('WaiveCompensation', waived(saga, how));
    const ended = await doors.until(saga['saga_id'], 'COMPENSATED');
    const { rows } = await sagas.sql.query<{ payload: Buffer }>(
      `select payload from saga_event where saga_id = $1 and kind in (18, 19)`,
      [ended['saga_id']],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.payload.includes(EVIDENCE)).toBe(false);
  });

  it('is refused for what is not owed next, and has to say how', async () => {
    const saga = await sagas.stuckGoingBack();
    const other = await doors.adminFailure(
      'WaiveCompensation',
      waived(saga, 'WAIVE_HOW_WAIVED', { step: 'ask', branch: 'xiaoai' }),
    );
    expect(other.details?.metadata).toMatchObject({ refusal: 'NOTHING_OWED' });
    const vague = await doors.adminFailure(
      'WaiveCompensation',
      waived(saga, 'WAIVE_HOW_UNSPECIFIED', { evidence: ' '.repeat(9) }),
    );
    expect(vague.fields).toEqual(['evidence', 'how']);
  });
});

describe('PauseSaga and ResumeSaga', () => {
  it('let the call in flight end and start no other, without an etag', async () => {
    const { saga, release } = await sagas.running();
    await doors.admin('PauseSaga', mutation(saga, { etag: '' }));
    release();
    const paused = await sagas.when(saga['saga_id'], 'CONDITION_PAUSED');
    expect(sagas.keysOf(saga)).toEqual(['book/main/1/action']);
    const again = await doors.adminFailure('PauseSaga', mutation(paused));
    expect(again.details?.metadata).toMatchObject({ refusal: 'STATUS_FORBIDS' });
    await doors.admin('ResumeSaga', mutation(paused));
    await doors.until(saga['saga_id'], 'COMPLETED');
    expect((await sagas.audit(saga)).map(({ action, result }) => `${action} ${result}`)).toEqual([
      ...['PauseSaga ok', 'PauseSaga STATUS_FORBIDS', 'ResumeSaga ok'],
    ]);
  });
});

describe('CloseSaga', () => {
  const statement = 'the ward was told, the record is deleted by hand';

  it('ends a stuck saga, and keeps the statement sealed', async () => {
    const saga = await sagas.stuckAtAsk();
    const closed = resultOf(await doors.admin('CloseSaga', mutation(saga, { statement })));
    expect(closed).toMatchObject({ status: 'SAGA_STATUS_CLOSED' });
    const { rows } = await sagas.sql.query<{ data: JsonObject; payload: Buffer }>(
      `select data, payload from saga_event where saga_id = $1 and kind = 25`,
      [saga['saga_id']],
    );
    expect(rows[0]?.data['open']).toContain('book/main');
    expect(rows[0]?.payload.includes(statement)).toBe(false);
    const replayed = await doors.admin('ReplaySaga', mutation(closed));
    expect(replayed).toMatchObject({ started_new: true });
  });

  it('needs a statement, and a saga that is stuck', async () => {
    const saga = await sagas.stuckAtAsk();
    const silent = await doors.adminFailure('CloseSaga', mutation(saga, { statement: '    ' }));
    expect(silent.fields).toEqual(['statement']);
    const long = await doors.adminFailure('CloseSaga', mutation(saga, { statement: 'x'.repeat(2_001) }));
    expect(long.fields).toEqual(['statement']);
    const failure = await doors.adminFailure('CloseSaga', mutation(await sagas.completed(), { statement }));
    expect(failure.details?.metadata).toMatchObject({ refusal: 'STATUS_FORBIDS' });
  });

  it('ends one whose key is missing, which nothing else can be done to; its words are not kept', async () => {
    const saga = await sagas.stuckAtAsk();
    await sagas.sql.query('delete from saga_key where saga_id = $1', [saga['saga_id']]);
    const seen = sagaOf(await doors.admin('GetSaga', { saga_id: saga['saga_id'] }));
    const allowed = (seen['allowed_actions'] as JsonObject[]).filter((choice) => choice['allowed'] === true);
    expect(allowed.map(({ action }) => action)).toEqual(['ACTION_CLOSE']);
    const replay = await doors.adminFailure('ReplaySaga', mutation(saga));
    expect(replay).toMatchObject({ code: status.FAILED_PRECONDITION, reason: 'CANNOT_DECRYPT' });
    const closed = resultOf(await doors.admin('CloseSaga', mutation(saga, { statement })));
    expect(closed).toMatchObject({ status: 'SAGA_STATUS_CLOSED' });
    const [, entry] = await sagas.audit(saga);
    expect(entry).toMatchObject({ decision: 'allowed', result: 'ok_words_not_kept', reason: null });
    const { rows } = await sagas.sql.query(
      'select payload from saga_event where saga_id = $1 and kind = 25',
      [saga['saga_id']],
    );
    expect(rows).toEqual([{ payload: null }]);
  });
});

describe('an action that its participants refuse', () => {
  it('was accepted all the same: the audit says so, and the saga is stuck again (T2)', async () => {
    const saga = await sagas.stuckAtAsk();
    doors.participants.script('Analyze', NO);
    await doors.admin('ReplaySaga', mutation(saga));
    const again = await eventually(async () => {
      const now = await doors.get(saga['saga_id']);
      return now['status'] === 'SAGA_STATUS_FAILED' && now['revision'] !== saga['revision'] && now;
    });
    expect(Number(again['revision'])).toBeGreaterThan(Number(saga['revision']) + 1);
    expect((await sagas.audit(saga)).map(({ result }) => result)).toEqual(['ok']);
  });
});
