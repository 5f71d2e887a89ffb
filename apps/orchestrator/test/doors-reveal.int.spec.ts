/** Payloads in the clear: masked unless somebody with the right says why, and never without an entry in the audit (V1 to V4). */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import type pg from 'pg';
import { verifyAudit } from '../src/postgres/audit-chain.js';
import { Doors, INPUT, TOKENS, type Role } from './door-fixtures.js';
import { RestClient } from './rest-client.js';

const SUPERVISED = 'health-consultation-supervised';
const WHY = 'the ward asks what was sent';

let doors: Doors;
let sql: pg.Pool;
beforeAll(async () => {
  const file = {
    SUOKE_ADMIN_TOKENS: ROLES.map(([role, grants]) => `${role}-1:${grants}:${TOKENS[role]}`).join(','),
  };
  doors = await Doors.open(file);
  sql = doors.database.pool({ schema: 'orchestrator' });
});
afterAll(async () => {
  await sql.end();
  await doors.close();
});
afterEach(() => doors.participants.reset());

/** Who reads here. */
const ROLES: readonly (readonly [Role, string])[] = [
  ['operator', 'operator'],
  ['admin', 'admin'],
  ['auditor', 'auditor'],
  ['reader', 'viewer+payload'],
  ['revealer', 'auditor+payload'],
  ['narrow', 'operator+payload:types=health-consultation'],
];

/** A saga that is stuck, with something to hide in every place where there may be anything. */
async function secretive(): Promise<JsonObject> {
  const message = 'CANARY error of a participant';
  doors.participants.script('CreateRecord', () => ({ consultation_id: 'CANARY-reply' }));
  doors.participants.script('GenerateReport', () =>
    Promise.reject(grpcError({ code: status.FAILED_PRECONDITION, message, reason: 'NO_PAPER' })),
  );
  const input = { user_id: 'u-1', consultation_data: { complaint: 'CANARY input 心悸' } };
  const labels = { clinic: 'east', patient: 'CANARY label' };
  const { saga_id } = await doors.start({ type: SUPERVISED, input, labels });
  const saga = await doors.until(saga_id, 'FAILED');
  const edit = { step: 'generate_diagnosis_report', request: { user_id: 'CANARY edited' } };
  await doors.admin('EditStepInput', mutation(saga, { edit, reason: 'CANARY words of an operator' }));
  return doors.get(saga_id);
}

const mutation = ({ saga_id, etag }: JsonObject, more: object = {}) => ({
  ...{ saga_id, etag, request_id: randomUUID(), reason: 'mended by hand' },
  ...more,
});

interface Entry {
  readonly seq: number;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly decision: string;
  readonly result: string;
  readonly request_id: string;
  readonly reason: Buffer | null;
  readonly revision_before: number | null;
  readonly revision_after: number | null;
  readonly auth_method: string;
  readonly source_address: string;
}

async function lastEntry(): Promise<Entry> {
  const { rows } = await sql.query<Entry>('select * from audit_entry order by seq desc limit 1');
  return rows[0] as Entry;
}
const entries = async () => Number((await sql.query('select count(*) from audit_entry')).rows[0].count);

const payloadsOf = (answer: JsonObject) =>
  new Map(
    (answer['events'] as JsonObject[]).map((line) => [
      (line['event'] as JsonObject)['kind'],
      line['payload'],
    ]),
  );
const READINGS = ['GetSaga', 'ListSagaEvents'] as const;

describe('without reveal', () => {
  it('nothing of a payload is in any answer, whoever asks', async () => {
    const { saga_id } = await secretive();
    for (const role of ['reader', 'revealer', 'operator'] as const) {
      for (const method of ['GetSaga', 'ListSagaEvents', 'ExplainSaga']) {
        const answer = await doors.admin(method, { saga_id }, role);
        expect(JSON.stringify(answer)).not.toContain('CANARY');
      }
    }
    const filter = `target = "sagas/${String(saga_id)}"`;
    const audit = await doors.admin('ListAuditEntries', { filter }, 'revealer');
    expect(audit['entries']).toHaveLength(1);
    expect(JSON.stringify(audit)).not.toContain('CANARY');
  });

  it('a reading leaves no entry', async () => {
    const { saga_id } = await secretive();
    const before = await entries();
    for (const method of READINGS) await doors.admin(method, { saga_id, reason: WHY }, 'reader');
    expect(await entries()).toBe(before);
  });
});

