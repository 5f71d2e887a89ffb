/** T15: what operators do with every worker dead and Redis down: it is a transition in Postgres first. */
import type { JsonObject } from '#libs/contracts';
import type pg from 'pg';
import { asRole, ADMIN, type Doors, type Place } from './door-fixtures.js';
import { mutation, OperatedSagas, REPLIES, resultOf, sagaOf } from './operated-sagas.js';

let sagas: OperatedSagas;
let doors: Doors;
let sql: pg.Pool;
let alone: Place;
const found: Record<string, JsonObject> = {};

/** Brings sagas where operators find them, and then leaves nobody who could move one. */
beforeAll(async () => {
  sagas = await OperatedSagas.open();
  ({ doors } = sagas);
  sql = doors.database.pool({ schema: 'orchestrator' });
  for (const name of ['replay', 'rewind', 'compensate', 'skip', 'edit', 'close']) {
    found[name] = await sagas.stuckAtAsk();
  }
  found['record'] = await sagas.stuckAtPivot();
  found['waive'] = await sagas.stuckGoingBack();
  found['pause'] = await sagas.backingOff();
  found['resume'] = resultOf(await doors.admin('PauseSaga', mutation(await sagas.backingOff())));
  alone = await doors.add({ ...sagas.env, SUOKE_ROLES: 'api' });
  await doors.first.stop();
  await doors.redis.down();
}, 120_000);
afterAll(async () => {
  await sql.end();
  await doors.redis.up();
  await sagas.close();
});

const EVIDENCE = 'seen in the ledger of the participant';
const act = (method: string, request: JsonObject) =>
  alone.client.call(`${ADMIN}/${method}`, request, asRole('admin'));

async function row(saga: JsonObject): Promise<JsonObject> {
  const { rows } = await sql.query<JsonObject>(
    `select status, revision, owner, due_at is not null as due, paused_at is not null as paused from saga where id = $1`,
    [saga['saga_id']],
  );
  return rows[0] ?? {};
}

describe('T15: with every worker dead and Redis down', () => {
  it.each<[name: string, method: string, more: JsonObject, after: JsonObject]>([
    ['replay', 'ReplaySaga', {}, { status: 'RUNNING', due: true }],
    ['rewind', 'RewindSaga', { step: 'book' }, { status: 'COMPENSATING', due: true }],
    ['compensate', 'CompensateSaga', {}, { status: 'COMPENSATING', due: true }],
    ['skip', 'SkipStep', { step: 'ask', results: REPLIES }, { status: 'RUNNING', due: true }],
    [
      'edit',
      'EditStepInput',
      { edit: { step: 'ask', branch: 'xiaoai', request: { user_id: 'u-2' } } },
      { status: 'FAILED', due: false },
    ],
    [
      'record',
      'RecordOutcome',
      { step: 'pay', outcome: 'RECORDED_OUTCOME_NOT_DONE', evidence: EVIDENCE },
      { status: 'COMPENSATING', due: true },
    ],
    [
      'waive',
      'WaiveCompensation',
      { step: 'book', how: 'WAIVE_HOW_WAIVED', evidence: EVIDENCE },
      { status: 'COMPENSATED', due: false },
    ],
    ['pause', 'PauseSaga', {}, { status: 'RUNNING', paused: true, due: false }],
    ['resume', 'ResumeSaga', {}, { status: 'RUNNING', paused: false, due: true }],
    ['close', 'CloseSaga', { statement: EVIDENCE }, { status: 'CLOSED', due: false }],
  ])('%s is a transition in Postgres', async (name, method, more, after) => {
    const saga = found[name] ?? {};
    const before = await row(saga);
    const answer = resultOf(await act(method, mutation(saga, more)));
    const now = await row(saga);
    expect(now).toMatchObject({ ...after, owner: null });
    expect(Number(now['revision'])).toBeGreaterThan(Number(before['revision']));
    expect(answer['revision']).toBe(String(now['revision']));
  });

  it('participants are held and released, and the audit is read and verified', async () => {
    const participant = 'suoke.report.v1.ReportService';
    const words = { participant, reason: 'its database is full' };
    await act('HoldParticipant', { ...words, request_id: 'hold' });
    await act('ReleaseParticipant', { ...words, request_id: 'release' });
    const { entries } = await act('ListAuditEntries', { filter: `target = "participants/${participant}"` });
    expect(entries).toMatchObject([{ method: 'ReleaseParticipant' }, { method: 'HoldParticipant' }]);
    expect(await act('VerifyAudit', {})).toMatchObject({ intact: true });
  });

  it('what was set going goes on as soon as there is a worker', async () => {
    doors.participants.reset();
    await doors.add(sagas.env);
    await doors.until(found['skip']?.['saga_id'], 'COMPLETED');
    await doors.until(found['compensate']?.['saga_id'], 'COMPENSATED');
    await doors.until(found['record']?.['saga_id'], 'COMPENSATED');
    const seen = await act('GetSaga', { saga_id: found['close']?.['saga_id'] ?? '' });
    expect(sagaOf(sagaOf(seen))).toMatchObject({ status: 'SAGA_STATUS_CLOSED' });
  });
});
