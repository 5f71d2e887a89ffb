/** The operators' door over gRPC: who may do what, what it does, and the tracks that it leaves (G11). */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import { eventually } from '#libs/testkit';
import type pg from 'pg';
import { verifyAudit } from '../src/postgres/audit-chain.js';
import { ADMIN, asRole, Doors, SAGAS } from './door-fixtures.js';

let doors: Doors;
let sql: pg.Pool;
beforeAll(async () => {
  doors = await Doors.open();
  sql = doors.database.pool({ schema: 'orchestrator' });
});
afterAll(async () => {
  await sql.end();
  await doors.close();
});
afterEach(() => doors.participants.reset());

const SUPERVISED = 'health-consultation-supervised';
const WHY = 'asked for by the ward';
const noPaper = () =>
  Promise.reject(grpcError({ code: status.FAILED_PRECONDITION, message: 'no paper', reason: 'NO_PAPER' }));
const sagaOf = (answer: JsonObject) => answer['saga'] as JsonObject;
const resultOf = (answer: JsonObject) => sagaOf(answer['result'] as JsonObject);

/** A saga that stands still because the report was refused. */
async function stuck(): Promise<JsonObject> {
  doors.participants.script('GenerateReport', noPaper);
  const saga = await doors.start({
    type: SUPERVISED,
    wait: '10s',
    labels: { clinic: 'east', patient: 'p-1' },
  });
  expect(saga).toMatchObject({ status: 'SAGA_STATUS_FAILED', stuck_class: 'STUCK_CLASS_REFUSED' });
  doors.participants.reset();
  return saga;
}

function mutation({ saga_id, etag }: JsonObject, more: JsonObject = {}): JsonObject {
  return { saga_id: saga_id ?? '', etag: etag ?? '', request_id: randomUUID(), reason: WHY, ...more };
}

interface AuditEntry {
  seq: number;
  actor: string;
  action: string;
  decision: string;
  result: string;
  revision_before: number | null;
  revision_after: number | null;
  request_id: string;
}

async function audit(saga: JsonObject): Promise<AuditEntry[]> {
  const { rows } = await sql.query<AuditEntry>('select * from audit_entry where target = $1 order by seq', [
    `sagas/${String(saga['saga_id'])}`,
  ]);
  return rows;
}

/** Everything that a change could have touched. */
async function fingerprint(): Promise<string> {
  const { rows } = await sql.query<{ state: string }>(
    `select concat_ws('/', (select count(*) from saga), (select count(*) from saga_event),
      (select count(*) from admin_request), (select count(*) from audit_entry),
      (select sum(revision) from saga)) as state`,
  );
  return rows[0]?.state ?? '';
}

describe('who may do what', () => {
  it.each(['GetSaga', 'ListSagas', 'ExplainSaga', 'ReplaySaga', 'CompensateSaga'])(
    '%s without a token is refused',
    async (method) => {
      const before = await fingerprint();
      for (const metadata of [
        {},
        { authorization: 'Bearer wrong' },
        { authorization: `Basic ${'x'.repeat(40)}` },
      ]) {
        const failure = await doors.client.failure(`${ADMIN}/${method}`, {}, { metadata: metadata as never });
        expect(failure).toMatchObject({ code: status.UNAUTHENTICATED, reason: 'NO_IDENTITY' });
      }
      expect(await fingerprint()).toBe(before);
    },
  );

  it('a viewer looks and does not act; the attempt is in the audit', async () => {
    const saga = await stuck();
    const seen = sagaOf(await doors.admin('GetSaga', { saga_id: saga['saga_id'] }, 'viewer'));
    const codes = (seen['allowed_actions'] as JsonObject[]).map(({ disabled_code: code }) => code);
    expect(new Set(codes)).toEqual(new Set(['NO_RIGHT']));
    const failure = await doors.adminFailure('ReplaySaga', mutation(saga), 'viewer');
    expect(failure).toMatchObject({ code: status.PERMISSION_DENIED, reason: 'NO_RIGHT' });
    expect((await doors.get(saga['saga_id']))['revision']).toBe(saga['revision']);
    expect(await audit(saga)).toMatchObject([
      {
        actor: 'viewer-1',
        action: 'ReplaySaga',
        decision: 'denied',
        result: 'NO_RIGHT',
        revision_after: null,
      },
    ]);
  });

  it('what a caller made up does not get into the audit', async () => {
    const canary = 'CANARY: the patient has…';
    const request = { saga_id: `${canary}\u0000`, request_id: canary, reason: canary };
    expect(await doors.adminFailure('ReplaySaga', request, 'viewer')).toMatchObject({ reason: 'NO_RIGHT' });
    expect(await doors.adminFailure('CompensateSaga', request)).toMatchObject({ reason: 'INVALID_ARGUMENT' });
    const { rows } = await sql.query(`select * from audit_entry order by seq desc limit 2`);
    expect(rows).toMatchObject([
      { target: 'sagas/-', request_id: '-', result: 'INVALID_ARGUMENT' },
      { target: 'sagas/-', request_id: '-', result: 'NO_RIGHT' },
    ]);
    expect(JSON.stringify(rows)).not.toContain('CANARY');
  });
});

