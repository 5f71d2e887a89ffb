/** The role of docs/AUDIT.md: what it cannot do, and that an orchestrator needs no more than it can. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createClient, createPool } from '#libs/platform';
import { testServers } from '#libs/testkit';
import type pg from 'pg';
import { PARTITION_MONTHS_AHEAD } from '../src/postgres/postgres-partitions.js';
import { ADMIN, asRole, type Place } from './door-fixtures.js';
import { mutation, OperatedSagas, resultOf, sagaOf } from './operated-sagas.js';

/** Roles belong to the whole server: each run has one of its own. */
const ROLE = `suoke_app_${randomBytes(6).toString('hex')}`;
const PASSWORD = randomBytes(18).toString('base64url');

let sagas: OperatedSagas;
let place: Place;
let app: pg.Pool;

function documentedSql(): string {
  const page = readFileSync(fileURLToPath(new URL('../../../docs/AUDIT.md', import.meta.url)), 'utf8');
  const [, sql] = /```sql\n([\s\S]*?)```/.exec(page) ?? [];
  if (sql === undefined) throw new Error('docs/AUDIT.md has no SQL');
  return sql.replaceAll('suoke_app', ROLE);
}

beforeAll(async () => {
  sagas = await OperatedSagas.open();
  const { database } = sagas.doors;
  const owner = database.pool();
  await owner.query(documentedSql());
  // Again, as after the next migration.
  await owner.query(documentedSql());
  await owner.query(`alter role ${ROLE} password '${PASSWORD}'`);
  const url = new URL(database.url);
  url.username = ROLE;
  url.password = PASSWORD;
  place = await sagas.doors.add({ ...sagas.env, DATABASE_URL: url.href });
  await sagas.doors.first.stop();
  app = createPool({ url: url.href, max: 1 });
});

afterAll(async () => {
  await app.end();
  await sagas.close();
  const client = createClient({ url: testServers().databaseUrl }, () => undefined);
  await client.connect();
  await client.query(`drop role ${ROLE}`);
  await client.end();
});

describe('an orchestrator under the role', () => {
  it('starts, moves sagas, and lets operators act', async () => {
    const { doors } = sagas;
    const done = await doors.start({ type: 'operated', labels: {} });
    await doors.until(done['saga_id'], 'COMPLETED');
    const stuck = await sagas.stuckAtAsk();
    const edit = { step: 'ask', branch: 'xiaoai', request: { user_id: 'u-2' } };
    const edited = resultOf(await doors.admin('EditStepInput', mutation(stuck, { edit })));
    await doors.admin('ReplaySaga', mutation(edited));
    await doors.until(stuck['saga_id'], 'COMPLETED');
    const back = await sagas.stuckAtAsk();
    await doors.admin('CompensateSaga', mutation(back));
    await doors.until(back['saga_id'], 'COMPENSATED');
    const participant = 'suoke.report.v1.ReportService';
    for (const method of ['HoldParticipant', 'ReleaseParticipant']) {
      await doors.admin(method, { participant, request_id: method, reason: 'its database is full' });
    }
    expect(await doors.admin('VerifyAudit', {}, 'auditor')).toMatchObject({ intact: true, checked: '5' });
    const seen = await place.client.call(`${ADMIN}/GetSaga`, { saga_id: back['saga_id'] }, asRole('viewer'));
    expect(sagaOf(sagaOf(seen))).toMatchObject({ status: 'SAGA_STATUS_COMPENSATED' });
    const { rows } = await app.query('select current_user as name');
    expect(rows).toEqual([{ name: ROLE }]);
  });

  it('makes the partitions of the months to come, on behalf of the owner', async () => {
    const { rows } = await app.query<{ created: string[] }>(
      `select created from orchestrator.ensure_partitions($1)`,
      [PARTITION_MONTHS_AHEAD + 2],
    );
    expect(rows[0]?.created).toHaveLength(4);
    const name = rows[0]?.created[0] ?? '';
    await expect(app.query(`select 1 from orchestrator.${name}`)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the role cannot', () => {
  it('T14: delete what is stuck, however old it is: only people end it', async () => {
    const { saga_id } = await sagas.stuckAtAsk();
    const aged = `update saga set updated_at = updated_at - interval '10 years', created_at = created_at - interval '10 years'`;
    await sagas.sql.query(`${aged} where id = $1`, [saga_id]);
    for (const table of ['saga', 'saga_event', 'audit_entry'])
      await expect(app.query(`delete from orchestrator.${table}`)).rejects.toMatchObject({ code: '42501' });
    await app.query('select orchestrator.ensure_partitions($1)', [PARTITION_MONTHS_AHEAD]);
    expect(await sagas.doors.get(saga_id)).toMatchObject({ status: 'SAGA_STATUS_FAILED' });
  });

  it.each([
    `update orchestrator.audit_entry set actor = 'mallory'`,
    `delete from orchestrator.audit_entry`,
    `truncate orchestrator.audit_entry`,
    `update orchestrator.saga_event set data = '{}'`,
    `delete from orchestrator.saga_event`,
    `truncate orchestrator.saga_event`,
    `delete from orchestrator.saga_event_default`,
    `update orchestrator.saga_event_default set data = '{}'`,
    `delete from orchestrator.saga`,
    `delete from orchestrator.participant_hold`,
    `delete from orchestrator.migration`,
    `alter table orchestrator.audit_entry disable trigger all`,
    `drop trigger audit_entry_is_append_only on orchestrator.audit_entry`,
    `alter table orchestrator.audit_entry drop column hash`,
    `drop table orchestrator.audit_entry`,
    `alter table orchestrator.audit_entry owner to current_user`,
    `create or replace function orchestrator.refuse_change() returns trigger language plpgsql as 'begin return old; end'`,
    `create table orchestrator.mine (id integer)`,
    `create schema mine`,
    `set session_replication_role = replica`,
    `select orchestrator.add_partition('audit_entry', 'x', null, null, 'x', '')`,
  ])('%s', async (text) => {
    await expect(app.query(text)).rejects.toMatchObject({ code: '42501' });
  });
});
