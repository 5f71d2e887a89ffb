/** The audit through the operators' door: who did what and from where, and what shows that somebody tampered with it. */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import type pg from 'pg';
import { asRole, SAGAS, type Doors } from './door-fixtures.js';
import { mutation, OperatedSagas, WHY } from './operated-sagas.js';

let sagas: OperatedSagas;
let doors: Doors;
let sql: pg.Pool;
beforeAll(async () => {
  sagas = await OperatedSagas.open();
  ({ doors } = sagas);
  sql = doors.database.pool({ schema: 'orchestrator', max: 1 });
});
afterAll(async () => {
  await sql.end();
  await sagas.close();
});
afterEach(() => doors.participants.reset());

/** Writes so many entries: attempts of a viewer on sagas that are not there. */
async function attempts(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await doors.adminFailure('PauseSaga', mutation({ saga_id: randomUUID() }), 'viewer');
  }
}

const list = async (filter: string, more: JsonObject = {}) =>
  doors.admin('ListAuditEntries', { filter, ...more }, 'auditor');
const found = async (filter: string) => (await list(filter))['entries'] as JsonObject[];
const verify = (range: JsonObject = {}) => doors.admin('VerifyAudit', range, 'auditor');

describe('ListAuditEntries', () => {
  it('shows who did what to which saga, how they came in and from where, and not in which words', async () => {
    const saga = await sagas.stuckAtAsk();
    await doors.adminFailure('SkipStep', mutation(saga, { step: 'pay', results: { '': {} } }));
    const request = mutation(saga, { statement: 'CANARY of a statement', reason: 'CANARY of a reason' });
    await doors.admin('CloseSaga', request, 'admin');
    const target = `sagas/${String(saga['saga_id'])}`;
    const { entries } = await list(`target = "${target}"`);
    const from = { auth_method: 'token', source_address: '127.0.0.1' };
    expect(entries).toEqual([
      {
        ...{ seq: expect.stringMatching(/^\d+$/) as string, time: expect.stringMatching(/^20/) as string },
        ...{ actor: 'admin-1', action: 'ACTION_CLOSE', method: 'CloseSaga', target, ...from },
        ...{ decision: 'AUDIT_DECISION_ALLOWED', result: 'ok', request_id: request['request_id'] },
        ...{ revision_before: saga['revision'], revision_after: String(Number(saga['revision']) + 1) },
        ...{ reason: '', reason_error: '', prev_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
      expect.objectContaining({
        ...{ actor: 'operator-1', action: 'ACTION_SKIP_STEP', method: 'SkipStep', ...from },
        ...{ decision: 'AUDIT_DECISION_DENIED', result: 'UNKNOWN_STEP', revision_before: saga['revision'] },
      }),
    ]);
    expect((entries as JsonObject[])[1]).not.toHaveProperty('revision_after');
    expect(JSON.stringify(entries)).not.toContain('CANARY');
  });

  it('shows a client who cancelled, whom nobody asked for a name', async () => {
    const { saga_id } = await sagas.backingOff();
    await doors.client.call(`${SAGAS}/CancelSaga`, { saga_id, reason: WHY });
    expect(await found(`action = CANCEL AND target = "sagas/${String(saga_id)}"`)).toMatchObject([
      { actor: 'client', action: 'ACTION_CANCEL', auth_method: 'none', source_address: '127.0.0.1' },
    ]);
  });

  it('pages through what a filter leaves, newest first, each entry once', async () => {
    await attempts(7);
    const filter = 'actor = "viewer-1" AND decision = DENIED AND action = PAUSE';
    const seen: number[] = [];
    let page_token = '';
    do {
      const page = await list(filter, { page_size: 3, page_token });
      seen.push(...(page['entries'] as JsonObject[]).map(({ seq }) => Number(seq)));
      page_token = String(page['next_page_token']);
    } while (page_token !== '');
    expect(seen.length).toBeGreaterThanOrEqual(7);
    expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => b - a));
    const all = await found(filter);
    expect(all.map(({ seq }) => Number(seq))).toEqual(seen);
  });

  it('filters by time, and by the name of a method', async () => {
    await attempts(2);
    const [newest, before] = await found('');
    const later = await found(`time >= "${String(newest?.['time'])}"`);
    expect(later.map(({ seq }) => seq)).toContain(newest?.['seq']);
    expect(await found(`time > "${String(newest?.['time'])}"`)).toEqual([]);
    const earlier = await found(
      `time < "${String(newest?.['time'])}" AND time >= "${String(before?.['time'])}"`,
    );
    expect(earlier.map(({ seq }) => seq)).not.toContain(newest?.['seq']);
    const methods = (await found('action = PauseSaga')).map(({ method }) => method);
    expect(new Set(methods)).toEqual(new Set(['PauseSaga']));
    expect(await found('action = ACTION_PAUSE')).toHaveLength(methods.length);
    expect(await found('action = GetNothing')).toEqual([]);
  });

  it.each([
    ["31: actor = 'x' or 1=1 --", `actor = 'x' or 1=1 --`],
    ['an unknown field', 'reason = "x"'],
    ['a word that is no decision', 'decision = PERHAPS'],
    ['a word that is no action', 'action = DROP'],
    ['a time that is none', 'time > "yesterday"'],
    ['an operator that does not fit', 'actor > "a"'],
    ['time with =', 'time = "2026-01-01T00:00:00Z"'],
    ['an AND at the end', 'actor = "a" AND'],
    ['an OR', 'actor = "a" OR actor = "b"'],
    ['the same twice', 'actor = "a" AND actor = "b"'],
    ['34: a regex', 'actor = (a+)+$'],
    ['a NUL', 'actor = "a\u0000"'],
    ['32: 5,000 terms', Array.from({ length: 5_000 }, () => 'actor = a').join(' AND ')],
    ['33: 10,000 parentheses', '('.repeat(10_000)],
  ])('refuses %s', async (_what, filter) => {
    const failure = await doors.adminFailure('ListAuditEntries', { filter }, 'auditor');
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['filter'] });
  });

  it('37, 38: refuses sizes and tokens that are none, and tokens of another filter', async () => {
    await attempts(2);
    const page = await list('', { page_size: 1 });
    const token = page['next_page_token'] ?? '';
    const failures = [
      [{ page_size: -1 }, 'page_size'],
      [{ page_token: 'AAAA' }, 'page_token'],
      [{ page_token: token, filter: 'decision = DENIED' }, 'page_token'],
    ] as const;
    for (const [request, field] of failures) {
      const failure = await doors.adminFailure('ListAuditEntries', request, 'auditor');
      expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, fields: [field] });
    }
    expect((await list('', { page_size: 2 ** 31 - 1 }))['entries']).not.toHaveLength(0);
  });

  it('answers nobody without a name', async () => {
    for (const method of ['ListAuditEntries', 'VerifyAudit']) {
      const path = `suoke.saga.admin.v1.SagaAdminService/${method}`;
      expect(await doors.client.failure(path, {})).toMatchObject({ reason: 'NO_IDENTITY' });
    }
    expect(asRole('operator').metadata?.['authorization']).toMatch(/^Bearer /);
  });
});

