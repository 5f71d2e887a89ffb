/** What operators read over gRPC of many sagas at once: causes, participants, definitions, and the histories of single ones. */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { ADMIN } from './door-fixtures.js';
import { CONSULTATION, idOf, NOTIFICATION, OverseenSagas, REPORT, SUPERVISED } from './overseen-sagas.js';

let overseen: OverseenSagas;
beforeAll(async () => {
  overseen = await OverseenSagas.open();
}, 120_000);
afterAll(() => overseen.close());

describe('who may look', () => {
  const METHODS = ['ListSagas', 'ListSagaEvents', 'ListCauseGroups', 'ListParticipants', 'ListDefinitions'];

  it.each(METHODS)('%s: nobody without a token', async (method) => {
    const failure = await overseen.doors.client.failure(`${ADMIN}/${method}`, {});
    expect(failure).toMatchObject({ code: status.UNAUTHENTICATED, reason: 'NO_IDENTITY' });
  });

  it.each(METHODS.slice(2))('%s: everybody who may look at all', async (method) => {
    for (const role of ['viewer', 'operator', 'admin'] as const) await overseen.doors.admin(method, {}, role);
  });
});

describe('ListCauseGroups', () => {
  const groups = async (request: JsonObject = {}) =>
    (await overseen.doors.admin('ListCauseGroups', request, 'viewer'))['groups'] as JsonObject[];

  it('puts together what is stuck for one cause, the largest first, with where, what and since when', async () => {
    const all = await groups();
    expect(all).toMatchObject([
      {
        ...{ type: SUPERVISED, stuck_class: 'STUCK_CLASS_REFUSED', step: 'generate_diagnosis_report' },
        ...{ participant: REPORT, method: `${REPORT}/GenerateReport`, sagas: '3' },
        error: {
          ...{ code: 'FAILED_PRECONDITION', reason: 'NO_PAPER' },
          fields: ['data.complaint', 'data.symptoms[2]', 'data.symptoms[1]', 'data.symptoms[0]'],
        },
        sample_saga_ids: overseen.ids('no_paper').toReversed(),
      },
      {
        ...{ type: SUPERVISED, step: 'send_notification', participant: NOTIFICATION, sagas: '2' },
        error: { code: 'FAILED_PRECONDITION', reason: 'NO_ADDRESS', fields: [] },
      },
      {
        ...{ type: 'health-consultation', stuck_class: 'STUCK_CLASS_COMPENSATION_REFUSED', sagas: '1' },
        ...{ step: 'create_consultation_record', method: `${CONSULTATION}/DeleteRecord` },
        error: { reason: 'LOCKED' },
      },
    ]);
  });

  it('G12: without a word of a participant', async () => {
    expect(JSON.stringify(await groups())).not.toContain('secret');
  });

  it('says when the first and the last of them got stuck, not when somebody touched them', async () => {
    const { rows } = await overseen.sql.query<{ first: Date; last: Date }>(
      `select min(at) as first, max(at) as last from saga_event where kind = 11 and saga_id = any($1)`,
      [overseen.ids('no_paper')],
    );
    await overseen.sql.query(`update saga set updated_at = now() + interval '1 h' where id = any($1)`, [
      overseen.ids('no_paper'),
    ]);
    const [group] = await groups();
    expect([group?.['first_time'], group?.['last_time']].map((time) => Date.parse(String(time)))).toEqual([
      rows[0]?.first.getTime(),
      rows[0]?.last.getTime(),
    ]);
  });

  it('and the cause of a group lists its sagas', async () => {
    for (const group of await groups()) {
      const sagas = await overseen.found(`cause = "${String(group['cause'])}"`);
      expect(sagas.size).toBe(Number(group['sagas']));
      for (const sample of group['sample_saga_ids'] as string[]) expect(sagas).toContain(sample);
    }
  });

  it('by filter, any field alone', async () => {
    expect(await groups({ filter: 'error.reason = NO_ADDRESS' })).toMatchObject([{ sagas: '2' }]);
    expect(await groups({ filter: `type = ${SUPERVISED} AND NOT step = send_notification` })).toHaveLength(1);
    expect(await groups({ filter: 'type = none' })).toEqual([]);
    const failure = await overseen.doors.adminFailure('ListCauseGroups', { filter: 'type >= none' });
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['filter'] });
  });

  it('page by page', async () => {
    const causes: unknown[] = [];
    let page_token = '';
    do {
      const answer = await overseen.doors.admin('ListCauseGroups', { page_size: 1, page_token });
      causes.push(...(answer['groups'] as JsonObject[]).map(({ cause }) => cause));
      page_token = String(answer['next_page_token']);
    } while (page_token !== '');
    expect(causes).toEqual((await groups()).map(({ cause }) => cause));
  });
});

