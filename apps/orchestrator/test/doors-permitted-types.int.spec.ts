/** R3: whoever has rights for some saga types sees and touches what is of these types, in lists, counts, batches and approvals. */
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#libs/contracts';
import type pg from 'pg';
import { RULES } from '../src/admin/rules.js';
import { ADMIN, Doors, TOKENS, type CallFailure } from './door-fixtures.js';
import { NO } from './operated-sagas.js';

const PLAIN = 'health-consultation';
const SUPERVISED = 'health-consultation-supervised';
const WHY = 'asked for by the ward';
const REPORT = 'suoke.report.v1.ReportService';

/** Two people for each of the types, one for all, and one for a type that there is none of. */
const WHO = {
  all: ['operator', 'operator+approver'],
  decides: ['admin', 'admin'],
  plain: ['narrow', `operator+approver:types=${PLAIN}`],
  supervised: ['reader', `operator+approver:types=${SUPERVISED}`],
  both: ['approver', `operator+approver:types=${PLAIN}+${SUPERVISED}`],
  other: ['viewer', 'operator+approver:types=other'],
} as const;
type Who = keyof typeof WHO;
const tokenOf = (who: Who) => TOKENS[WHO[who][0]];

let doors: Doors;
let sql: pg.Pool;
/** A stuck saga of each type. */
let sagas: Record<'plain' | 'supervised', JsonObject>;
beforeAll(async () => {
  const list = Object.entries(WHO).map(([name, [role, grants]]) => `${name}:${grants}:${TOKENS[role]}`);
  doors = await Doors.open({
    ...{ SUOKE_APPROVALS: 'required', SUOKE_APPROVAL_BATCH_ABOVE: '1' },
    SUOKE_ADMIN_TOKENS: list.join(','),
  });
  sql = doors.database.pool({ schema: 'orchestrator' });
  sagas = { plain: await stuck(PLAIN), supervised: await stuck(SUPERVISED) };
}, 60_000);
afterAll(async () => {
  await sql.end();
  await doors.close();
});
afterEach(() => doors.participants.reset());

const as = (who: Who) => ({ metadata: { authorization: `Bearer ${tokenOf(who)}` } });
const call = (who: Who, method: string, request: object = {}) =>
  doors.client.call(`${ADMIN}/${method}`, request, as(who));
const failure = (who: Who, method: string, request: object) =>
  doors.client.failure(`${ADMIN}/${method}`, request, as(who));
const listOf = (answer: JsonObject, field: string) => answer[field] as JsonObject[];

/** Refused on the way forward, and, where it turns by itself, on the way back too. */
async function stuck(type: string): Promise<JsonObject> {
  doors.participants.script('GenerateReport', NO);
  doors.participants.script('DeleteRecord', NO);
  const { saga_id } = await doors.start({ type });
  const saga = await doors.until(saga_id, 'FAILED');
  doors.participants.reset();
  return saga;
}

async function lastEntry(): Promise<{ actor: string; action: string; target: string; result: string }> {
  const { rows } = await sql.query(
    'select actor, action, target, result from audit_entry order by seq desc limit 1',
  );
  return rows[0];
}

const asked = (saga_ids: readonly unknown[], more: object = {}) => ({
  ...{ selection: { saga_ids }, request_id: randomUUID(), reason: WHY },
  ...more,
});
async function batch(who: Who, method: string, request: object): Promise<JsonObject> {
  const { result } = await call(who, method, request);
  return (result as JsonObject)['operation'] as JsonObject;
}
const idsOf = () => [sagas.plain['saga_id'], sagas.supervised['saga_id']];

describe('every method', () => {
  it.each(Object.entries(RULES).filter(([, { needs }]) => needs !== 'audit'))(
    '%s keeps out whoever has rights for some types just where the table says',
    async (method, { reach }) => {
      const answer = await call('both', method).catch((error: CallFailure) => error.reason);
      expect(answer === 'NO_RIGHT').toBe(reach === 'every type');
    },
  );

  it('of the audit is for those alone who have rights for every type', () => {
    const audits = Object.values(RULES).filter(({ needs }) => needs === 'audit');
    expect(audits.map(({ reach }) => reach)).toEqual(audits.map(() => 'every type'));
  });
});