describe('VerifyAudit', () => {
  interface Head extends JsonObject {
    readonly head_seq: string;
    readonly head_hash: string;
  }
  /** What the tampering leaves is put back afterwards, as somebody with all rights over the database would. */
  const asOwner = (text: string) =>
    sql.query(`begin; set local session_replication_role = replica; ${text}; commit`);
  let noted: Head;
  beforeAll(async () => {
    await attempts(8);
    noted = (await verify()) as Head;
    await asOwner('create table kept as select * from audit_entry');
  });
  afterEach(async () => {
    await asOwner(`delete from audit_entry; insert into audit_entry select * from kept`);
    expect(await verify()).toMatchObject({ intact: true, head_hash: noted.head_hash });
  });
  /** An entry some way from the end. */
  const seq = (fromEnd: number) => Number(noted.head_seq) - fromEnd;
  const anchor = () => ({ anchor_seq: noted.head_seq, anchor_hash: noted.head_hash });

  it('says that all is well, and what to keep elsewhere', async () => {
    expect(noted).toMatchObject({ intact: true, fault: 'AUDIT_FAULT_UNSPECIFIED', first_broken_seq: '0' });
    expect(noted['checked']).toBe(noted.head_seq);
    const { rows } = await sql.query<{ hash: Buffer }>('select hash from audit_entry where seq = $1', [
      seq(0),
    ]);
    expect(rows[0]?.hash.toString('hex')).toBe(noted.head_hash);
    expect(await verify(anchor())).toMatchObject({ intact: true });
    const part = await verify({ from_seq: String(seq(4)), to_seq: String(seq(2)) });
    expect(part).toMatchObject({ intact: true, checked: '3', head_seq: String(seq(2)) });
  });

  it.each<[fault: string, tamper: () => string, fromEnd: number]>([
    ['ALTERED', () => `update audit_entry set actor = 'mallory' where seq = ${seq(3)}`, 3],
    ['ALTERED', () => `update audit_entry set source_address = '192.0.2.66' where seq = ${seq(3)}`, 3],
    ['ALTERED', () => `update audit_entry set auth_method = 'none' where seq = ${seq(3)}`, 3],
    ['ALTERED', () => `update audit_entry set reason = '\\x00' where seq = ${seq(3)}`, 3],
    [
      'ALTERED',
      () =>
        `update audit_entry set format = 1, auth_method = null, source_address = null where seq = ${seq(3)}`,
      3,
    ],
    ['DELETED', () => `delete from audit_entry where seq = ${seq(3)}`, 3],
    [
      'MOVED',
      () => `delete from audit_entry where seq = ${seq(3)};
        update audit_entry set seq = seq - 1 where seq = ${seq(2)}`,
      3,
    ],
    [
      'MOVED',
      () => `update audit_entry set seq = seq + 1000 where seq in (${seq(3)}, ${seq(2)});
        update audit_entry set seq = ${seq(2) + seq(3) + 1000} - seq where seq > ${seq(0)}`,
      3,
    ],
    ['TRUNCATED', () => `delete from audit_entry where seq > ${seq(3)}`, 2],
  ])('names the first bad entry: %s', async (fault, tamper, fromEnd) => {
    await asOwner(tamper());
    const verdict = await verify(anchor());
    expect(verdict).toMatchObject({
      ...{ intact: false, fault: `AUDIT_FAULT_${fault}`, first_broken_seq: String(seq(fromEnd)) },
      ...{ checked: String(seq(fromEnd + 1)), head_seq: String(seq(fromEnd + 1)) },
    });
    expect(await verify({ to_seq: String(seq(fromEnd + 1)) })).toMatchObject({ intact: true });
  });

  it('names a chain that was written anew behind its cut end, which is valid by itself', async () => {
    await asOwner(`delete from audit_entry where seq > ${seq(2)}`);
    await attempts(2);
    expect(await verify()).toMatchObject({ intact: true, head_seq: noted.head_seq });
    const verdict = await verify(anchor());
    const broken = { fault: 'AUDIT_FAULT_REWRITTEN', first_broken_seq: noted.head_seq };
    expect(verdict).toMatchObject({ intact: false, ...broken });
  });

  it('takes the entries of the version before, which say nothing of where they came from', async () => {
    const old = doors.database.pool({ schema: 'orchestrator', max: 1 });
    // As the version before wrote it: without the columns of today, under the hash of then.
    await old.query(OLD_ENTRY);
    await old.end();
    await attempts(1);
    expect(await verify()).toMatchObject({ intact: true, head_seq: String(seq(-2)) });
    const [, entry] = await found('');
    expect(entry).toMatchObject({ actor: 'li', auth_method: '', source_address: '' });
    await asOwner(`update audit_entry set actor = 'mallory' where seq = ${seq(-1)}`);
    expect(await verify()).toMatchObject({ fault: 'AUDIT_FAULT_ALTERED', first_broken_seq: String(seq(-1)) });
  });

  it.each<[what: string, range: JsonObject, fields: string[]]>([
    ['negative numbers', { from_seq: '-1', to_seq: '-5' }, ['from_seq', 'to_seq']],
    ['a range the wrong way round', { from_seq: '5', to_seq: '2' }, ['to_seq']],
    ['an anchor without its number', { anchor_hash: 'a'.repeat(64) }, ['anchor_seq']],
    ['an anchor without its hash', { anchor_seq: '3' }, ['anchor_hash']],
    ['a hash that is none', { anchor_seq: '3', anchor_hash: 'x' }, ['anchor_hash']],
    [
      'an anchor outside of the range',
      { to_seq: '2', anchor_seq: '3', anchor_hash: 'a'.repeat(64) },
      ['anchor_seq'],
    ],
    ['a number beyond all entries', { from_seq: '9223372036854775807' }, ['from_seq']],
  ])('refuses %s', async (_what, range, fields) => {
    const failure = await doors.adminFailure('VerifyAudit', range, 'auditor');
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, fields });
  });
});