describe('ListParticipants', () => {
  const participants = async () => {
    const answer = await overseen.doors.admin('ListParticipants', {}, 'viewer');
    return new Map((answer['participants'] as JsonObject[]).map((one) => [String(one['participant']), one]));
  };

  it('names every service that definitions call, by name, with what it is called for', async () => {
    const all = await participants();
    expect([...all.keys()]).toEqual([
      ...['suoke.ai_agent.v1.AiAgentService', CONSULTATION, 'suoke.health_record.v1.HealthRecordService'],
      ...[NOTIFICATION, REPORT],
    ]);
    expect(all.get(CONSULTATION)).toMatchObject({
      methods: [`${CONSULTATION}/CreateRecord`, `${CONSULTATION}/DeleteRecord`],
      ...{ barrier: true, breaker: 'BREAKER_STATE_CLOSED', blocked_sagas: '0', stuck_sagas: '1' },
      target: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
    });
    expect(all.get('suoke.ai_agent.v1.AiAgentService')).toMatchObject({
      in_flight: expect.any(Number) as number,
    });
  });

  it('says who is held, by whom, and what waits for it since when', async () => {
    const report = (await participants()).get(REPORT);
    const oldest = await overseen.doors.get(overseen.id('blocked'));
    expect(report).toMatchObject({
      hold: { actor: 'alice', reason: 'the printer burns' },
      ...{
        blocked_sagas: '1',
        stuck_sagas: '3',
        release_rate: 0,
        oldest_waiting_time: oldest['create_time'],
      },
    });
    expect((await participants()).get(NOTIFICATION)).toMatchObject({ stuck_sagas: '2' });
    expect((await participants()).get(NOTIFICATION)).not.toHaveProperty('hold');
  });

  it('page by page, also one that no definition calls any more', async () => {
    await overseen.hold('suoke.old.v1.GoneService');
    const first = await overseen.doors.admin('ListParticipants', { page_size: 5 });
    expect(first['participants']).toHaveLength(5);
    const rest = await overseen.doors.admin('ListParticipants', {
      page_size: 5,
      page_token: first['next_page_token'],
    });
    const names = [first, rest]
      .flatMap((page) => page['participants'] as JsonObject[])
      .map((one) => one['participant']);
    expect(names).toEqual([...(await participants()).keys()]);
    expect((await participants()).get('suoke.old.v1.GoneService')).toMatchObject({
      ...{ methods: [], target: '', barrier: false, breaker: 'BREAKER_STATE_UNSPECIFIED' },
    });
  });
});