describe('GetSaga and ListSagas', () => {
  it('say where a saga stands, and what may be done', async () => {
    const saga = await stuck();
    const seen = sagaOf(await doors.admin('GetSaga', { saga_id: saga['saga_id'] }));
    expect(seen).toMatchObject({
      condition: 'CONDITION_STUCK',
      stuck_at: 'generate_diagnosis_report/main',
      owner: '',
      format: 1,
      saga: {
        error: { code: 'FAILED_PRECONDITION', reason: 'NO_PAPER' },
        labels: { clinic: 'east', patient: '' },
      },
    });
    expect(seen['cause']).toMatch(/^[A-Za-z0-9_-]{22}$/);
    const allowed = (seen['allowed_actions'] as JsonObject[]).filter((choice) => choice['allowed'] === true);
    expect(allowed.map(({ action }) => action)).toEqual([
      ...[
        'ACTION_REPLAY',
        'ACTION_REWIND',
        'ACTION_COMPENSATE',
        'ACTION_SKIP_STEP',
        'ACTION_EDIT_STEP_INPUT',
      ],
      'ACTION_CLOSE',
    ]);
  });

  it('name the process that moves a saga', async () => {
    const release = doors.participants.hold('GenerateReport');
    const { saga_id } = await doors.start();
    const moving = await eventually(async () => {
      const seen = sagaOf(await doors.admin('GetSaga', { saga_id }));
      return seen['condition'] === 'CONDITION_MOVING' && seen;
    });
    expect(moving['owner']).toBe(doors.first.orchestrator.engine.membership.instanceId);
    expect(moving['owner_lease_time']).toMatch(/^20/);
    release();
    await doors.until(saga_id, 'COMPLETED');
    const ended = sagaOf(await doors.admin('GetSaga', { saga_id }));
    expect(ended).toMatchObject({ condition: 'CONDITION_ENDED', owner: '' });
    expect(sagaOf(ended)).not.toHaveProperty('output');
  });

  it('list by filter and page', async () => {
    const saga = await stuck();
    const filter = 'status = FAILED AND stuck_class = REFUSED';
    const page = await doors.admin('ListSagas', { filter, page_size: 1 }, 'viewer');
    expect(page['sagas']).toMatchObject([
      { saga: { saga_id: saga['saga_id'] }, condition: 'CONDITION_STUCK' },
    ]);
    expect(page['next_page_token']).not.toBe('');
    const token = page['next_page_token'];
    const foreign = await doors.client.failure(`${SAGAS}/ListSagas`, { filter, page_token: token });
    expect(foreign).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['page_token'] });
  });

  it('of a saga that is not there', async () => {
    const unknown = await doors.adminFailure('GetSaga', { saga_id: randomUUID() });
    expect(unknown).toMatchObject({ code: status.NOT_FOUND, reason: 'SAGA_NOT_FOUND' });
    const odd = await doors.adminFailure('GetSaga', { saga_id: '..%2f..%00' });
    expect(odd).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['saga_id'] });
  });
});

