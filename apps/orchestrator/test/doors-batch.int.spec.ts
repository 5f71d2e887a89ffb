/** Batches over gRPC: preview, freeze, pace, stop, pause, cancel, items (T1, T2, T3, T10). */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import { eventually } from '#libs/testkit';
import type pg from 'pg';
import { Doors } from './door-fixtures.js';

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

const REPORT = 'suoke.report.v1.ReportService';
const noPaper = () =>
  Promise.reject(grpcError({ code: status.FAILED_PRECONDITION, message: 'no paper', reason: 'NO_PAPER' }));
const operationOf = (answer: JsonObject) => (answer['operation'] ?? {}) as JsonObject;
const resultOf = (answer: JsonObject) => answer['result'] as JsonObject;
const text = (value: unknown) => String(value);

/** Sagas that stand still because the report was refused; by a clinic of their own. */
async function stuck(
  count: number,
  clinic = `c-${randomUUID()}`,
): Promise<{ ids: string[]; filter: string }> {
  doors.participants.script('GenerateReport', noPaper);
  const type = 'health-consultation-supervised';
  const start = () => doors.start({ type, wait: '20s', labels: { clinic } }, { deadlineMs: 30_000 });
  const sagas = await Promise.all(Array.from({ length: count }, start));
  for (const saga of sagas) expect(saga).toMatchObject({ status: 'SAGA_STATUS_FAILED' });
  doors.participants.script('GenerateReport');
  const ids = sagas.map(({ saga_id }) => text(saga_id)).toSorted();
  return { ids, filter: `labels.clinic = "${clinic}" AND status = FAILED` };
}

const FAST = { items_per_second: 1_000 };
const asked = (selection: object, more: object = {}) => ({
  ...{ selection, request_id: randomUUID(), reason: 'asked for by the ward', pacing: FAST },
  ...more,
});

async function begin(method: string, selection: object, more: object = {}): Promise<JsonObject> {
  return operationOf(resultOf(await doors.admin(method, asked(selection, more))));
}

const read = async (id: unknown) =>
  operationOf(await doors.admin('GetOperation', { operation_id: id }, 'viewer'));

const until = (id: unknown, what: string, holds: (seen: JsonObject) => boolean) =>
  eventually(
    async () => {
      const seen = await read(id);
      if (!holds(seen)) throw new Error(JSON.stringify(seen));
      return seen;
    },
    { timeoutMs: 60_000, what: `an operation that is ${what}` },
  );
const inState = (id: unknown, state: string) =>
  until(id, state, (seen) => seen['state'] === `OPERATION_STATE_${state}`);

/** A whole list, in small pages. */
async function items(operation_id: unknown, state?: string): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  let page_token = '';
  do {
    const request = { operation_id, page_size: 3, page_token, ...(state === undefined ? {} : { state }) };
    const page = await doors.admin('ListOperationItems', request, 'viewer');
    found.push(...((page['items'] ?? []) as JsonObject[]));
    page_token = text(page['next_page_token'] ?? '');
  } while (page_token !== '');
  return found;
}

const asking = (operation: JsonObject, more: object = {}) => ({
  ...{ operation_id: operation['operation_id'], request_id: randomUUID(), reason: 'asked for by the ward' },
  ...more,
});

async function written(): Promise<string> {
  const { rows } = await sql.query<{ state: string }>(
    `select concat_ws('/', (select count(*) from operation), (select count(*) from operation_item),
      (select count(*) from admin_request), (select count(*) from approval)) as state`,
  );
  return rows[0]?.state ?? '';
}

async function lastEntry(): Promise<{ actor: string; action: string; target: string; result: string }> {
  const { rows } = await sql.query('select * from audit_entry order by seq desc limit 1');
  return rows[0];
}

