/** What is asked of a second person, over gRPC: told with what would follow, and kept so that it goes with the saga (Y1). */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import { eventually } from '#libs/testkit';
import type pg from 'pg';
import { ADMIN, asRole, Doors } from './door-fixtures.js';

const ROLES = { lin: 'operator', wu: 'admin', viewer: 'viewer' } as const;
type Who = keyof typeof ROLES;
const NAMES = { lin: 'operator-1', wu: 'admin-1' };

let doors: Doors;
let sql: pg.Pool;
beforeAll(async () => {
  doors = await Doors.open({ SUOKE_APPROVALS: 'required' });
  sql = doors.database.pool({ schema: 'orchestrator' });
});
afterAll(async () => {
  await sql.end();
  await doors.close();
});
afterEach(() => doors.participants.reset());

const as = (who: Who) => asRole(ROLES[who]);
const call = (who: Who, method: string, request: object) =>
  doors.client.call(`${ADMIN}/${method}`, request, as(who));

async function stuck(): Promise<JsonObject> {
  doors.participants.script('GenerateReport', () =>
    Promise.reject(grpcError({ code: status.FAILED_PRECONDITION, message: 'no paper', reason: 'NO_PAPER' })),
  );
  const saga = await doors.start({ type: 'health-consultation-supervised', wait: '20s' });
  expect(saga).toMatchObject({ status: 'SAGA_STATUS_FAILED' });
  doors.participants.reset();
  return saga;
}

async function approval(id: unknown, who: Who = 'wu'): Promise<JsonObject> {
  const { approvals } = await call(who, 'ListApprovals', { page_size: 1_000 });
  const found = (approvals as JsonObject[]).find(({ approval_id }) => approval_id === id);
  if (found === undefined) throw new Error(`approval ${String(id)} is not listed`);
  return found;
}

const deciding = ({ approval_id, etag }: JsonObject) => ({
  ...{ approval_id, etag, request_id: randomUUID(), reason: 'looked at with the ward' },
});

async function tracks(target: string): Promise<string[]> {
  const { rows } = await sql.query(
    `select actor, action, result from audit_entry where target = $1 order by seq`,
    [target],
  );
  return rows.map(({ actor, action, result }: Record<string, string>) => `${actor} ${action} ${result}`);
}

describe('what would follow', () => {
  it('is told to whoever decides as it was told to who asked, without any payload', async () => {
    const { saga_id, etag } = await stuck();
    const results = { main: { report_id: 'CANARY of a result' } };
    const request = {
      ...{ saga_id, etag, request_id: randomUUID(), reason: 'CANARY of a reason' },
      ...{ step: 'generate_diagnosis_report', results },
    };
    const dry = (await call('lin', 'SkipStep', { ...request, validate_only: true }))['result'] as JsonObject;
    const asked = (await call('lin', 'SkipStep', request))['result'] as JsonObject;
    const { preview } = await approval(asked['approval_id'], 'viewer');
    expect(preview).toEqual(dry['preview']);
    expect(preview).toEqual(asked['preview']);
    expect(preview).toMatchObject({ status_after: 'SAGA_STATUS_RUNNING' });
    expect((preview as JsonObject)['calls']).toMatchObject([
      { step: 'send_notification', method: expect.stringMatching(/SendNotification$/) as string },
      { step: 'update_health_record' },
    ]);
    const { rows } = await sql.query('select preview::text as text from approval where id = $1', [
      asked['approval_id'],
    ]);
    expect(rows[0].text).toContain('send_notification');
    expect(rows[0].text).not.toContain('CANARY');
    // What it tells is of then: it does not follow the saga.
    await call('wu', 'CompensateSaga', { saga_id, etag, request_id: randomUUID(), reason: 'taken back' });
    expect((await approval(asked['approval_id']))['preview']).toEqual(preview);
    expect((await call('lin', 'SkipStep', request))['result']).toMatchObject({ preview });
  }, 90_000);
});

describe('a saga whose key is gone', () => {
  it('Y1: is closed by two, their words kept by a key that goes with the approval', async () => {
    const closes = async () => {
      const saga = await stuck();
      await sql.query('delete from saga_key where saga_id = $1', [saga['saga_id']]);
      const { saga_id, etag } = saga;
      const request = {
        ...{ saga_id, etag, request_id: randomUUID(), reason: 'CANARY of a reason' },
        statement: 'CANARY of a statement',
      };
      const { result } = await call('lin', 'CloseSaga', request);
      expect(result).toMatchObject({ preview: { status_after: 'SAGA_STATUS_CLOSED', calls: [] } });
      return { saga_id, asks: await approval((result as JsonObject)['approval_id']) };
    };
    const kept = async ({ approval_id }: JsonObject) => {
      const { rows } = await sql.query('select kid, wrapped, a::text as text from approval a where id = $1', [
        approval_id,
      ]);
      expect(rows[0].text).not.toContain(Buffer.from('CANARY').toString('hex'));
      return [rows[0].kid, rows[0].wrapped === null];
    };
    const { saga_id, asks } = await closes();
    expect(asks).toMatchObject({ state: 'APPROVAL_STATE_PENDING', reason: 'CANARY of a reason' });
    expect(await kept(asks)).toEqual(['test', false]);
    const decided = await call('wu', 'ApproveRequest', deciding(asks));
    expect(decided['approval']).toMatchObject({ state: 'APPROVAL_STATE_APPROVED', result: 'ok' });
    expect((await doors.get(saga_id))['status']).toBe('SAGA_STATUS_CLOSED');
    expect(await tracks(`sagas/${String(saga_id)}`)).toEqual([`${NAMES.lin} CloseSaga ok_words_not_kept`]);
    expect(await kept(asks)).toEqual([null, true]);
    expect((await approval(asks['approval_id']))['reason']).toBe('');
    const { asks: rejected } = await closes();
    await call('wu', 'RejectRequest', deciding(rejected));
    expect(await kept(rejected)).toEqual([null, true]);
    const { asks: late } = await closes();
    await sql.query(`update approval set expires_at = now() where id = $1`, [late['approval_id']]);
    expect(await eventually(async () => (await kept(late))[1])).toBe(true);
  }, 90_000);

  it('Y1: is asked nothing else of', async () => {
    const saga = await stuck();
    await sql.query('delete from saga_key where saga_id = $1', [saga['saga_id']]);
    const { saga_id, etag } = saga;
    const skip = { step: 'generate_diagnosis_report', results: { main: { report_id: 'r' } } };
    const request = { saga_id, etag, request_id: randomUUID(), reason: 'by hand', ...skip };
    const failure = await doors.client.failure(`${ADMIN}/SkipStep`, request, as('lin'));
    expect(failure).toMatchObject({ reason: 'CANNOT_DECRYPT' });
    expect(await tracks(`sagas/${String(saga_id)}`)).toEqual([`${NAMES.lin} SkipStep CANNOT_DECRYPT`]);
  }, 90_000);
});
