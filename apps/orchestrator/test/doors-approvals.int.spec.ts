/** Two-person approvals over gRPC: who may decide, once, in time, on what was asked; and what follows (Y1 to Y4). */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import type { OperatorCommand, Phase } from '#libs/saga-core';
import type { OperatorRequest } from '#libs/saga-engine';
import { eventually } from '#libs/testkit';
import type pg from 'pg';
import { verifyAudit } from '../src/postgres/audit-chain.js';
import { ADMIN, Doors, TOKENS } from './door-fixtures.js';

const SECOND = `admin-2-${'b'.repeat(32)}`;
const WHO = { lin: TOKENS.operator, wu: TOKENS.admin, zhao: SECOND, viewer: TOKENS.viewer } as const;
type Who = keyof typeof WHO;
const NAMES = { lin: 'operator-1', wu: 'admin-1', zhao: 'admin-2', viewer: 'viewer-1' };

let doors: Doors;
let sql: pg.Pool;
beforeAll(async () => {
  doors = await Doors.open({
    SUOKE_APPROVALS: 'required',
    SUOKE_APPROVAL_BATCH_ABOVE: '1',
    SUOKE_ADMIN_TOKENS: [
      ...[`operator-1:operator:${TOKENS.operator}`, `admin-1:admin:${TOKENS.admin}`],
      ...[`admin-2:admin:${SECOND}`, `viewer-1:viewer:${TOKENS.viewer}`],
    ].join(','),
  });
  sql = doors.database.pool({ schema: 'orchestrator' });
});
afterAll(async () => {
  await sql.end();
  await doors.close();
});
afterEach(() => doors.participants.reset());

const as = (who: Who) => ({ metadata: { authorization: `Bearer ${WHO[who]}` } });
const call = (who: Who, method: string, request: object) =>
  doors.client.call(`${ADMIN}/${method}`, request, as(who));
const failure = (who: Who, method: string, request: object) =>
  doors.client.failure(`${ADMIN}/${method}`, request, as(who));

async function stuck(): Promise<JsonObject> {
  doors.participants.script('GenerateReport', () =>
    Promise.reject(grpcError({ code: status.FAILED_PRECONDITION, message: 'no paper', reason: 'NO_PAPER' })),
  );
  const type = 'health-consultation-supervised';
  const saga = await doors.start({ type, wait: '20s' }, { deadlineMs: 30_000 });
  expect(saga).toMatchObject({ status: 'SAGA_STATUS_FAILED' });
  doors.participants.script('GenerateReport');
  return saga;
}

/** A batch of two sagas, which one person may not begin alone. */
async function waiting(who: Who = 'lin', method = 'BatchReplaySagas', more: object = {}) {
  const saga_ids = [(await stuck())['saga_id'], (await stuck())['saga_id']] as string[];
  const request = {
    selection: { saga_ids },
    request_id: randomUUID(),
    reason: 'the printer has paper',
    ...more,
  };
  const { result } = await call(who, method, request);
  const operation = (result as JsonObject)['operation'] as JsonObject;
  expect(operation).toMatchObject({ state: 'OPERATION_STATE_WAITING_FOR_APPROVAL', done: false });
  return { saga_ids, operation, approval: await approval(operation['approval_id']) };
}

async function approval(id: unknown, who: Who = 'wu'): Promise<JsonObject> {
  const { approvals } = await call(who, 'ListApprovals', { page_size: 1_000 });
  const found = (approvals as JsonObject[]).find(({ approval_id }) => approval_id === id);
  if (found === undefined) throw new Error(`approval ${String(id)} is not listed`);
  return found;
}

const deciding = ({ approval_id, etag }: JsonObject, more: object = {}) => ({
  ...{ approval_id, etag, request_id: randomUUID(), reason: 'looked at with the ward' },
  ...more,
});

const operationIn = (id: unknown, state: string) =>
  eventually(
    async () => {
      const { operation } = await call('viewer', 'GetOperation', { operation_id: id });
      return (operation as JsonObject)['state'] === `OPERATION_STATE_${state}` && (operation as JsonObject);
    },
    { timeoutMs: 60_000, what: `an operation that is ${state}` },
  );

const gate = () => doors.first.orchestrator.oversight.gate;