describe('with reveal and a reason', () => {
  it('GetSaga shows input and output', async () => {
    doors.participants.script('GenerateReport', () => ({ report_id: 'CANARY-report', version: 1 }));
    const { saga_id } = await doors.start();
    await doors.until(saga_id, 'COMPLETED');
    const { saga } = await doors.admin('GetSaga', { saga_id, reveal: true, reason: WHY }, 'reader');
    expect(saga).toMatchObject({
      ...{ input: INPUT, payload_error: '' },
      saga: { saga_id, output: { report_id: 'CANARY-report' } },
    });
  });

  it('ListSagaEvents shows input, replies, texts of errors and edited inputs', async () => {
    const { saga_id } = await secretive();
    const answer = await doors.admin('ListSagaEvents', { saga_id, reveal: true, reason: WHY }, 'reader');
    const payloads = payloadsOf(answer);
    expect(payloads.get('EVENT_KIND_STARTED')).toEqual({
      input: { user_id: 'u-1', consultation_data: { complaint: 'CANARY input 心悸' } },
    });
    expect(payloads.get('EVENT_KIND_BRANCH_REFUSED')).toEqual({ message: 'CANARY error of a participant' });
    expect(payloads.get('EVENT_KIND_INPUT_EDITED')).toEqual({ request: { user_id: 'CANARY edited' } });
    expect(JSON.stringify(answer)).toContain('CANARY-reply');
    const lines = answer['events'] as JsonObject[];
    for (const line of lines) expect('payload' in line).toBe(line['has_payload']);
    // A blind label is a hash: there is nothing to show.
    const { saga } = await doors.admin('GetSaga', { saga_id, reveal: true, reason: WHY }, 'reader');
    expect((saga as JsonObject)['saga']).toMatchObject({ labels: { clinic: 'east', patient: '' } });
  });

  it('ListAuditEntries shows the words of operators', async () => {
    const saga = await secretive();
    await doors.admin('HoldParticipant', {
      ...{ participant: 'suoke.report.v1.ReportService', request_id: randomUUID() },
      reason: 'the printer burns',
    });
    const found = async (filter: string) => {
      const request = { filter, reveal: true, reason: WHY };
      return (await doors.admin('ListAuditEntries', request, 'revealer'))['entries'] as JsonObject[];
    };
    expect(await found(`target = "sagas/${String(saga['saga_id'])}"`)).toMatchObject([
      { method: 'EditStepInput', reason: 'CANARY words of an operator', reason_error: '' },
    ]);
    expect((await found('action = HOLD_PARTICIPANT'))[0]).toMatchObject({ reason: 'the printer burns' });
    expect((await found('decision = DENIED')).every(({ reason }) => reason === '')).toBe(true);
    await doors.admin('ReleaseParticipant', {
      ...{ participant: 'suoke.report.v1.ReportService', request_id: randomUUID() },
      reason: 'it is out',
    });
  });

  it('the same over REST, the reason in a body', async () => {
    const { saga_id } = await secretive();
    const rest = new RestClient(doors.first.restUrl);
    const headers = { 'x-http-method-override': 'GET' };
    const path = `/sagas/${String(saga_id)}`;
    const { json } = await rest.post(path, { reveal: true, reason: WHY }, { role: 'reader', headers });
    expect(json['saga']).toMatchObject({ input: { consultation_data: { complaint: 'CANARY input 心悸' } } });
    expect(await lastEntry()).toMatchObject({ action: 'GetSaga', source_address: '127.0.0.1' });
    const { json: refused, status: code } = await rest.get(`${path}/events?reveal=true`, { role: 'reader' });
    expect([code, refused['code']]).toEqual([400, 'INVALID_ARGUMENT']);
  });
});