describe('lists', () => {
  it('causes are of the permitted types, and counted so', async () => {
    const typesOf = async (who: Who) =>
      listOf(await call(who, 'ListCauseGroups'), 'groups').map(({ type, sagas: count }) => [type, count]);
    expect((await typesOf('all')).toSorted()).toEqual([
      [PLAIN, '1'],
      [SUPERVISED, '1'],
    ]);
    expect(await typesOf('plain')).toEqual([[PLAIN, '1']]);
    expect(await typesOf('supervised')).toEqual([[SUPERVISED, '1']]);
    expect(await typesOf('both')).toHaveLength(2);
    expect(await typesOf('other')).toEqual([]);
  });

  it('definitions are of the permitted types', async () => {
    const typesOf = async (who: Who, type = '') =>
      listOf(await call(who, 'ListDefinitions', { type }), 'definitions').map((one) => one['type']);
    expect(await typesOf('all')).toEqual([PLAIN, SUPERVISED]);
    expect(await typesOf('supervised')).toEqual([SUPERVISED]);
    expect(await typesOf('supervised', PLAIN)).toEqual([]);
    expect(await typesOf('other')).toEqual([]);
  });

  it('participants are those that the permitted types call, with what of these waits there', async () => {
    const participant = 'suoke.consultation.v1.ConsultationService';
    const stuckAt = async (who: Who, name: string) => {
      const found = listOf(await call(who, 'ListParticipants'), 'participants');
      return found.find((one) => one['participant'] === name)?.['stuck_sagas'];
    };
    expect(await stuckAt('all', participant)).toBe('1');
    expect(await stuckAt('plain', participant)).toBe('1');
    expect(await stuckAt('supervised', participant)).toBe('0');
    expect(await stuckAt('supervised', REPORT)).toBe('1');
    expect(listOf(await call('other', 'ListParticipants'), 'participants')).toEqual([]);
  });
});

describe('a batch', () => {
  it('selects of the permitted types only, by filter and by ids', async () => {
    const preview = async (who: Who, selection: object) => {
      const request = { ...asked([]), selection, validate_only: true };
      const { result } = await call(who, 'BatchReplaySagas', request);
      return ((result as JsonObject)['preview'] ?? {}) as JsonObject;
    };
    expect(await preview('all', { filter: 'status = FAILED' })).toMatchObject({
      selected: '2',
      eligible: '2',
    });
    expect(await preview('plain', { filter: 'status = FAILED' })).toMatchObject({
      selected: '1',
      eligible: '1',
    });
    expect(await preview('plain', { saga_ids: idsOf() })).toMatchObject({
      ...{ selected: '2', eligible: '1', ineligible_by_code: { SAGA_NOT_FOUND: '1' } },
    });
    const nothing = await failure('other', 'BatchReplaySagas', {
      ...asked([]),
      selection: { filter: 'status = FAILED' },
    });
    expect(nothing.details?.metadata).toMatchObject({ refusal: 'NOTHING_SELECTED' });
  });

  it('touches no saga of another type, and shows nothing of it', async () => {
    const own = await stuck(PLAIN);
    const operation = await batch(
      'plain',
      'BatchReplaySagas',
      asked([own['saga_id'], sagas.supervised['saga_id']]),
    );
    await doors.until(own['saga_id'], 'COMPENSATED');
    expect((await doors.get(sagas.supervised['saga_id']))['revision']).toBe(sagas.supervised['revision']);
    const { operation_id } = operation;
    const items = listOf(await call('plain', 'ListOperationItems', { operation_id }), 'items');
    expect(items.find(({ saga_id }) => saga_id === sagas.supervised['saga_id'])).toMatchObject({
      ...{
        state: 'OPERATION_ITEM_STATE_SKIPPED',
        code: 'SAGA_NOT_FOUND',
        saga_status: 'SAGA_STATUS_UNSPECIFIED',
      },
    });
  });

  it('that is about another type is as one that is not there, to look at and to change', async () => {
    const operation = await batch('all', 'BatchReplaySagas', asked(idsOf()));
    const { operation_id } = operation;
    const seenBy = async (who: Who) =>
      listOf(await call(who, 'ListOperations', { page_size: 1 }), 'operations').some(
        (one) => one['operation_id'] === operation_id,
      );
    expect([await seenBy('all'), await seenBy('both'), await seenBy('plain')]).toEqual([true, true, false]);
    expect(await call('both', 'GetOperation', { operation_id })).toMatchObject({
      operation: { operation_id },
    });
    const change = { operation_id, request_id: randomUUID(), reason: WHY };
    for (const method of ['GetOperation', 'ListOperationItems', 'PauseOperation', 'CancelOperation']) {
      const request = method.startsWith('List') || method.startsWith('Get') ? { operation_id } : change;
      expect(await failure('plain', method, request)).toMatchObject({ reason: 'OPERATION_NOT_FOUND' });
      expect(await lastEntry()).toEqual({
        ...{
          actor: 'plain',
          action: method,
          target: `operations/${String(operation_id)}`,
          result: 'NO_RIGHT',
        },
      });
    }
    const { operation: cancelled } = await call('both', 'CancelOperation', change);
    expect(cancelled).toMatchObject({ state: 'OPERATION_STATE_CANCELLED' });
  });
});