function asked(
  saga: JsonObject,
  command: OperatorCommand,
  more: Partial<OperatorRequest> = {},
): OperatorRequest {
  return {
    ...{ sagaId: String(saga['saga_id']), command, action: 'SkipStep', actor: NAMES.lin },
    ...{
      origin: { authMethod: 'token', sourceAddress: '127.0.0.1' },
      requestId: randomUUID(),
      reason: 'CANARY of a reason',
      etag: Number(saga['etag']),
      validateOnly: false,
    },
    ...more,
  };
}

const SKIP = {
  kind: 'skip',
  step: 'generate_diagnosis_report',
  results: { main: { report_id: 'CANARY of a result' } },
} as const;

const PREVIEW = { status_after: 'SAGA_STATUS_RUNNING', calls: [], irreversible: [], warnings: [] };
const IDENTITY = { name: NAMES.lin, authMethod: 'token', roles: ['operator'] };

/** What the door of an action asks before it acts. */
const pass = (request: OperatorRequest, phase: Phase = 'FAILED_FORWARD') =>
  gate().gate(
    request,
    IDENTITY,
    { definition: { approvals: new Set() }, state: { phase } },
    async () => PREVIEW,
  );

async function pending(request: OperatorRequest, phase?: Phase): Promise<JsonObject> {
  const answer = await pass(request, phase);
  if (answer.kind !== 'pending') throw new Error('nobody was asked');
  return approval(answer.approvalId);
}

async function tracks(target: string): Promise<string[]> {
  const { rows } = await sql.query(
    `select actor, action, result from audit_entry where target = $1 order by seq`,
    [target],
  );
  return rows.map(({ actor, action, result }: Record<string, string>) => `${actor} ${action} ${result}`);
}

