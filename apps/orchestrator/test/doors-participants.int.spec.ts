/** Operators hold and release a participant, over gRPC: sagas that need it rest, and wake at the pace that was asked for. */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { eventually } from '#libs/testkit';
import type pg from 'pg';
import { ADMIN, Doors } from './door-fixtures.js';

const REPORT = 'suoke.report.v1.ReportService';
const WHY = 'its database is full';

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

const asked = (more: JsonObject = {}): JsonObject => ({
  ...{ participant: REPORT, request_id: randomUUID(), reason: WHY },
  ...more,
});
const hold = (more: JsonObject = {}) => doors.admin('HoldParticipant', asked(more));
const release = (more: JsonObject = {}) => doors.admin('ReleaseParticipant', asked(more));

async function entries(): Promise<JsonObject[]> {
  const { rows } = await sql.query<JsonObject>(
    `select seq, actor, action, target, decision, result, auth_method, source_address from audit_entry order by seq`,
  );
  return rows;
}

async function blocked(count: number): Promise<void> {
  await eventually(
    async () => {
      const { rows } = await sql.query<{ count: number }>(
        `select count(*)::integer as count from saga where blocked_on = $1`,
        [REPORT],
      );
      return rows[0]?.count === count;
    },
    { what: `${count} sagas that rest` },
  );
}

describe('HoldParticipant and ReleaseParticipant', () => {
  it('let sagas rest, without a call, and wake them at the rate of the release', async () => {
    const request = asked();
    const held = await doors.admin('HoldParticipant', request);
    expect(held['participant']).toMatchObject({
      ...{ participant: REPORT, barrier: true, target: expect.stringMatching(/^127[\d.]+:\d+$/) as string },
      methods: [`${REPORT}/DeleteReport`, `${REPORT}/GenerateReport`],
      hold: { actor: 'operator-1', reason: WHY, create_time: expect.stringMatching(/^20/) as string },
    });
    const sagas = await Promise.all([1, 2, 3].map(() => doors.start()));
    await blocked(3);
    expect(doors.participants.calls.filter(({ method }) => method === 'GenerateReport')).toEqual([]);
    const [first] = sagas;
    const seen = await doors.admin('GetSaga', { saga_id: first?.['saga_id'] });
    expect(seen['saga']).toMatchObject({ condition: 'CONDITION_BLOCKED' });
    const listed = async () => {
      const { participants } = await doors.admin('ListParticipants', {});
      return (participants as JsonObject[]).find(({ participant }) => participant === REPORT);
    };
    // Asked again it answers as it stands now, with what the list shows.
    const again = await doors.admin('HoldParticipant', request);
    expect(again['participant']).toEqual(await listed());
    expect(again['participant']).toMatchObject({ breaker: 'BREAKER_STATE_CLOSED', blocked_sagas: '3' });
    expect(again['participant']).toHaveProperty('oldest_waiting_time');
    const released = await release({ release_rate: 2 });
    expect(released['participant']).toMatchObject({ release_rate: 2, breaker: 'BREAKER_STATE_CLOSED' });
    expect(released['participant']).not.toHaveProperty('hold');
    for (const { saga_id } of sagas) await doors.until(saga_id, 'COMPLETED');
    const { rows } = await sql.query<{ ms: number }>(
      `select (extract(epoch from max(e.at) - max(h.released_at)) * 1000)::integer as ms
       from saga_event e, participant_hold h where e.kind = 24 and h.participant = $1`,
      [REPORT],
    );
    // Three wake at two a second: the last one a second after the release.
    expect(rows[0]?.ms).toBeGreaterThanOrEqual(900);
    const from = { actor: 'operator-1', auth_method: 'token', source_address: '127.0.0.1' };
    expect(await entries()).toMatchObject([
      { action: 'HoldParticipant', target: `participants/${REPORT}`, decision: 'allowed', ...from },
      { action: 'ReleaseParticipant', target: `participants/${REPORT}`, decision: 'allowed', ...from },
    ]);
    expect(held['audit_seq']).toBe('1');
    expect(released['audit_seq']).toBe('2');
  });

  it('release all at once where no rate is given', async () => {
    await hold();
    const { saga_id } = await doors.start();
    await blocked(1);
    expect((await release())['participant']).toMatchObject({ release_rate: 0 });
    await doors.until(saga_id, 'COMPLETED');
  });

  it('have one effect for one request id', async () => {
    const request = asked();
    const [first, again] = [
      await doors.admin('HoldParticipant', request),
      await doors.admin('HoldParticipant', request),
    ];
    expect(again).toEqual(first);
    const other = { ...request, reason: 'for another reason' };
    const reused = await doors.adminFailure('HoldParticipant', other);
    expect(reused).toMatchObject({ code: status.ALREADY_EXISTS, reason: 'REQUEST_ID_REUSED' });
    await release();
  });

  it('with validate_only change nothing', async () => {
    const before = await entries();
    const dry = await hold({ validate_only: true });
    expect(dry).toMatchObject({ audit_seq: '0' });
    expect(dry['participant']).not.toHaveProperty('hold');
    const { rows } = await sql.query('select 1 from participant_hold where released_at is null');
    expect(rows).toEqual([]);
    expect(await entries()).toEqual(before);
  });
});