describe('the audit of a reading', () => {
  it('says who read what of which saga, why, and from where; its reason is sealed', async () => {
    const { saga_id, revision } = await secretive();
    const [target, origin] = [
      `sagas/${String(saga_id)}`,
      { auth_method: 'token', source_address: '127.0.0.1' },
    ];
    const said = { actor: 'reader-1', target, ...origin, decision: 'allowed', result: 'ok', request_id: '-' };
    await doors.admin('GetSaga', { saga_id, reveal: true, reason: WHY }, 'reader');
    const first = await lastEntry();
    expect(first).toMatchObject({ ...said, action: 'GetSaga', revision_before: 0 });
    expect(first.revision_after).toBe(Number(revision));
    const page = { saga_id, after_seq: '1', page_size: 2, reveal: true, reason: WHY };
    await doors.admin('ListSagaEvents', page, 'reader');
    const second = await lastEntry();
    expect(second).toMatchObject({
      ...said,
      action: 'ListSagaEvents',
      revision_before: 1,
      revision_after: 3,
    });
    for (const { reason } of [first, second]) {
      expect(reason?.length).toBeGreaterThan(WHY.length);
      expect(reason?.includes(WHY)).toBe(false);
    }
    const request = {
      filter: `target = "${target}" AND action = REVEAL`,
      reveal: true,
      reason: 'revision of the week',
    };
    const { entries: shown } = await doors.admin('ListAuditEntries', request, 'revealer');
    expect(shown).toMatchObject([
      { action: 'ACTION_REVEAL', method: 'ListSagaEvents', reason: WHY },
      { action: 'ACTION_REVEAL', method: 'GetSaga', reason: WHY },
    ]);
    const third = await lastEntry();
    expect(third).toMatchObject({
      ...{ ...said, actor: 'revealer-1', action: 'ListAuditEntries' },
      target: `auditEntries/${first.seq}-${second.seq}`,
    });
    expect(third.reason?.toString()).toBe('revision of the week');
  });

  it('comes before what is read is shown: no entry, no payload', async () => {
    const { saga_id } = await secretive();
    await sql.query(`create function full_up() returns trigger language plpgsql as $$ begin raise 'full'; end $$;
      create trigger audit_is_full before insert on audit_entry execute function full_up()`);
    try {
      for (const method of [...READINGS, 'ListAuditEntries']) {
        const request = method === 'ListAuditEntries' ? {} : { saga_id };
        const failure = await doors.adminFailure(
          method,
          { ...request, reveal: true, reason: WHY },
          'revealer',
        );
        expect(failure).toMatchObject({ code: status.INTERNAL });
        expect(JSON.stringify([failure.text, failure.details])).not.toContain('CANARY');
        await doors.admin(method, request, 'revealer');
      }
    } finally {
      await sql.query('drop trigger audit_is_full on audit_entry; drop function full_up()');
    }
  });

  it('G11: leaves the chain whole', async () => {
    expect(await verifyAudit(sql)).toMatchObject({ kind: 'intact' });
  });
});

describe('is refused', () => {
  it.each(['operator', 'admin', 'auditor'] as const)(
    'to %s, who has not the right, and recorded',
    async (role) => {
      const { saga_id } = await secretive();
      for (const method of READINGS) {
        const failure = await doors.adminFailure(method, { saga_id, reveal: true, reason: WHY }, role);
        expect(failure).toMatchObject({ code: status.PERMISSION_DENIED, reason: 'NO_RIGHT' });
        expect(await lastEntry()).toMatchObject({
          ...{ actor: `${role}-1`, action: method, target: `sagas/${String(saga_id)}` },
          ...{ decision: 'denied', result: 'NO_RIGHT', reason: null },
        });
      }
    },
  );

  it('of a saga of another type, as one that is not there', async () => {
    const { saga_id } = await secretive();
    for (const method of READINGS) {
      const failure = await doors.adminFailure(method, { saga_id, reveal: true, reason: WHY }, 'narrow');
      expect(failure).toMatchObject({ code: status.NOT_FOUND, reason: 'SAGA_NOT_FOUND' });
      expect(await lastEntry()).toMatchObject({ actor: 'narrow-1', action: method, result: 'NO_RIGHT' });
    }
    const own = await doors.start();
    const request = { saga_id: own['saga_id'], reveal: true, reason: WHY };
    const { saga } = await doors.admin('GetSaga', request, 'narrow');
    expect(saga).toMatchObject({ input: INPUT });
    const audit = await doors.adminFailure('ListAuditEntries', { reveal: true, reason: WHY }, 'narrow');
    expect(audit).toMatchObject({ reason: 'NO_RIGHT' });
  });

  it.each([
    ['no reason', ''],
    ['one that says nothing', 'why'],
    ['blanks', '          '],
    ['one without an end', 'x'.repeat(501)],
  ])('for %s, and recorded', async (_what, reason) => {
    const { saga_id } = await secretive();
    for (const method of [...READINGS, 'ListAuditEntries']) {
      const request = method === 'ListAuditEntries' ? {} : { saga_id };
      const failure = await doors.adminFailure(method, { ...request, reveal: true, reason }, 'revealer');
      expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['reason'] });
      const { action, decision, result } = await lastEntry();
      expect([action, decision, result]).toEqual([method, 'denied', 'INVALID_ARGUMENT']);
    }
  });

  it('of what is not there, and with every mistake at once', async () => {
    const [saga_id, canary] = [randomUUID(), 'CANARY ../'];
    const gone = await doors.adminFailure('GetSaga', { saga_id, reveal: true, reason: WHY }, 'reader');
    expect(gone).toMatchObject({ code: status.NOT_FOUND, reason: 'SAGA_NOT_FOUND' });
    expect(await lastEntry()).toMatchObject({ target: `sagas/${saga_id}`, result: 'SAGA_NOT_FOUND' });
    const request = { saga_id: canary, after_seq: '-1', reveal: true, reason: '' };
    const wrong = await doors.adminFailure('ListSagaEvents', request, 'reader');
    expect(wrong.fields).toEqual(['saga_id', 'after_seq', 'reason']);
    expect(await lastEntry()).toMatchObject({ target: 'sagas/-', request_id: '-', reason: null });
  });
});