describe('ReplaySaga', () => {
  it('lets a stuck saga go on once its participant is well, and leaves its track', async () => {
    const saga = await stuck();
    const request = mutation(saga);
    const answer = await doors.admin('ReplaySaga', request);
    expect(answer).toMatchObject({ started_new: false });
    expect(resultOf(answer)['status']).not.toBe('SAGA_STATUS_FAILED');
    await doors.until(saga['saga_id'], 'COMPLETED');
    const [entry, ...others] = await audit(saga);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      ...{ actor: 'operator-1', action: 'ReplaySaga', decision: 'allowed', result: 'ok' },
      revision_before: Number(saga['revision']),
      revision_after: Number(saga['revision']) + 1,
      request_id: request['request_id'],
    });
    expect((answer['result'] as JsonObject)['audit_seq']).toBe(String(entry?.seq));
  });

  it('the same request again has no second effect, even after the saga has ended', async () => {
    const saga = await stuck();
    doors.participants.script('GenerateReport', noPaper);
    const request = mutation(saga);
    await doors.admin('ReplaySaga', request);
    await doors.until(saga['saga_id'], 'FAILED');
    const compensate = mutation(await doors.get(saga['saga_id']));
    await doors.admin('CompensateSaga', compensate);
    await doors.until(saga['saga_id'], 'COMPENSATED');
    const before = await fingerprint();
    const again = await doors.admin('ReplaySaga', request);
    expect(again).toMatchObject({ started_new: false });
    expect(resultOf(again)).toMatchObject({ saga_id: saga['saga_id'], status: 'SAGA_STATUS_COMPENSATED' });
    expect(await fingerprint()).toBe(before);
  });

  it('of a compensated saga starts a new one that names it, once for the same request', async () => {
    const saga = await stuck();
    await doors.admin('CompensateSaga', mutation(saga));
    const ended = await doors.until(saga['saga_id'], 'COMPENSATED');
    const seen = sagaOf(await doors.admin('GetSaga', { saga_id: saga['saga_id'] }));
    const allowed = (seen['allowed_actions'] as JsonObject[]).filter((choice) => choice['allowed'] === true);
    expect(allowed.map(({ action }) => action)).toEqual(['ACTION_REPLAY']);
    const request = mutation(ended);
    const dry = await doors.admin('ReplaySaga', { ...request, validate_only: true });
    expect(dry).toMatchObject({ started_new: false, result: { audit_seq: '0' } });
    const answer = await doors.admin('ReplaySaga', request);
    expect(answer).toMatchObject({ started_new: true });
    const fresh = resultOf(answer);
    expect(fresh).toMatchObject({
      origin: saga['saga_id'],
      type: SUPERVISED,
      labels: { clinic: 'east', patient: '' },
    });
    const again = await doors.admin('ReplaySaga', request);
    expect(resultOf(again)['saga_id']).toBe(fresh['saga_id']);
    await doors.until(fresh['saga_id'], 'COMPLETED');
    const created = doors.participants.calls.filter(({ method }) => method === 'CreateRecord');
    expect(created.map(({ request: sent }) => sent['user_id'])).toEqual(['u-1']);
    const found = await doors.client.call(`${SAGAS}/ListSagas`, {
      filter: 'labels.patient = p-1',
      page_size: 1,
    });
    expect(found['sagas']).toMatchObject([{ saga_id: fresh['saga_id'] }]);
    const entries = (await audit(saga)).filter(({ action }) => action === 'ReplaySaga');
    expect(entries).toMatchObject([{ decision: 'allowed', result: 'ok' }]);
  });

  it('of an ended saga is held against its etag as well', async () => {
    const saga = await stuck();
    await doors.admin('CompensateSaga', mutation(saga));
    await doors.until(saga['saga_id'], 'COMPENSATED');
    const failure = await doors.adminFailure('ReplaySaga', mutation(saga));
    expect(failure).toMatchObject({ code: status.ABORTED, reason: 'ETAG_MISMATCH' });
    expect((await audit(saga)).at(-1)).toMatchObject({ decision: 'denied', result: 'ETAG_MISMATCH' });
  });

  it('of a saga that is not there is refused and audited', async () => {
    const saga = { saga_id: randomUUID(), etag: '1' };
    const failure = await doors.adminFailure('ReplaySaga', mutation(saga));
    expect(failure).toMatchObject({ code: status.NOT_FOUND, reason: 'SAGA_NOT_FOUND' });
    expect(await audit(saga)).toMatchObject([{ decision: 'denied', result: 'SAGA_NOT_FOUND' }]);
  });
});