describe('what is refused, and audited once', () => {
  const last = async () => (await entries()).at(-1);

  it('a participant that is held already, or never was', async () => {
    const never = { participant: 'suoke.notification.v1.NotificationService' };
    const early = await doors.adminFailure('ReleaseParticipant', asked(never));
    expect(early).toMatchObject({ code: status.FAILED_PRECONDITION, reason: 'NOT_ALLOWED' });
    expect(early.details?.metadata).toMatchObject({ refusal: 'NOT_HELD' });
    await hold();
    const twice = await doors.adminFailure('HoldParticipant', asked(), 'admin');
    expect(twice.details?.metadata).toMatchObject({ refusal: 'ALREADY_HELD' });
    expect(await last()).toMatchObject({ actor: 'admin-1', decision: 'denied', result: 'ALREADY_HELD' });
    await release();
  });

  it('a viewer', async () => {
    const count = (await entries()).length;
    const failure = await doors.adminFailure('HoldParticipant', asked(), 'viewer');
    expect(failure).toMatchObject({ code: status.PERMISSION_DENIED, reason: 'NO_RIGHT' });
    const target = `participants/${REPORT}`;
    expect((await entries()).slice(count)).toMatchObject([{ actor: 'viewer-1', result: 'NO_RIGHT', target }]);
  });

  it.each<[what: string, participant: string, target: string]>([
    ['nobody calls', 'suoke.nobody.v1.NobodyService', 'participants/suoke.nobody.v1.NobodyService'],
    ['is a method', `${REPORT}/GenerateReport`, 'participants/-'],
    ['is empty', '', 'participants/-'],
    ['leads elsewhere', '../../etc/passwd', 'participants/-'],
    ['has 300 characters', `a.${'b'.repeat(298)}`, 'participants/-'],
    ['has SQL in it', "a.b' or 1=1 --", 'participants/-'],
  ])('a participant that %s', async (_what, participant, target) => {
    for (const method of ['HoldParticipant', 'ReleaseParticipant']) {
      const failure = await doors.adminFailure(method, asked({ participant }));
      expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['participant'] });
      expect(await last()).toMatchObject({ action: method, result: 'INVALID_ARGUMENT', target });
    }
  });

  it.each([-1, 10_001, 2 ** 31 - 1])('a rate of %d', async (rate) => {
    const failure = await doors.adminFailure('ReleaseParticipant', asked({ release_rate: rate }));
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['release_rate'] });
  });

  it('everything that is wrong, at once; a reason that is kept in the clear has no control characters', async () => {
    const wrong = { participant: 'x', request_id: '', reason: 'a\u0000\u001b[2J', release_rate: -1 };
    const failure = await doors.adminFailure('ReleaseParticipant', wrong);
    expect(failure.fields).toEqual(['participant', 'request_id', 'reason', 'release_rate']);
    const nobody = await doors.client.failure(`${ADMIN}/HoldParticipant`, asked());
    expect(nobody).toMatchObject({ code: status.UNAUTHENTICATED, reason: 'NO_IDENTITY' });
  });
});