describe('a batch above the limit', () => {
  it('waits, is approved by another person, and goes on in the name of who asked', async () => {
    const { operation, approval: asks, saga_ids } = await waiting();
    expect(asks).toMatchObject({
      ...{
        state: 'APPROVAL_STATE_PENDING',
        action: 'ACTION_REPLAY',
        requested_by: NAMES.lin,
        decided_by: '',
      },
      ...{ target: `operations/${String(operation['operation_id'])}`, reason: 'the printer has paper' },
    });
    for (const id of saga_ids) expect((await doors.get(id))['status']).toBe('SAGA_STATUS_FAILED');
    const dry = await call('wu', 'ApproveRequest', deciding(asks, { validate_only: true }));
    expect(dry['approval']).toMatchObject({ state: 'APPROVAL_STATE_PENDING' });
    const request = deciding(asks);
    const answer = await call('wu', 'ApproveRequest', request);
    expect(answer['approval']).toMatchObject({
      ...{ state: 'APPROVAL_STATE_APPROVED', decided_by: NAMES.wu, result: 'ok' },
    });
    expect((await call('wu', 'ApproveRequest', request))['approval']).toEqual(answer['approval']);
    expect(await operationIn(operation['operation_id'], 'DONE')).toMatchObject({ effective: '2' });
    for (const id of saga_ids) {
      expect((await doors.get(id))['status']).toBe('SAGA_STATUS_COMPLETED');
      expect(await tracks(`sagas/${id}`)).toEqual([`${NAMES.lin} ReplaySaga ok`]);
    }
    expect(await tracks(`approvals/${String(asks['approval_id'])}`)).toEqual([
      `${NAMES.wu} ApproveRequest ok`,
    ]);
  }, 90_000);

  it('is not decided by who asked, nor by a role that does not decide', async () => {
    const { operation, approval: asks } = await waiting('wu');
    for (const method of ['ApproveRequest', 'RejectRequest']) {
      const own = await failure('wu', method, deciding(asks));
      expect(own).toMatchObject({ code: status.FAILED_PRECONDITION, reason: 'NOT_ALLOWED' });
      expect(own.details?.metadata).toMatchObject({ refusal: 'OWN_REQUEST' });
      for (const who of ['lin', 'viewer'] as const) {
        const denied = await failure(who, method, deciding(asks));
        expect(denied).toMatchObject({ code: status.PERMISSION_DENIED, reason: 'NO_RIGHT' });
      }
    }
    expect(await operationIn(operation['operation_id'], 'WAITING_FOR_APPROVAL')).toMatchObject({
      pending: '2',
    });
    expect(await tracks(`approvals/${String(asks['approval_id'])}`)).toEqual([
      ...[`${NAMES.wu} ApproveRequest OWN_REQUEST`, `${NAMES.lin} ApproveRequest NO_RIGHT`],
      ...[`${NAMES.viewer} ApproveRequest NO_RIGHT`, `${NAMES.wu} RejectRequest OWN_REQUEST`],
      ...[`${NAMES.lin} RejectRequest NO_RIGHT`, `${NAMES.viewer} RejectRequest NO_RIGHT`],
    ]);
    // The words of who asked are for those who decide.
    expect((await approval(asks['approval_id'], 'viewer'))['reason']).toBe('');
  }, 90_000);

  it('ends with a rejection', async () => {
    const { operation, approval: asks, saga_ids } = await waiting();
    const { approval: rejected } = await call('wu', 'RejectRequest', deciding(asks));
    expect(rejected).toMatchObject({ state: 'APPROVAL_STATE_REJECTED', decided_by: NAMES.wu });
    expect(await operationIn(operation['operation_id'], 'REJECTED')).toMatchObject({
      done: true,
      pending: '2',
    });
    const late = await failure('zhao', 'ApproveRequest', deciding(rejected as JsonObject));
    expect(late.details?.metadata).toMatchObject({ refusal: 'APPROVAL_DECIDED' });
    for (const id of saga_ids) expect((await doors.get(id))['status']).toBe('SAGA_STATUS_FAILED');
  }, 90_000);

  it('ends when nobody decides in time', async () => {
    const { operation, approval: asks } = await waiting();
    await sql.query(`update approval set expires_at = now() where id = $1`, [asks['approval_id']]);
    const late = await failure('wu', 'ApproveRequest', deciding(asks));
    expect(late.details?.metadata).toMatchObject({ refusal: 'APPROVAL_EXPIRED' });
    expect(await approval(asks['approval_id'])).toMatchObject({
      state: 'APPROVAL_STATE_EXPIRED',
      decided_by: '',
    });
    await operationIn(operation['operation_id'], 'REJECTED');
    const { approvals } = await call('wu', 'ListApprovals', { state: 'APPROVAL_STATE_EXPIRED' });
    expect(approvals).toMatchObject([{ approval_id: asks['approval_id'] }]);
  }, 90_000);

  it('is withdrawn by cancelling it', async () => {
    const { operation, approval: asks } = await waiting();
    const request = { request_id: randomUUID(), reason: 'not needed any more' };
    await call('lin', 'CancelOperation', { operation_id: operation['operation_id'], ...request });
    const gone = await approval(asks['approval_id']);
    expect(gone).toMatchObject({ state: 'APPROVAL_STATE_STALE', result: 'CANCELLED' });
    const late = await failure('wu', 'ApproveRequest', deciding(gone));
    expect(late.details?.metadata).toMatchObject({ refusal: 'APPROVAL_DECIDED' });
  }, 90_000);

  it('Y2: of two who decide at once one does', async () => {
    const { operation, approval: asks } = await waiting();
    const decisions = await Promise.allSettled([
      call('wu', 'ApproveRequest', deciding(asks)),
      call('zhao', 'RejectRequest', deciding(asks)),
    ]);
    expect(decisions.map((decision) => decision.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = decisions.find((decision) => decision.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: status.FAILED_PRECONDITION });
    const decided = await approval(asks['approval_id']);
    const isApproved = decided['state'] === 'APPROVAL_STATE_APPROVED';
    await operationIn(operation['operation_id'], isApproved ? 'DONE' : 'REJECTED');
  }, 90_000);

  it('G12: a batch of closes always waits, its statement sealed', async () => {
    const saga_ids = [(await stuck())['saga_id']];
    const statement = 'CANARY of a statement';
    const request = { selection: { saga_ids }, request_id: randomUUID(), reason: 'given up', statement };
    const { result } = await call('lin', 'BatchCloseSagas', request);
    const operation = (result as JsonObject)['operation'] as JsonObject;
    expect(operation).toMatchObject({ state: 'OPERATION_STATE_WAITING_FOR_APPROVAL', total: '1' });
    const { rows } = await sql.query('select statement, o::text as text from operation o where id = $1', [
      operation['operation_id'],
    ]);
    expect(rows[0].statement.length).toBeGreaterThan(statement.length);
    expect(rows[0].text).not.toContain(Buffer.from(statement).toString('hex'));
    await call('wu', 'ApproveRequest', deciding(await approval(operation['approval_id'])));
    await operationIn(operation['operation_id'], 'DONE');
    expect((await doors.get(saga_ids[0]))['status']).toBe('SAGA_STATUS_CLOSED');
  }, 90_000);

  it('of one saga needs nobody', async () => {
    const saga = await stuck();
    const request = { selection: { saga_ids: [saga['saga_id']] }, request_id: randomUUID(), reason: 'paper' };
    const { result } = await call('lin', 'BatchReplaySagas', { ...request, pacing: { canary_items: 1 } });
    const operation = (result as JsonObject)['operation'] as JsonObject;
    expect(operation['approval_id']).toBe('');
    await operationIn(operation['operation_id'], 'DONE');
  }, 90_000);
});

describe('an action on one saga', () => {
  it('Y1 Y4: is done as it was asked for, once another person approves, and both are in the audit', async () => {
    const saga = await stuck();
    const request = asked(saga, SKIP);
    const asks = await pending(request);
    expect(asks).toMatchObject({
      ...{ action: 'ACTION_SKIP_STEP', target: `sagas/${request.sagaId}`, requested_by: NAMES.lin },
      reason: 'CANARY of a reason',
    });
    expect((await doors.get(saga['saga_id']))['revision']).toBe(saga['revision']);
    expect(await pass(request)).toEqual({
      ...{ kind: 'pending', approvalId: asks['approval_id'], preview: PREVIEW },
    });
    await expect(pass({ ...request, reason: 'another reason' })).rejects.toMatchObject({
      code: 'REQUEST_CONFLICT',
    });
    const answer = await call('wu', 'ApproveRequest', deciding(asks));
    expect(answer['approval']).toMatchObject({ state: 'APPROVAL_STATE_APPROVED', result: 'ok' });
    expect((answer['result'] as JsonObject)['saga']).toMatchObject({ saga_id: saga['saga_id'] });
    await doors.until(saga['saga_id'], 'COMPLETED');
    expect(await tracks(`sagas/${request.sagaId}`)).toEqual([`${NAMES.lin} SkipStep ok`]);
    expect(await tracks(`approvals/${String(asks['approval_id'])}`)).toEqual([
      ...[`${NAMES.lin} SkipStep ok`, `${NAMES.wu} ApproveRequest ok`],
    ]);
    expect(await pass(request)).toEqual({ kind: 'pass', approved: true });
  }, 90_000);

  it('at the door: the answer names the approval and what follows, nothing is done before it, and then all of it', async () => {
    const saga = await stuck();
    const { saga_id, etag } = saga;
    const request = {
      ...{ saga_id, etag, request_id: randomUUID(), reason: 'no paper will ever come' },
      statement: 'the patient was told by phone',
    };
    const seen = (await call('lin', 'GetSaga', { saga_id }))['saga'] as JsonObject;
    const offered = seen['allowed_actions'] as JsonObject[];
    const asks = offered.filter((choice) => choice['requires_approval'] === true);
    expect(asks.map(({ action }) => action)).toEqual([
      ...['ACTION_SKIP_STEP', 'ACTION_WAIVE_COMPENSATION', 'ACTION_CLOSE'],
    ]);
    const { result } = await call('lin', 'CloseSaga', request);
    const answer = result as JsonObject;
    expect(answer).toMatchObject({ audit_seq: '0', preview: { status_after: 'SAGA_STATUS_CLOSED' } });
    expect((await doors.get(saga_id))['status']).toBe('SAGA_STATUS_FAILED');
    const decided = await call('wu', 'ApproveRequest', deciding(await approval(answer['approval_id'])));
    expect(decided['approval']).toMatchObject({ state: 'APPROVAL_STATE_APPROVED', result: 'ok' });
    expect((decided['approval'] as JsonObject)['preview']).toEqual(answer['preview']);
    expect((await doors.get(saga_id))['status']).toBe('SAGA_STATUS_CLOSED');
    const again = (await call('lin', 'CloseSaga', request))['result'] as JsonObject;
    expect(again).toMatchObject({ approval_id: '', saga: { status: 'SAGA_STATUS_CLOSED' } });
  }, 90_000);

  it('G12: keeps what was asked sealed with the key of the saga', async () => {
    const request = asked(await stuck(), SKIP);
    await pending(request);
    const { rows } = await sql.query(
      `select a.sealed, a::text as text from approval a where request_id = $1`,
      [request.requestId],
    );
    expect(rows[0].sealed.includes('CANARY')).toBe(false);
    const audit = await sql.query(`select reason from audit_entry where request_id = $1`, [
      request.requestId,
    ]);
    expect(audit.rows).toEqual([{ reason: null }]);
  }, 90_000);

  it('Y1: that changed since is left alone, and the approval says so', async () => {
    const saga = await stuck();
    const asks = await pending(asked(saga, SKIP));
    doors.participants.script('GenerateReport', () => Promise.reject(new Error('still no paper')));
    const replay = {
      saga_id: saga['saga_id'],
      etag: saga['etag'],
      request_id: randomUUID(),
      reason: 'by hand',
    };
    await call('wu', 'ReplaySaga', replay);
    const stale = await failure('wu', 'ApproveRequest', deciding(asks));
    expect(stale).toMatchObject({ code: status.ABORTED, reason: 'ETAG_MISMATCH' });
    const seen = await approval(asks['approval_id']);
    expect(seen).toMatchObject({
      state: 'APPROVAL_STATE_STALE',
      decided_by: NAMES.wu,
      result: 'ETAG_MISMATCH',
    });
    expect(await tracks(`sagas/${String(saga['saga_id'])}`)).toEqual([
      ...[`${NAMES.wu} ReplaySaga ok`, `${NAMES.lin} SkipStep ETAG_MISMATCH`],
    ]);
    const { rows } = await sql.query(
      `select 1 from saga_event e join event_kind k on k.number = e.kind where k.name = 'skipped' and e.saga_id = $1`,
      [saga['saga_id']],
    );
    expect(rows).toEqual([]);
  }, 90_000);

  it('undoes a completed saga, which nobody can alone', async () => {
    const saga = await doors.start({ wait: '20s' }, { deadlineMs: 30_000 });
    expect(saga).toMatchObject({ status: 'SAGA_STATUS_COMPLETED' });
    const command = { kind: 'compensate', by: 'operator', message: 'asked for by the ward' } as const;
    const request = asked(saga, command, { action: 'CompensateSaga' });
    const { result } = await call('wu', 'CompensateSaga', {
      ...{ saga_id: saga['saga_id'], etag: saga['etag'], request_id: randomUUID(), reason: 'alone' },
    });
    const own = await approval((result as JsonObject)['approval_id']);
    expect((await failure('wu', 'ApproveRequest', deciding(own))).details?.metadata).toMatchObject({
      refusal: 'OWN_REQUEST',
    });
    const asks = await pending(request, 'COMPLETED');
    await call('wu', 'ApproveRequest', deciding(asks));
    await doors.until(saga['saga_id'], 'COMPENSATED');
  }, 90_000);

  it('is asked for only where the saga allows it, and its refusal is in the audit', async () => {
    const saga = await doors.start({ wait: '20s' }, { deadlineMs: 30_000 });
    await expect(pass(asked(saga, SKIP), 'COMPLETED')).rejects.toMatchObject({ code: 'ACTION_REFUSED' });
    expect(await tracks(`sagas/${String(saga['saga_id'])}`)).toEqual([
      `${NAMES.lin} SkipStep STATUS_FORBIDS`,
    ]);
  }, 90_000);

  it('passes where nobody has to approve it', async () => {
    const saga = await stuck();
    expect(await pass(asked(saga, { kind: 'replay' }))).toEqual({ kind: 'pass', approved: false });
    expect(await pass(asked(saga, SKIP, { validateOnly: true }))).toEqual({ kind: 'pass', approved: true });
  }, 90_000);

  it('Y3: that was approved by a process that died then is done by another, once', async () => {
    const saga = await stuck();
    const request = asked(saga, SKIP);
    const asks = await pending(request);
    await sql.query(
      `update approval set state = 'APPROVED', decided_by = $2, decided_at = now() - interval '1 minute' where id = $1`,
      [asks['approval_id'], NAMES.wu],
    );
    await doors.until(saga['saga_id'], 'COMPLETED');
    expect(
      await eventually(async () => {
        const seen = await approval(asks['approval_id']);
        return seen['result'] === 'ok' && seen['state'];
      }),
    ).toBe('APPROVAL_STATE_APPROVED');
    expect(await tracks(`sagas/${request.sagaId}`)).toEqual([`${NAMES.lin} SkipStep ok`]);
  }, 90_000);
});

it('what is not there, and what is no decision', async () => {
  const unknown = await failure('wu', 'ApproveRequest', deciding({ approval_id: randomUUID(), etag: '1' }));
  expect(unknown).toMatchObject({ code: status.NOT_FOUND, reason: 'APPROVAL_NOT_FOUND' });
  const empty = await failure('wu', 'ApproveRequest', {});
  expect(empty.fields).toEqual(['approval_id', 'request_id', 'reason', 'etag']);
});

it('G11: the chain of the audit is intact after all this', async () => {
  expect(await verifyAudit(sql)).toMatchObject({ kind: 'intact' });
});