describe('what does not open', () => {
  it('says so in its place, and keeps nothing else back', async () => {
    const saga = await secretive();
    const { saga_id } = saga;
    await sql.query(`begin; set local session_replication_role = replica;
      update saga_event set payload = set_byte(payload, 20, get_byte(payload, 20) # 1) where saga_id = '${String(saga_id)}' and seq = 1;
      commit`);
    const request = { saga_id, reveal: true, reason: WHY };
    const { saga: seen } = await doors.admin('GetSaga', request, 'reader');
    expect(seen).toMatchObject({ payload_error: 'CANNOT_DECRYPT', saga: { status: 'SAGA_STATUS_FAILED' } });
    expect(seen).not.toHaveProperty('input');
    const { events } = await doors.admin('ListSagaEvents', request, 'reader');
    const [first, ...others] = events as JsonObject[];
    expect(first).toMatchObject({ has_payload: true, payload_error: 'CANNOT_DECRYPT' });
    expect(first).not.toHaveProperty('payload');
    expect(
      others.filter(({ has_payload: has }) => has === true).every(({ payload }) => payload !== undefined),
    ).toBe(true);
    expect(JSON.stringify(others)).toContain('CANARY edited');
  });

  it('without its key: the history is shown without payloads, and the audit says that no words were kept', async () => {
    const { saga_id } = await secretive();
    await sql.query('delete from saga_key where saga_id = $1', [saga_id]);
    const request = { saga_id, reveal: true, reason: WHY };
    const { saga } = await doors.admin('GetSaga', request, 'reader');
    expect(saga).toMatchObject({ payload_error: 'CANNOT_DECRYPT' });
    const { events } = await doors.admin('ListSagaEvents', request, 'reader');
    const sealed = (events as JsonObject[]).filter(({ has_payload: has }) => has === true);
    expect(new Set(sealed.map(({ payload_error: error }) => error))).toEqual(new Set(['CANNOT_DECRYPT']));
    expect(await lastEntry()).toMatchObject({
      action: 'ListSagaEvents',
      result: 'ok_words_not_kept',
      reason: null,
    });
    const filter = `target = "sagas/${String(saga_id)}" AND action = EDIT_STEP_INPUT`;
    const audit = await doors.admin('ListAuditEntries', { filter, reveal: true, reason: WHY }, 'revealer');
    expect(audit['entries']).toMatchObject([{ reason: '', reason_error: 'CANNOT_DECRYPT' }]);
  });
});

describe('V4: a page', () => {
  /** Every page of a history in the clear: the numbers of its events. */
  async function pages(saga_id: unknown): Promise<string[][]> {
    const found: string[][] = [];
    let page_token = '';
    do {
      const request = { saga_id, page_size: 1_000, page_token, reveal: true, reason: WHY };
      const page = await doors.admin('ListSagaEvents', request, 'reader');
      found.push((page['events'] as JsonObject[]).map(({ event }) => String((event as JsonObject)['seq'])));
      page_token = String(page['next_page_token']);
    } while (page_token !== '');
    return found;
  }
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

  it('holds no more bytes than a client takes, and the next one goes on where it ended', async () => {
    const large = 'x'.repeat(300 * 1_024);
    const reply = { report_id: 'r', version: 1, title: { en: large, zh_cn: large } };
    doors.participants.script('GenerateReport', () => reply);
    const { saga_id } = await doors.start();
    const { revision } = await doors.until(saga_id, 'COMPLETED');
    const found = await pages(saga_id);
    expect(found.map((page) => page.length > 0)).toEqual([true, true, true]);
    expect(found[1]).toHaveLength(1);
    expect(found.flat()).toEqual(upTo(Number(revision)));
  });

  it('holds a hundred events at most', async () => {
    const release = doors.participants.hold('CreateRecord');
    const saga = await doors.start();
    for (let round = 0; round < 51; round += 1) {
      await doors.admin('PauseSaga', mutation(saga, { etag: '' }));
      await doors.admin('ResumeSaga', mutation(saga, { etag: '' }));
    }
    const [first, second] = await pages(saga['saga_id']);
    expect(first).toEqual(upTo(100));
    expect(second?.[0]).toBe('101');
    release();
    await doors.until(saga['saga_id'], 'COMPLETED');
  }, 60_000);
});

it('V3 G12: nothing of it is in the log', () => {
  expect(doors.log.length).toBeGreaterThan(0);
  expect(doors.log.join('\n')).not.toContain('CANARY');
});