describe('CompensateSaga', () => {
  it('undoes what was done, in reverse', async () => {
    const saga = await stuck();
    const answer = await doors.admin('CompensateSaga', mutation(saga, { etag: '' }), 'admin');
    expect(resultOf(answer)).toMatchObject({ status: expect.stringMatching(/COMPENSAT/) as string });
    const ended = await doors.until(saga['saga_id'], 'COMPENSATED');
    expect(ended).toMatchObject({ turn_cause: 'TURN_CAUSE_OPERATOR' });
    const undone = doors.participants
      .methodsOf(String(saga['saga_id']))
      .filter((name) => !/^(Create|An|Di|Re)/.test(name));
    expect(undone).toEqual(['CancelAnalysis', 'CancelAnalysis', 'CancelAnalysis', 'DeleteRecord']);
    expect(await audit(saga)).toMatchObject([
      { actor: 'admin-1', action: 'CompensateSaga', decision: 'allowed' },
    ]);
  });

  it('undoes a completed saga, where nobody else has to approve it', async () => {
    const saga = await doors.start({ wait: '10s' });
    const { result } = await doors.admin('CompensateSaga', mutation(saga, { validate_only: true }));
    expect(result).toMatchObject({ preview: { status_after: 'SAGA_STATUS_COMPENSATING' } });
    await doors.admin('CompensateSaga', mutation(saga));
    await doors.until(saga['saga_id'], 'COMPENSATED');
    expect(await audit(saga)).toMatchObject([{ decision: 'allowed', result: 'ok' }]);
  });
});