describe('a preview', () => {
  it('is worked out from the sagas themselves, and writes nothing', async () => {
    const { ids } = await stuck(3);
    const ended = text((await doors.start({ wait: '20s' }))['saga_id']);
    const unknown = randomUUID();
    const saga_ids = [...ids, ended, unknown, ids[0]];
    const before = await written();
    const answer = await doors.admin('BatchReplaySagas', asked({ saga_ids }, { validate_only: true }));
    expect(resultOf(answer)).toEqual({
      preview: {
        selected: '5',
        eligible: '3',
        ineligible_by_code: { STATUS_FORBIDS: '1', SAGA_NOT_FOUND: '1' },
        expected_calls: '9',
        calls_by_participant: {
          [REPORT]: '3',
          'suoke.notification.v1.NotificationService': '3',
          'suoke.health_record.v1.HealthRecordService': '3',
        },
        duplicates: '1',
      },
      audit_seq: '0',
    });
    const back = await doors.admin('BatchCompensateSagas', asked({ saga_ids }, { validate_only: true }));
    expect(resultOf(back)['preview']).toMatchObject({
      eligible: '3',
      ineligible_by_code: { CANNOT_REOPEN: '1', SAGA_NOT_FOUND: '1' },
      calls_by_participant: {
        'suoke.ai_agent.v1.AiAgentService': '9',
        'suoke.consultation.v1.ConsultationService': '3',
      },
    });
    expect(await written()).toBe(before);
  }, 90_000);

  it('holds for so long: a selection that drifted since is refused', async () => {
    const { filter } = await stuck(2);
    const drifted = await doors.adminFailure('BatchReplaySagas', asked({ filter, expected_items: 4 }));
    expect(drifted).toMatchObject({ code: status.FAILED_PRECONDITION, reason: 'NOT_ALLOWED' });
    expect(drifted.details?.metadata).toMatchObject({ refusal: 'DRIFTED' });
    await inState((await begin('BatchReplaySagas', { filter, expected_items: 2 }))['operation_id'], 'DONE');
  }, 90_000);
});

describe('what is refused', () => {
  it.each([
    ['no selection', {}, ['selection']],
    ['both ways to select', { filter: 'status = FAILED', saga_ids: [randomUUID()] }, ['selection']],
    ['an empty filter, which is everything', { filter: '  ' }, ['selection']],
    ['an id that is none', { saga_ids: [randomUUID(), '..%2f'] }, ['selection.saga_ids[1]']],
    [
      'more ids than may be named',
      { saga_ids: Array.from({ length: 1_001 }, () => randomUUID()) },
      ['selection.saga_ids'],
    ],
    ['a negative limit', { filter: 'status = FAILED', max_items: -1 }, ['selection.max_items']],
    ['a limit of a million', { filter: 'status = FAILED', max_items: 1_000_000 }, ['selection.max_items']],
    ['a filter that cannot be read', { filter: `status="X' OR 1=1--"` }, ['filter']],
  ])('%s', async (_what, selection, fields) => {
    const before = await written();
    const failure = await doors.adminFailure('BatchReplaySagas', asked(selection));
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, fields });
    expect(await written()).toBe(before);
    const entry = { actor: 'operator-1', action: 'BatchReplaySagas', target: 'operations/-' };
    expect(await lastEntry()).toMatchObject({ ...entry, result: 'INVALID_ARGUMENT' });
  });

  it('every mistake at once', async () => {
    const wrong = {
      ...{ request_id: '请求', reason: '   ', statement: 'no' },
      pacing: { items_per_second: 1_001, canary_items: -1, max_failed_percent: 101 },
    };
    const failure = await doors.adminFailure('BatchCloseSagas', wrong);
    expect(failure.fields).toEqual([
      ...['request_id', 'reason', 'selection', 'pacing.items_per_second', 'pacing.canary_items'],
      ...['pacing.max_failed_percent', 'statement'],
    ]);
  });

  it('more than the limit, and nothing at all', async () => {
    const { filter } = await stuck(3);
    const many = await doors.adminFailure('BatchReplaySagas', asked({ filter, max_items: 2 }));
    expect(many.details?.metadata).toMatchObject({ refusal: 'TOO_MANY' });
    const none = await doors.adminFailure('BatchReplaySagas', asked({ filter: 'labels.clinic = "nowhere"' }));
    expect(none.details?.metadata).toMatchObject({ refusal: 'NOTHING_SELECTED' });
    expect(await lastEntry()).toMatchObject({ result: 'NOTHING_SELECTED' });
  }, 90_000);

  it('whoever may only look', async () => {
    const failure = await doors.adminFailure('BatchReplaySagas', asked({ filter: '' }), 'viewer');
    expect(failure).toMatchObject({ code: status.PERMISSION_DENIED, reason: 'NO_RIGHT' });
    expect(await lastEntry()).toMatchObject({ actor: 'viewer-1', result: 'NO_RIGHT' });
  });

  it('what is not there, and what is no id', async () => {
    const unknown = { operation_id: randomUUID() };
    for (const method of ['GetOperation', 'ListOperationItems']) {
      const failure = await doors.adminFailure(method, unknown);
      expect(failure).toMatchObject({ code: status.NOT_FOUND, reason: 'OPERATION_NOT_FOUND' });
    }
    const cancel = await doors.adminFailure('CancelOperation', asking(unknown));
    expect(cancel).toMatchObject({ code: status.NOT_FOUND, reason: 'OPERATION_NOT_FOUND' });
    const odd = await doors.adminFailure('GetOperation', { operation_id: '..%2f%00' });
    expect(odd).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['operation_id'] });
  });
});