describe('ListDefinitions', () => {
  const definitions = async (request: JsonObject = {}) =>
    (await overseen.doors.admin('ListDefinitions', request, 'viewer'))['definitions'] as JsonObject[];

  it('names the current ones, with what runs on them', async () => {
    const all = await definitions();
    expect(all).toMatchObject([
      { type: 'health-consultation', current: true, mistakes: [], deadline: '900s' },
      { type: SUPERVISED, current: true, mistakes: [] },
    ]);
    const { rows } = await overseen.sql.query<{ hash: string; open: number }>(
      `select definition_hash as hash, count(*)::int as open from saga where finished_at is null group by 1`,
    );
    const open = new Map(rows.map(({ hash, open }) => [hash, String(open)]));
    for (const one of all) {
      expect(one['open_sagas']).toBe(open.get(String(one['hash'])) ?? '0');
      expect((one['document'] as JsonObject)['type']).toBe(one['type']);
    }
  });

  it('and earlier ones, the newest first, with what does not fit any more', async () => {
    const [current] = await definitions({ type: 'health-consultation' });
    const document = { ...(current?.['document'] as JsonObject), deadlineMs: 5_000 };
    const gone = JSON.stringify(document).replaceAll('DeleteRecord', 'ForgetRecord');
    const insert = `insert into definition (hash, type, document, saved_at) values ($1, $2, $3, now() - $4::interval)`;
    await overseen.sql.query(insert, ['0'.repeat(64), 'health-consultation', gone, '1 day']);
    await overseen.sql.query(insert, [
      '1'.repeat(64),
      'health-consultation',
      '{"type": "health-consultation"}',
      '2 days',
    ]);
    const all = await definitions({ type: 'health-consultation' });
    expect(all.map(({ hash, current }) => [hash, current])).toEqual([
      [current?.['hash'], true],
      ['0'.repeat(64), false],
      ['1'.repeat(64), false],
    ]);
    expect(all[1]).toMatchObject({ deadline: '5s', open_sagas: '0', document: { deadlineMs: 5_000 } });
    expect(JSON.stringify(all[1]?.['mistakes'])).toContain('ForgetRecord');
    expect(all[2]?.['mistakes']).toMatchObject([expect.stringMatching(/cannot be read/) as string]);
    const first = await overseen.doors.admin('ListDefinitions', { page_size: 2 });
    const second = await overseen.doors.admin('ListDefinitions', {
      page_size: 2,
      page_token: first['next_page_token'],
    });
    const hashes = [first, second]
      .flatMap((page) => page['definitions'] as JsonObject[])
      .map(({ hash }) => hash);
    expect(hashes).toEqual((await definitions()).map(({ hash }) => hash));
    expect(await definitions({ type: 'none' })).toEqual([]);
  });
});