describe('every mutation', () => {
  it('names the state that it was decided on', async () => {
    const saga = await stuck();
    const stale = String(Number(saga['etag']) - 1);
    for (const method of ['ReplaySaga', 'CompensateSaga']) {
      const failure = await doors.adminFailure(method, mutation(saga, { etag: stale }));
      expect(failure).toMatchObject({ code: status.ABORTED, reason: 'ETAG_MISMATCH' });
    }
    const missing = await doors.adminFailure('ReplaySaga', mutation(saga, { etag: '' }));
    expect(missing).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['etag'] });
    expect((await audit(saga)).map(({ result }) => result)).toEqual([
      ...['ETAG_MISMATCH', 'ETAG_MISMATCH', 'INVALID_ARGUMENT'],
    ]);
  });

  it('has a request id for one effect only', async () => {
    const [one, other] = [await stuck(), await stuck()];
    const request = mutation(one);
    await doors.admin('CompensateSaga', request);
    await doors.until(one['saga_id'], 'COMPENSATED');
    const reused = [
      doors.adminFailure('CompensateSaga', { ...request, saga_id: other['saga_id'], etag: other['etag'] }),
      doors.adminFailure('CompensateSaga', { ...request, reason: 'for another reason' }),
      doors.adminFailure('ReplaySaga', request),
    ];
    for (const failure of await Promise.all(reused)) {
      expect(failure).toMatchObject({ code: status.ALREADY_EXISTS, reason: 'REQUEST_ID_REUSED' });
    }
    expect((await doors.get(other['saga_id']))['status']).toBe('SAGA_STATUS_FAILED');
    // Of another operator it is another request.
    await doors.admin(
      'CompensateSaga',
      { ...request, ...mutation(other), request_id: request['request_id'] },
      'admin',
    );
    await doors.until(other['saga_id'], 'COMPENSATED');
  });

  it('of ten equal requests at once one acts, and all get its answer', async () => {
    const saga = await stuck();
    const request = mutation(saga);
    const answers = await Promise.all(Array.from({ length: 10 }, () => doors.admin('ReplaySaga', request)));
    expect(answers).toHaveLength(10);
    await doors.until(saga['saga_id'], 'COMPLETED');
    expect((await audit(saga)).filter(({ decision }) => decision === 'allowed')).toHaveLength(1);
  });

  it('with validate_only writes nothing, whatever comes of it', async () => {
    const saga = await stuck();
    const ended = await doors.start({ wait: '10s' });
    const before = await fingerprint();
    const dry = { validate_only: true };
    const answer = await doors.admin('ReplaySaga', mutation(saga, dry));
    expect(resultOf(answer)).toMatchObject({ status: 'SAGA_STATUS_FAILED', revision: saga['revision'] });
    await doors.admin('CompensateSaga', mutation(saga, dry));
    await doors.admin('CompensateSaga', mutation(ended, dry));
    await doors.adminFailure('PauseSaga', mutation(ended, dry));
    await doors.adminFailure('ReplaySaga', mutation(saga, { ...dry, etag: '999' }));
    await doors.adminFailure('ReplaySaga', mutation(saga, { ...dry, reason: '' }));
    expect(await fingerprint()).toBe(before);
    expect((await doors.get(saga['saga_id']))['revision']).toBe(saga['revision']);
  });

  it.each([
    ['no reason', { reason: '' }, ['reason']],
    ['a reason of spaces', { reason: '      ' }, ['reason']],
    ['a reason of 100 KB', { reason: 'x'.repeat(100_000) }, ['reason']],
    ['no request id', { request_id: '' }, ['request_id']],
    ['a request id of 65', { request_id: 'x'.repeat(65) }, ['request_id']],
    ['a request id beyond ASCII', { request_id: '请求' }, ['request_id']],
    ['an etag that is none', { etag: 'W/"3"' }, ['etag']],
    [
      'all of it',
      { reason: '', request_id: '', etag: '', saga_id: '' },
      ['saga_id', 'request_id', 'reason', 'etag'],
    ],
  ])('with %s is refused', async (_what, more, fields) => {
    const saga = { saga_id: randomUUID(), etag: '1' };
    const failure = await doors.adminFailure('ReplaySaga', mutation(saga, more));
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, reason: 'INVALID_ARGUMENT', fields });
  });

  it('keeps the words of the operator sealed', async () => {
    const saga = await stuck();
    await doors.admin('ReplaySaga', mutation(saga, { reason: 'CANARY of an operator' }));
    const { rows } = await sql.query<{ reason: Buffer }>(
      `select reason from audit_entry where target = $1 and reason is not null`,
      [`sagas/${String(saga['saga_id'])}`],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.reason.includes('CANARY')).toBe(false);
  });
});

describe('G11: at the end of all this', () => {
  it('the chain of the audit is intact', async () => {
    const verdict = await verifyAudit(sql);
    expect(verdict).toMatchObject({ kind: 'intact' });
    expect(verdict.kind === 'intact' && verdict.entries).toBeGreaterThan(20);
  });

  it('who could not be named was counted, not recorded', async () => {
    // Sagas that a test before set going may still move; the audit stands still.
    const recorded = async () => (await sql.query('select 1 from audit_entry')).rowCount;
    const before = await recorded();
    await doors.client.failure(`${ADMIN}/ReplaySaga`, mutation({}), { metadata: { authorization: 'x' } });
    expect(await recorded()).toBe(before);
    expect(asRole('viewer').metadata?.['authorization']).toMatch(/^Bearer /);
  });
});
