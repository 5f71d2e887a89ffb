/** ExplainSaga and the previews of actions, through the door: what is said is what is so, and what participants remember. */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import { eventually } from '#libs/testkit';
import { startTestParticipant, type TestParticipant } from '#libs/testkit/participants';
import { ADMIN, asRole, Doors, type Role } from './door-fixtures.js';
import { guardedConsultations } from './guarded-consultations.js';

const CONSULTATION = 'suoke.consultation.v1.ConsultationService';
const SUPERVISED = 'health-consultation-supervised';
const REPORT = 'suoke.report.v1.ReportService';
const WHY = 'asked for by the ward';

let doors: Doors;
let records: TestParticipant;
beforeAll(async () => {
  [doors, records] = await Promise.all([Doors.open(), startTestParticipant(guardedConsultations)]);
});
afterAll(async () => {
  await doors.close();
  await records.stop();
});
beforeEach(() => {
  doors.participants.reset();
  doors.participants.script('CreateRecord', async ({ request, key }) => {
    const reply = await records.grpc.call<{ consultation_id: string }>(
      `${CONSULTATION}/CreateRecord`,
      request,
      key,
    );
    return { consultation_id: reply.consultation_id };
  });
  doors.participants.script('DeleteRecord', ({ request, key }) => deleted(request, key));
  // Only the records of consultations are kept by somebody who remembers.
  doors.participants.script('GetCallStatus', async ({ request }) => {
    if (!String(request['key']).includes('/create_consultation_record/')) throw refusal('UNAVAILABLE');
    const path = 'suoke.participant.v1.CallStatusService/GetCallStatus';
    return { status: (await records.grpc.call<{ status: string }>(path, request)).status };
  });
});

async function deleted(request: JsonObject, key: string): Promise<JsonObject> {
  await records.grpc.call(`${CONSULTATION}/DeleteRecord`, request, key);
  return {};
}

const refusal = (code: keyof typeof status, reason = 'NO_PAPER', retryDelayMs?: number) =>
  grpcError({ code: status[code] as status, message: 'no paper', reason, retryDelayMs });
const refuse = (method: string, code: keyof typeof status, retryDelayMs?: number) =>
  doors.participants.script(method, () => Promise.reject(refusal(code, 'NO_PAPER', retryDelayMs)));
const explain = (sagaId: unknown, actions: readonly string[] = [], role: Role = 'operator') =>
  doors.admin('ExplainSaga', { saga_id: String(sagaId), preview_actions: [...actions] }, role);
const text = (answer: JsonObject, field: string) => answer[field] as JsonObject;
const listOf = (answer: JsonObject, field: string) => (answer[field] ?? []) as JsonObject[];
const previewOf = (answer: JsonObject, index = 0) =>
  listOf(answer, 'previews')[index]?.['preview'] as JsonObject;

async function stuck(): Promise<JsonObject> {
  refuse('GenerateReport', 'FAILED_PRECONDITION');
  const saga = await doors.start({ type: SUPERVISED, wait: '10s' });
  expect(saga).toMatchObject({ status: 'SAGA_STATUS_FAILED' });
  return saga;
}

function mutation({ saga_id, etag }: JsonObject, more: JsonObject = {}): JsonObject {
  return { saga_id: saga_id ?? '', etag: etag ?? '', request_id: randomUUID(), reason: WHY, ...more };
}

/** Waits until the explanation is of a class. */
const untilClass = (sagaId: unknown, name: string) =>
  eventually(
    async () => {
      const answer = await explain(sagaId);
      if (answer['class'] !== name) throw new Error(`it is ${String(answer['class'])}`);
      return answer;
    },
    { what: `class ${name} of saga ${String(sagaId)}` },
  );