describe('ListSagaEvents', () => {
  const events = (request: JsonObject) => overseen.doors.admin('ListSagaEvents', request, 'viewer');
  const linesOf = (answer: JsonObject) => answer['events'] as JsonObject[];
  const seqsOf = (answer: JsonObject) =>
    linesOf(answer).map((line) => Number((line['event'] as JsonObject)['seq']));
  const saga = () => overseen.ids('no_paper')[0] ?? '';

  it('tells the history in order, what is secret only by that it is there', async () => {
    const lines = linesOf(await events({ saga_id: saga() }));
    expect(lines.map((line) => (line['event'] as JsonObject)['kind'])).toEqual([
      ...['EVENT_KIND_STARTED', 'EVENT_KIND_BRANCH_DONE', 'EVENT_KIND_BRANCH_DONE', 'EVENT_KIND_BRANCH_DONE'],
      ...['EVENT_KIND_BRANCH_DONE', 'EVENT_KIND_BRANCH_REFUSED', 'EVENT_KIND_FAILED'],
    ]);
    expect(lines.map((line) => line['has_payload'])).toEqual([true, true, true, true, true, true, false]);
    expect(lines[5]).toMatchObject({
      event: { error: { reason: 'NO_PAPER', fields: ['data.complaint', 'data.symptoms[0]'] } },
    });
    expect(JSON.stringify(lines)).not.toMatch(/secret|心悸/);
    for (const line of lines) expect(line).not.toHaveProperty('payload');
  });

  it('page by page, and after an event', async () => {
    const seqs: number[] = [];
    let page_token = '';
    do {
      const page = await events({ saga_id: saga(), page_size: 2, page_token });
      seqs.push(...seqsOf(page));
      page_token = String(page['next_page_token']);
    } while (page_token !== '');
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(seqsOf(await events({ saga_id: saga(), after_seq: '5' }))).toEqual([6, 7]);
    const page = await events({ saga_id: saga(), after_seq: '2', page_size: 3 });
    expect(seqsOf(page)).toEqual([3, 4, 5]);
    const next = { saga_id: saga(), after_seq: '2', page_size: 3, page_token: page['next_page_token'] ?? '' };
    expect(seqsOf(await events(next))).toEqual([6, 7]);
    expect(seqsOf(await events({ saga_id: saga(), after_seq: '99' }))).toEqual([]);
    const foreign = await overseen.doors.adminFailure('ListSagaEvents', {
      ...next,
      saga_id: overseen.ids('no_paper')[1] ?? '',
    });
    expect(foreign).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['page_token'] });
  });

  it('of a saga that is there', async () => {
    const unknown = await overseen.doors.adminFailure('ListSagaEvents', { saga_id: randomUUID() });
    expect(unknown).toMatchObject({ code: status.NOT_FOUND, reason: 'SAGA_NOT_FOUND' });
    const odd = await overseen.doors.adminFailure('ListSagaEvents', { saga_id: '../x', after_seq: '-1' });
    expect(odd).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['saga_id', 'after_seq'] });
    const large = await overseen.doors.adminFailure('ListSagaEvents', {
      saga_id: saga(),
      after_seq: '4294967296',
    });
    expect(large).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['after_seq'] });
  });
});

describe('T4: what a later version wrote', () => {
  it('does not blank a page: it is shown as unspecified among the others', async () => {
    const [later, , other] = overseen.ids('no_paper');
    await overseen.sql.query(`
      alter table saga_event drop constraint saga_event_kind_check;
      begin; set local session_replication_role = replica;
      update saga_event set kind = 99 where saga_id = '${later}' and seq = 6; commit;
      alter table saga drop constraint saga_stuck_class_check, drop constraint saga_status_check;
      update saga set stuck_class = 'bewildered' where id = '${later}'`);
    const lines = (await overseen.doors.admin('ListSagaEvents', { saga_id: later ?? '' }))[
      'events'
    ] as JsonObject[];
    expect(lines).toHaveLength(7);
    expect(lines[5]).toMatchObject({ event: { seq: '6', kind: 'EVENT_KIND_UNSPECIFIED' } });
    const seen = new Map(
      (await overseen.list('stuck_class:*')).map((one) => [idOf(one), one['saga'] as JsonObject]),
    );
    expect(seen.get(later ?? '')).toMatchObject({
      status: 'SAGA_STATUS_FAILED',
      stuck_class: 'STUCK_CLASS_UNSPECIFIED',
    });
    expect(seen.get(other ?? '')).toMatchObject({ stuck_class: 'STUCK_CLASS_REFUSED' });
    const answer = await overseen.doors.admin('ListCauseGroups', {});
    expect((answer['groups'] as JsonObject[]).map((group) => group['stuck_class'])).toContain(
      'STUCK_CLASS_UNSPECIFIED',
    );
    await overseen.sql.query(`
      alter table saga drop constraint saga_is_stuck_with_a_class, drop constraint saga_has_a_cause_only_if_stuck,
        drop constraint saga_rests_for_a_reason;
      update saga set status = 'DREAMING', definition_hash = 'nowhere' where id = '${later}'`);
    const page = new Map((await overseen.list('age < 1h')).map((one) => [idOf(one), one]));
    expect(page.get(later ?? '')).toMatchObject({ saga: { status: 'SAGA_STATUS_UNSPECIFIED', step: '' } });
    expect(page.size).toBeGreaterThan(10);
  });
});