describe('an approval', () => {
  const close = ({ saga_id, etag }: JsonObject) => ({
    ...{ saga_id, etag, request_id: randomUUID(), reason: WHY, statement: 'settled by hand' },
  });
  const approvalOf = async (who: Who, id: unknown) =>
    listOf(await call(who, 'ListApprovals', { page_size: 1_000 }), 'approvals').find(
      ({ approval_id }) => approval_id === id,
    );
  const deciding = ({ approval_id, etag }: JsonObject) => ({
    approval_id,
    etag,
    request_id: randomUUID(),
    reason: WHY,
  });

  it('of a saga is seen and decided by those with rights for its type', async () => {
    const saga = await stuck(PLAIN);
    const { result } = await call('all', 'CloseSaga', close(saga));
    const id = (result as JsonObject)['approval_id'];
    expect(await approvalOf('supervised', id)).toBeUndefined();
    const asks = (await approvalOf('plain', id)) as JsonObject;
    for (const method of ['ApproveRequest', 'RejectRequest']) {
      expect(await failure('supervised', method, deciding(asks))).toMatchObject({
        reason: 'APPROVAL_NOT_FOUND',
      });
      expect(await lastEntry()).toMatchObject({
        action: method,
        target: `approvals/${String(id)}`,
        result: 'NO_RIGHT',
      });
    }
    expect((await doors.get(saga['saga_id']))['status']).toBe('SAGA_STATUS_FAILED');
    await call('plain', 'ApproveRequest', deciding(asks));
    expect((await doors.get(saga['saga_id']))['status']).toBe('SAGA_STATUS_CLOSED');
  });

  it('of a batch takes rights for every type in it', async () => {
    const operation = await batch('all', 'BatchReplaySagas', asked(idsOf()));
    const { approval_id, operation_id } = operation;
    for (const who of ['plain', 'supervised', 'other'] as const)
      expect(await approvalOf(who, approval_id)).toBeUndefined();
    const asks = (await approvalOf('both', approval_id)) as JsonObject;
    expect(await failure('plain', 'RejectRequest', deciding(asks))).toMatchObject({
      reason: 'APPROVAL_NOT_FOUND',
    });
    await call('both', 'RejectRequest', deciding(asks));
    expect(await call('all', 'GetOperation', { operation_id })).toMatchObject({
      operation: { state: 'OPERATION_STATE_REJECTED' },
    });
  });
});

it('a participant is held and released by those alone who have rights for every type', async () => {
  for (const method of ['HoldParticipant', 'ReleaseParticipant']) {
    const request = { participant: REPORT, request_id: randomUUID(), reason: WHY };
    expect(await failure('both', method, request)).toMatchObject({ reason: 'NO_RIGHT' });
  }
});

it('what a version before wrote without the types is for those with rights for every type', async () => {
  const operation = await batch('plain', 'BatchReplaySagas', asked([randomUUID()]));
  const { operation_id } = operation;
  expect(await call('plain', 'GetOperation', { operation_id })).toMatchObject({
    operation: { operation_id },
  });
  await sql.query('update operation set types = default where id = $1', [operation_id]);
  expect(await failure('plain', 'GetOperation', { operation_id })).toMatchObject({
    reason: 'OPERATION_NOT_FOUND',
  });
  expect(await call('all', 'GetOperation', { operation_id })).toMatchObject({ operation: { operation_id } });
});