describe('ExplainSaga', () => {
  it('of a saga that backs off: what failed, when it goes on, and what follows', async () => {
    refuse('GenerateReport', 'ABORTED', 40_000);
    const { saga_id } = await doors.start();
    const answer = await untilClass(saga_id, 'backing_off');
    expect(answer).toMatchObject({ saga: { condition: 'CONDITION_BACKING_OFF', saga: { saga_id } } });
    expect(text(answer, 'why')['en']).toBe(
      'Step 3/5 generate_diagnosis_report has failed once (ABORTED NO_PAPER).',
    );
    const next = text(answer, 'next');
    expect(next['en']).toMatch(
      /^The next attempt starts at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \(in \d\d s\), attempts left: 2; if it is refused or no attempt succeeds, it turns back and undoes the steps in this order: 2→1; if it is not done or committed by then, it turns back at .* \(in 1[45] min.*\)\.$/,
    );
    expect(next['zh_cn']).toMatch(
      /^下次尝试 .*Z（\d\d 秒后），还剩 2 次；若被拒绝或全部失败，将按 2→1 的顺序撤销；/,
    );
    const steps = listOf(await doors.get(saga_id, 'SAGA_VIEW_FULL'), 'steps');
    const [branch = {}] = listOf(steps[2] ?? {}, 'branches');
    expect(branch).toMatchObject({ action: { next_attempt_time: answer['next_time'] } });
    expect(listOf(answer, 'owed').map(({ step }) => step)).toEqual([
      ...['call_ai_agents', 'call_ai_agents', 'call_ai_agents', 'create_consultation_record'],
    ]);
    doors.participants.script('GenerateReport');
    const { etag } = await doors.get(saga_id);
    await doors.admin('ReplaySaga', mutation({ saga_id: saga_id ?? '', etag: etag ?? '' }));
    await doors.until(saga_id, 'COMPLETED');
    expect(await explain(saga_id)).toMatchObject({ class: 'completed', owed: [], settled: [] });
  });

  it('of a saga that calls', async () => {
    const release = doors.participants.hold('GenerateReport');
    const { saga_id } = await doors.start();
    const answer = await eventually(async () => {
      const seen = await explain(saga_id);
      return String(text(seen, 'why')['en']).startsWith('Step 3/5') && seen;
    });
    expect(answer).toMatchObject({ class: 'calling', saga: { condition: 'CONDITION_MOVING' } });
    expect(answer).not.toHaveProperty('next_time');
    release();
    await doors.until(saga_id, 'COMPLETED');
  });

  it('of a saga whose participant is held', async () => {
    const { operators } = doors.first.orchestrator.engine;
    const words = { participant: REPORT, actor: 'li', origin: null, reason: WHY, validateOnly: false };
    await operators.holdParticipant({ ...words, requestId: randomUUID() });
    const { saga_id } = await doors.start();
    const answer = await untilClass(saga_id, 'held');
    expect(answer).toMatchObject({ saga: { condition: 'CONDITION_BLOCKED' } });
    expect(text(answer, 'why')['zh_cn']).toContain(`操作员暂停了对 ${REPORT} 的调用`);
    const preview = previewOf(await explain(saga_id, ['ACTION_COMPENSATE']));
    expect(preview['status_after']).toBe('SAGA_STATUS_COMPENSATING');
    await operators.releaseParticipant({ ...words, requestId: randomUUID(), rate: null });
    await doors.until(saga_id, 'COMPLETED');
  });

  it('of a saga whose undo is stuck: what the participant knows of it', async () => {
    const saga = await stuck();
    const before = await explain(saga['saga_id'], ['ACTION_COMPENSATE', 'ACTION_REWIND']);
    expect(before).toMatchObject({ class: 'refused', saga: { stuck_at: 'generate_diagnosis_report/main' } });
    expect(previewOf(before)['calls']).toMatchObject([
      ...['xiaoai', 'xiaoke', 'laoke'].map((branch) => ({ branch, effect: 'EFFECT_KNOWLEDGE_UNKNOWN' })),
      {
        step: 'create_consultation_record',
        direction: 'CALL_DIRECTION_COMPENSATION',
        method: `${CONSULTATION}/DeleteRecord`,
        idempotency_key: `${String(saga['saga_id'])}/create_consultation_record/main/1/compensation`,
        effect: 'EFFECT_KNOWLEDGE_NOT_APPLIED',
      },
    ]);
    expect(listOf(previewOf(before, 1), 'calls')[0]).toMatchObject({
      idempotency_key: `${String(saga['saga_id'])}/generate_diagnosis_report/main/2/action`,
    });
    // The record is deleted, and whoever says so is not believed by the saga.
    doors.participants.script('DeleteRecord', async ({ request, key }) => {
      await deleted(request, key);
      throw refusal('FAILED_PRECONDITION', 'LOCKED');
    });
    await doors.admin('CompensateSaga', mutation(saga));
    await doors.until(saga['saga_id'], 'FAILED');
    const after = await explain(saga['saga_id'], [
      'ACTION_REPLAY',
      'ACTION_WAIVE_COMPENSATION',
      'ACTION_CLOSE',
    ]);
    expect(after['class']).toBe('compensation_refused');
    expect(text(after, 'why')['en']).toBe(
      'The undo of step 1/5 create_consultation_record was refused (FAILED_PRECONDITION LOCKED); an operator made it turn back.',
    );
    expect(text(after, 'next')['en']).toMatch(
      /^Nothing happens by itself; what an operator may do: replay, waive .*, close; /,
    );
    expect(after['owed']).toMatchObject([
      {
        step: 'create_consultation_record',
        state: 'CALL_STATE_REFUSED',
        effect: 'EFFECT_KNOWLEDGE_APPLIED',
      },
    ]);
    expect(listOf(after, 'settled').map(({ branch, state }) => [branch, state])).toEqual([
      ...['xiaoai', 'xiaoke', 'laoke'].map((branch) => [branch, 'CALL_STATE_DONE']),
    ]);
    const [replay, waive, close] = [0, 1, 2].map((index) => previewOf(after, index));
    expect(replay?.['calls']).toMatchObject([{ effect: 'EFFECT_KNOWLEDGE_APPLIED' }]);
    expect(waive).toMatchObject({
      ...{ status_after: 'SAGA_STATUS_COMPENSATED', irreversible: ['create_consultation_record/main'] },
    });
    expect(close).toMatchObject({
      ...{ status_after: 'SAGA_STATUS_CLOSED', irreversible: ['create_consultation_record/main'] },
    });
    // A replay finds that it is done.
    doors.participants.script('DeleteRecord', ({ request, key }) => deleted(request, key));
    await doors.admin('ReplaySaga', mutation(await doors.get(saga['saga_id'])));
    const ended = await doors.until(saga['saga_id'], 'COMPENSATED');
    expect(await explain(ended['saga_id'], ['ACTION_REPLAY'])).toMatchObject({
      class: 'compensated',
      owed: [],
      previews: [{ preview: { status_after: 'SAGA_STATUS_PENDING', irreversible: [] } }],
    });
  });

  it('shows a viewer why, and no previews, for it may not act', async () => {
    const saga = await stuck();
    const answer = await explain(saga['saga_id'], ['ACTION_COMPENSATE'], 'viewer');
    expect(answer).toMatchObject({ class: 'refused', previews: [{ action: 'ACTION_COMPENSATE' }] });
    expect(previewOf(answer)).toBeUndefined();
  });

  it('leaves out what is not allowed, and what only an operator can say', async () => {
    const saga = await stuck();
    const actions = ['ACTION_RESUME', 'ACTION_SKIP_STEP', 'ACTION_EDIT_STEP_INPUT', 'ACTION_CLOSE'];
    const previews = listOf(await explain(saga['saga_id'], actions), 'previews');
    expect(previews.map(({ action, preview }) => [action, preview !== undefined])).toEqual(
      actions.map((action) => [action, action === 'ACTION_CLOSE']),
    );
  });

  it('refuses what it cannot answer', async () => {
    const saga_id = randomUUID();
    const tooMany = Array<string>(13).fill('ACTION_REPLAY');
    expect(await doors.adminFailure('ExplainSaga', { saga_id, preview_actions: tooMany })).toMatchObject({
      ...{ code: status.INVALID_ARGUMENT, fields: ['preview_actions'] },
    });
    const odd = ['ACTION_REPLAY', 'ACTION_HOLD_PARTICIPANT', 'ACTION_UNSPECIFIED'];
    expect(await doors.adminFailure('ExplainSaga', { saga_id, preview_actions: odd })).toMatchObject({
      ...{ code: status.INVALID_ARGUMENT, fields: ['preview_actions[1]', 'preview_actions[2]'] },
    });
    expect(await doors.adminFailure('ExplainSaga', { saga_id })).toMatchObject({ reason: 'SAGA_NOT_FOUND' });
    expect(await doors.client.failure(`${ADMIN}/ExplainSaga`, { saga_id })).toMatchObject({
      reason: 'NO_IDENTITY',
    });
  });

  it('goes on without the participants: what cannot be found out is unknown, and soon said', async () => {
    const saga = await stuck();
    doors.participants.script('GetCallStatus', () => new Promise(() => {}));
    const request = { saga_id: String(saga['saga_id']), preview_actions: ['ACTION_COMPENSATE'] };
    const settings = { ...asRole('operator'), deadlineMs: 6_000 };
    const answer = await doors.client.call(`${ADMIN}/ExplainSaga`, request, settings);
    const effects = listOf(previewOf(answer), 'calls').map(({ effect }) => effect);
    expect(effects).toEqual(Array(4).fill('EFFECT_KNOWLEDGE_UNKNOWN'));
  });
});

describe('validate_only', () => {
  it('answers the consequence and does nothing', async () => {
    const saga = await stuck();
    const dry = mutation(saga, { validate_only: true });
    const { result } = await doors.admin('CompensateSaga', dry);
    expect(result).toMatchObject({
      ...{ audit_seq: '0', saga: { status: 'SAGA_STATUS_FAILED', revision: saga['revision'] } },
      preview: { status_after: 'SAGA_STATUS_COMPENSATING', irreversible: [] },
    });
    expect(listOf((result as JsonObject)['preview'] as JsonObject, 'calls')).toHaveLength(4);
    const replay = await doors.admin('ReplaySaga', { ...dry, request_id: randomUUID() });
    expect(listOf((replay['result'] as JsonObject)['preview'] as JsonObject, 'calls')[0]).toMatchObject({
      ...{ step: 'generate_diagnosis_report', direction: 'CALL_DIRECTION_ACTION' },
    });
    expect((await doors.get(saga['saga_id']))['revision']).toBe(saga['revision']);
    // What is really done has no preview.
    const done = await doors.admin('CompensateSaga', mutation(saga));
    expect(done['result']).not.toHaveProperty('preview');
    await doors.until(saga['saga_id'], 'COMPENSATED');
  });
});