describe('a batch', () => {
  it('T3: ends with every item listed, page by page and by state, and leaves its tracks', async () => {
    const { ids } = await stuck(7);
    const ended = text((await doors.start({ wait: '20s' }))['saga_id']);
    const request = asked({ saga_ids: [...ids, ended] });
    const answer = resultOf(await doors.admin('BatchReplaySagas', request));
    const id = operationOf(answer)['operation_id'];
    expect(operationOf(answer)).toMatchObject({ total: '8', skipped: '1', actor: 'operator-1' });
    const done = await inState(id, 'DONE');
    expect(done).toMatchObject({ done: true, effective: '7', skipped: '1', pending: '0', accepted: '0' });
    const all = await items(id);
    expect(all.map(({ saga_id }) => saga_id)).toEqual([...ids, ended].toSorted());
    expect(await items(id, 'OPERATION_ITEM_STATE_SKIPPED')).toMatchObject([
      { saga_id: ended, code: 'STATUS_FORBIDS', saga_status: 'SAGA_STATUS_COMPLETED' },
    ]);
    expect(await items(id, 'OPERATION_ITEM_STATE_EFFECTIVE')).toHaveLength(7);
    expect(await items(id, 'OPERATION_ITEM_STATE_REFUSED')).toEqual([]);
    const { rows } = await sql.query(`select seq, action, actor from audit_entry where target = $1`, [
      `operations/${text(id)}`,
    ]);
    expect(rows).toEqual([
      { seq: Number(answer['audit_seq']), action: 'BatchReplaySagas', actor: 'operator-1' },
    ]);
    const each = await sql.query(
      `select actor, action, result from audit_entry where request_id like $1 || '-%'`,
      [id],
    );
    expect(each.rows).toEqual(
      Array.from({ length: 7 }, () => ({ actor: 'operator-1', action: 'ReplaySaga', result: 'ok' })),
    );
    const first = await doors.admin('ListOperationItems', { operation_id: id, page_size: 3 });
    const foreign = await doors.adminFailure('ListOperationItems', {
      ...{ operation_id: id, page_size: 3, page_token: first['next_page_token'] },
      state: 'OPERATION_ITEM_STATE_EFFECTIVE',
    });
    expect(foreign).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['page_token'] });
  }, 90_000);

  it('T2: an action that was accepted is not yet an effect', async () => {
    const { ids } = await stuck(2);
    const release = doors.participants.hold('GenerateReport');
    const operation = await begin('BatchReplaySagas', { saga_ids: ids });
    const id = operation['operation_id'];
    const accepted = await until(id, 'accepted', (seen) => seen['accepted'] === '2');
    expect(accepted).toMatchObject({ state: 'OPERATION_STATE_RUNNING', done: false, effective: '0' });
    for (const item of await items(id))
      expect(item).toMatchObject({ state: 'OPERATION_ITEM_STATE_ACCEPTED' });
    release();
    expect(await inState(id, 'DONE')).toMatchObject({ accepted: '0', effective: '2' });
  }, 90_000);

  it('T1 T10: acts on what was selected when it began: all of it, and nothing that came later', async () => {
    const clinic = `c-${randomUUID()}`;
    const { ids, filter } = await stuck(5, clinic);
    const pacing = { items_per_second: 1_000, canary_items: 1 };
    const release = doors.participants.hold('GenerateReport');
    const operation = await begin('BatchReplaySagas', { filter }, { pacing });
    const asksForPaper = () =>
      doors.participants.methodsOf(ids[0] ?? '').filter((name) => name === 'GenerateReport');
    await eventually(() => asksForPaper().length === 2, { what: 'the canary at its participant' });
    const later = await stuck(1, clinic);
    doors.participants.reset();
    release();
    await inState(operation['operation_id'], 'DONE');
    expect((await items(operation['operation_id'])).map(({ saga_id }) => saga_id)).toEqual(ids);
    for (const id of ids) expect((await doors.get(id))['status']).toBe('SAGA_STATUS_COMPLETED');
    expect((await doors.get(later.ids[0]))['status']).toBe('SAGA_STATUS_FAILED');
  }, 90_000);

  it('skips what left the state that the action is for', async () => {
    const { ids } = await stuck(2);
    const release = doors.participants.hold('GenerateReport');
    const pacing = { items_per_second: 1_000, canary_items: 1 };
    const operation = await begin('BatchReplaySagas', { saga_ids: ids }, { pacing });
    await until(operation['operation_id'], 'on its way', (seen) => seen['accepted'] === '1');
    const by = { request_id: randomUUID(), reason: 'by hand meanwhile' };
    await doors.admin('CompensateSaga', { saga_id: ids[1], ...by });
    await doors.until(ids[1], 'COMPENSATED');
    release();
    await inState(operation['operation_id'], 'DONE');
    expect(await items(operation['operation_id'])).toMatchObject([
      { saga_id: ids[0], state: 'OPERATION_ITEM_STATE_EFFECTIVE' },
      { saga_id: ids[1], state: 'OPERATION_ITEM_STATE_SKIPPED', code: 'STATUS_FORBIDS' },
    ]);
  }, 90_000);

  it('B3: stops by itself when too many fail, and goes on when it is let', async () => {
    const { ids } = await stuck(8);
    const title = { zh_cn: '报告', en: 'report' };
    let printed = 0;
    doors.participants.script('GenerateReport', () => {
      printed += 1;
      return printed > 3 ? noPaper() : { report_id: randomUUID(), version: 1, title, summary: title };
    });
    // One after the other: three go well, two do not, which is more than a quarter.
    const pacing = { items_per_second: 1_000, canary_items: 8, max_failed_percent: 25 };
    const operation = await begin('BatchReplaySagas', { saga_ids: ids }, { pacing });
    const id = operation['operation_id'];
    const paused = await inState(id, 'PAUSED');
    const counts = { effective: '3', stuck_again: '2', pending: '3', accepted: '0' };
    expect(paused).toMatchObject({ pause_code: 'TOO_MANY_FAILED', done: false, ...counts });
    const states = (await items(id)).map(({ state }) => text(state).replace('OPERATION_ITEM_STATE_', ''));
    expect(states).toEqual([
      ...['EFFECTIVE', 'EFFECTIVE', 'EFFECTIVE', 'STUCK_AGAIN', 'STUCK_AGAIN'],
      ...['PENDING', 'PENDING', 'PENDING'],
    ]);
    doors.participants.script('GenerateReport');
    const resume = asking(paused, { resume: true, etag: paused['etag'] });
    const resumed = operationOf(await doors.admin('PauseOperation', resume));
    expect(resumed).toMatchObject({ state: 'OPERATION_STATE_RUNNING', pause_code: '' });
    expect(await inState(id, 'DONE')).toMatchObject({ effective: '6', stuck_again: '2', pending: '0' });
  }, 90_000);

  it('is paused, let go on, and cancelled; what is asked twice is done once', async () => {
    const { ids } = await stuck(6);
    const pacing = { items_per_second: 1_000, canary_items: 1 };
    const release = doors.participants.hold('GenerateReport');
    const operation = await begin('BatchReplaySagas', { saga_ids: ids }, { pacing });
    const id = operation['operation_id'];
    await until(id, 'on its way', (seen) => seen['accepted'] === '1');
    const pause = asking(operation, { etag: operation['etag'] });
    const paused = operationOf(await doors.admin('PauseOperation', pause));
    expect(paused).toMatchObject({ state: 'OPERATION_STATE_PAUSED', pause_code: 'BY_OPERATOR' });
    expect(operationOf(await doors.admin('PauseOperation', pause))['etag']).toBe(paused['etag']);
    const stale = await doors.adminFailure('CancelOperation', asking(operation, { etag: operation['etag'] }));
    expect(stale).toMatchObject({ code: status.ABORTED, reason: 'ETAG_MISMATCH' });
    const twice = await doors.adminFailure('PauseOperation', asking(operation));
    expect(twice.details?.metadata).toMatchObject({ refusal: 'OPERATION_STATE_FORBIDS' });
    const reused = await doors.adminFailure('CancelOperation', pause);
    expect(reused).toMatchObject({ code: status.ALREADY_EXISTS, reason: 'REQUEST_ID_REUSED' });
    // The canary has its effect, which would let the rest go, were it not paused.
    release();
    expect(await until(id, 'at rest', (seen) => seen['effective'] === '1')).toMatchObject({ pending: '5' });
    await doors.admin('PauseOperation', asking(operation, { resume: true, validate_only: true }));
    const other = await begin('BatchReplaySagas', { saga_ids: (await stuck(1)).ids });
    await inState(other['operation_id'], 'DONE');
    expect(await read(id)).toMatchObject({ state: 'OPERATION_STATE_PAUSED', pending: '5' });
    const cancelled = operationOf(await doors.admin('CancelOperation', asking(operation)));
    expect(cancelled).toMatchObject({ state: 'OPERATION_STATE_CANCELLED', done: true, pending: '5' });
    const late = await doors.adminFailure('PauseOperation', asking(operation, { resume: true }));
    expect(late.details?.metadata).toMatchObject({ refusal: 'OPERATION_STATE_FORBIDS' });
    for (const saga of ids.slice(1)) expect((await doors.get(saga))['status']).toBe('SAGA_STATUS_FAILED');
    await eventually(async () => {
      const { rows } = await sql.query('select settled_at from operation where id = $1', [id]);
      return rows[0].settled_at !== null;
    });
    const { rows } = await sql.query(
      `select action, result from audit_entry where target = $1 and action <> 'BatchReplaySagas' order by seq`,
      [`operations/${text(id)}`],
    );
    expect(rows.map(({ action, result }) => `${text(action)} ${text(result)}`)).toEqual([
      'PauseOperation ok',
      'CancelOperation ETAG_MISMATCH',
      'PauseOperation OPERATION_STATE_FORBIDS',
      'CancelOperation REQUEST_CONFLICT',
      'CancelOperation ok',
      'PauseOperation OPERATION_STATE_FORBIDS',
    ]);
  }, 90_000);

  it('pauses and resumes what moves', async () => {
    const release = doors.participants.hold('GenerateReport');
    const saga = text((await doors.start())['saga_id']);
    await eventually(() => doors.participants.methodsOf(saga).includes('GenerateReport'));
    const paused = await begin('BatchPauseSagas', { saga_ids: [saga] });
    const during = await until(paused['operation_id'], 'accepted', (seen) => seen['accepted'] === '1');
    expect(during['effective']).toBe('0');
    release();
    await inState(paused['operation_id'], 'DONE');
    expect((await doors.get(saga))['pause_time']).toMatch(/^20/);
    const resumed = await begin('BatchResumeSagas', { saga_ids: [saga] });
    await doors.until(saga, 'COMPLETED');
    expect(await inState(resumed['operation_id'], 'DONE')).toMatchObject({ effective: '1' });
  });

  it('closes with a statement, which is gone from the operation once every saga has its own', async () => {
    const { ids } = await stuck(2);
    const statement = 'CANARY of a statement';
    const operation = await begin('BatchCloseSagas', { saga_ids: ids }, { statement });
    await inState(operation['operation_id'], 'DONE');
    for (const id of ids) expect((await doors.get(id))['status']).toBe('SAGA_STATUS_CLOSED');
    const { rows } = await sql.query('select kid, wrapped, statement from operation where id = $1', [
      operation['operation_id'],
    ]);
    expect(rows).toEqual([{ kid: null, wrapped: null, statement: null }]);
    const { rows: closed } = await sql.query(
      `select e.payload from saga_event e join event_kind k on k.number = e.kind
       where k.name = 'closed' and e.saga_id = any($1::uuid[])`,
      [ids],
    );
    expect(closed.map(({ payload }) => (payload as Buffer).includes('CANARY'))).toEqual([false, false]);
  }, 90_000);

  it('is found among the others', async () => {
    const { ids } = await stuck(2);
    const [one, two] = [
      await begin('BatchReplaySagas', { saga_ids: [ids[0]] }),
      await begin('BatchCompensateSagas', { saga_ids: [ids[1]] }),
    ];
    await inState(one['operation_id'], 'DONE');
    await inState(two['operation_id'], 'DONE');
    const list = async (filter: string, more: object = {}) => {
      const page = await doors.admin('ListOperations', { filter, ...more }, 'viewer');
      return (page['operations'] as JsonObject[]).map(({ operation_id }) => operation_id);
    };
    expect(await list('', { page_size: 2 })).toEqual([two['operation_id'], one['operation_id']]);
    expect(await list('action = COMPENSATE AND state = DONE', { page_size: 1 })).toEqual([
      two['operation_id'],
    ]);
    expect(await list(`actor = "operator-1" AND create_time > "${text(one['create_time'])}"`)).toEqual([
      two['operation_id'],
    ]);
    expect(await list('actor = "nobody"')).toEqual([]);
    for (const filter of [
      'state == DONE',
      'state = LOST',
      'create_time > "soon"',
      'total > 3',
      'state = DONE AND',
    ])
      expect(await doors.adminFailure('ListOperations', { filter })).toMatchObject({ fields: ['filter'] });
  }, 90_000);
});