/** Canonical JSON has its members in the order of their names. */
const OLD_ENTRY = `
  with head as (select seq + 1 as seq, hash from audit_entry order by seq desc limit 1),
    entry as (
      select seq, hash as prev_hash, timestamptz '2026-01-01T00:00:00Z' as at, sha256(hash || convert_to(
        '{"action":"PauseSaga","actor":"li","atMs":1767225600000,"decision":"denied","reason":null,"requestId":"r",'
        || '"result":"STATUS_FORBIDS","revisionAfter":null,"revisionBefore":3,"seq":' || seq || ',"target":"sagas/x"}',
        'UTF8')) as hash
      from head)
  insert into audit_entry (seq, at, actor, action, target, decision, result, request_id, revision_before, prev_hash, hash)
  select seq, at, 'li', 'PauseSaga', 'sagas/x', 'denied', 'STATUS_FORBIDS', 'r', 3, prev_hash, hash from entry`;

describe('the head of the chain', () => {
  it('is in the log when a process starts and when it stops, as the door tells it', async () => {
    await attempts(1);
    const place = await doors.add(sagas.env);
    await attempts(1);
    const { head_seq, head_hash } = await verify();
    await place.stop();
    const lines = doors.log
      .map((line) => JSON.parse(line) as JsonObject)
      .filter(({ msg }) => msg === 'audit_head');
    expect(lines.at(-1)).toMatchObject({ level: 'info', seq: Number(head_seq), hash: head_hash });
    expect(lines.at(-2)).toMatchObject({ seq: Number(head_seq) - 1 });
    expect(doors.log.filter((line) => line.includes('dropped'))).toEqual([]);
  });
});
