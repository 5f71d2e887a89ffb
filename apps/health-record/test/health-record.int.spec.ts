import { structFromWire, structToWire, type health_record_v1, type JsonObject } from '#libs/contracts';
import {
  participantConformance,
  startTestParticipant,
  testCallKeys,
  type TestParticipant,
} from '#libs/testkit/participants';
import { healthRecord } from '../src/health-record.definition.js';

const SERVICE = 'suoke.health_record.v1.HealthRecordService';
const UPDATE = `${SERVICE}/UpdateHealthRecord`;
const REVERT = `${SERVICE}/RevertHealthRecord`;

let service: TestParticipant;

beforeAll(async () => {
  service = await startTestParticipant(healthRecord);
});
afterAll(async () => service.stop());

const request = (user_id: string, data: JsonObject = { pattern: 'heart_spleen_deficiency' }) => ({
  user_id,
  type: 'consultation',
  consultation_id: 'consultation-1',
  report_id: 'report-1',
  data: structToWire(data),
});
const update = (key: string, user: string, data?: JsonObject) =>
  service.grpc.call<health_record_v1.UpdateHealthRecordResponse__Output>(UPDATE, request(user, data), key);
const revert = (key: string, reason = '') =>
  service.grpc.call<health_record_v1.RevertHealthRecordResponse__Output>(REVERT, { reason }, key);
const current = async (user_id: string) => {
  const path = `${SERVICE}/GetHealthRecord`;
  const question = { user_id, type: 'consultation' };
  const { record, locked } = await service.grpc.call<health_record_v1.GetHealthRecordResponse__Output>(
    path,
    question,
  );
  return { record, locked, data: structFromWire(record?.data) };
};
const versions = async (user_id: string, filters: health_record_v1.ListVersionsRequest = {}) => {
  const path = `${SERVICE}/ListVersions`;
  const reply = await service.grpc.call<health_record_v1.ListVersionsResponse__Output>(path, {
    user_id,
    ...filters,
  });
  return reply.versions;
};
const lock = (user_id: string, reason = '本人申请冻结') =>
  service.grpc.call<health_record_v1.LockHealthRecordResponse__Output>(`${SERVICE}/LockHealthRecord`, {
    user_id,
    reason,
  });
const unlock = (user_id: string) => service.grpc.call(`${SERVICE}/UnlockHealthRecord`, { user_id });
const nothing = { code: 5, reason: 'HEALTH_RECORD_NOT_FOUND' };
const failure = async (path: string, question: unknown, key?: string) => {
  const { code, details } = await service.grpc.failure(path, question, key);
  return { code, reason: details?.reason };
};
const getFailure = (user_id: string) =>
  failure(`${SERVICE}/GetHealthRecord`, { user_id, type: 'consultation' });

participantConformance(
  {
    action: { method: UPDATE, request: (person) => request(person) },
    compensation: {
      method: REVERT,
      request: (user_id, reply) => ({ user_id, type: 'consultation', version: reply?.['version'] }),
    },
    standing: 'health_record_version where reverted_at is null',
  },
  () => service,
);

describe('UpdateHealthRecord', () => {
  it('writes one version after the other, and keeps all of them', async () => {
    const first = testCallKeys();
    const data = { pattern: '心脾两虚证', score: 0.92, flags: [null, true, { deep: [1, 'x'] }] };
    expect(await update(first.action, 'user-1', data)).toMatchObject({ version: '1', previous_version: '0' });
    expect(await update(testCallKeys().action, 'user-1', { n: 2 })).toMatchObject({
      version: '2',
      previous_version: '1',
    });
    expect((await current('user-1')).data).toEqual({ n: 2 });
    const [newest, oldest] = await versions('user-1');
    expect(newest).toMatchObject({ version: '2', revert_time: null });
    expect(oldest).toMatchObject({
      user_id: 'user-1',
      type: 'consultation',
      consultation_id: 'consultation-1',
      report_id: 'report-1',
      saga_id: first.saga,
    });
    expect(structFromWire(oldest?.data)).toEqual(data);
  });

  it('gives every one of many writers at the same time a number of its own', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => update(testCallKeys().action, 'user-3')),
    );
    expect(replies.map(({ version }) => Number(version)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect((await current('user-3')).record?.version).toBe('20');
  });

  it('writes only onto the version that was expected', async () => {
    const keys = testCallKeys();
    const expecting = (expected_version: number) => ({ ...request('user-4'), expected_version });
    expect(await failure(UPDATE, expecting(3), keys.action)).toEqual({ code: 9, reason: 'VERSION_MISMATCH' });
    await service.grpc.call(UPDATE, expecting(0), keys.action);
    expect(await versions('user-4')).toHaveLength(1);
  });

  it('lists every mistake at once', async () => {
    const bad = { user_id: '', type: 'Vitals', consultation_id: '?', expected_version: -1 };
    const { code, details } = await service.grpc.failure(UPDATE, bad, testCallKeys().action);
    expect(code).toBe(3);
    expect(details?.fieldViolations.map(({ field }) => field)).toEqual([
      'user_id',
      'type',
      'consultation_id',
      'data',
      'expected_version',
    ]);
  });

  it.each<[string, object, string]>([
    ['NUL', structToWire({ a: 'x\0y' }), 'data'],
    ['too much', structToWire({ a: 'x'.repeat(140_000) }), 'data'],
    [
      'no number',
      { fields: { a: { structValue: { fields: { b: { numberValue: Number.NaN } } } } } },
      'data.a.b',
    ],
    [
      'a key that is none',
      { fields: { ['__proto__x']: {}, constructor: { boolValue: true } } },
      'data.constructor',
    ],
  ])('refuses data with %s', async (_, data, field) => {
    const { code, details } = await service.grpc.failure(
      UPDATE,
      { ...request('user-1'), data },
      testCallKeys().action,
    );
    expect({ code, field: details?.fieldViolations[0]?.field }).toEqual({ code: 3, field });
  });
});

describe('a lock', () => {
  it('refuses updates until it is lifted, and the same key succeeds then', async () => {
    const keys = testCallKeys();
    await lock('user-5');
    expect(await failure(UPDATE, request('user-5'), keys.action)).toEqual({
      code: 9,
      reason: 'HEALTH_RECORD_LOCKED',
    });
    expect(await versions('user-5')).toEqual([]);
    expect(await unlock('user-5')).toEqual({ unlocked: true });
    expect(await unlock('user-5')).toEqual({ unlocked: false });
    await update(keys.action, 'user-5');
    expect(await current('user-5')).toMatchObject({ locked: false });
  });

  it('keeps its first time and reason, and shows', async () => {
    await update(testCallKeys().action, 'user-6');
    const first = await lock('user-6', 'first');
    expect(await lock('user-6', 'second')).toEqual(first);
    expect((await current('user-6')).locked).toBe(true);
    const [row] = await service.running.dataSource.query<{ lock_reason: string }[]>(
      `select lock_reason from person where user_id = 'user-6'`,
    );
    expect(row?.lock_reason).toBe('first');
  });

  it('does not stop a revert', async () => {
    const keys = testCallKeys();
    await update(keys.action, 'user-7');
    await lock('user-7');
    expect(await revert(keys.undo)).toEqual({ reverted: true, current_version: '0' });
  });

  it('asks for a reason', async () => {
    expect(
      (await service.grpc.failure(`${SERVICE}/LockHealthRecord`, { user_id: 'u', reason: ' ' })).code,
    ).toBe(3);
  });
});

describe('RevertHealthRecord', () => {
  it('makes the version before current again, and keeps the reason', async () => {
    await update(testCallKeys().action, 'user-8', { n: 1 });
    const keys = testCallKeys();
    await update(keys.action, 'user-8', { n: 2 });
    const reply = { reverted: true, current_version: '1' };
    expect(await revert(keys.undo, '会诊取消')).toEqual(reply);
    expect((await current('user-8')).data).toEqual({ n: 1 });
    const [newest] = await versions('user-8', { saga_id: keys.saga });
    expect(newest).toMatchObject({ version: '2', revert_reason: '会诊取消' });
    expect(newest?.revert_time).not.toBeNull();
  });

  it('of the only version leaves nothing, and its number is not given again', async () => {
    const keys = testCallKeys();
    await update(keys.action, 'user-9');
    await revert(keys.undo);
    expect(await getFailure('user-9')).toEqual(nothing);
    expect(await update(testCallKeys().action, 'user-9')).toMatchObject({
      version: '2',
      previous_version: '0',
    });
  });

  it('refuses when somebody else has written since; once that is reverted, it goes', async () => {
    const [mine, theirs] = [testCallKeys(), testCallKeys()];
    await update(mine.action, 'user-10', { n: 1 });
    await update(theirs.action, 'user-10', { n: 2 });
    const refused = { code: 9, reason: 'WRITTEN_SINCE' };
    expect(await failure(REVERT, { reason: '' }, mine.undo)).toEqual(refused);
    expect(await failure(REVERT, { reason: '' }, mine.undo)).toEqual(refused);
    expect((await current('user-10')).data).toEqual({ n: 2 });
    expect(await revert(theirs.undo)).toEqual({ reverted: true, current_version: '1' });
    expect(await revert(mine.undo)).toEqual({ reverted: true, current_version: '0' });
  });

  it('is not stopped by another type or another person', async () => {
    const keys = testCallKeys();
    await update(keys.action, 'user-11');
    await service.grpc.call(UPDATE, { ...request('user-11'), type: 'vitals' }, testCallKeys().action);
    await update(testCallKeys().action, 'user-12');
    expect((await revert(keys.undo)).reverted).toBe(true);
    expect((await current('user-12')).record?.version).toBe('1');
  });

  it('of nothing says that there was nothing', async () => {
    expect(await revert(testCallKeys().undo)).toEqual({ reverted: false, current_version: '0' });
  });
});

describe('races', () => {
  it('a lock is confirmed only when no update can commit any more (H4)', async () => {
    await update(testCallKeys().action, 'user-16');
    const updates = Array.from({ length: 10 }, () => update(testCallKeys().action, 'user-16'));
    const settled = Promise.allSettled(updates);
    await lock('user-16');
    const atLock = (await versions('user-16')).length;
    await settled;
    expect(await versions('user-16')).toHaveLength(atLock);
  });

  it("a revert and somebody else's update: one comes first, and nothing of theirs is lost (H3)", async () => {
    for (let round = 0; round < 10; round++) {
      const user = `user-race-${round}`;
      const [mine, theirs] = [testCallKeys(), testCallKeys()];
      await update(mine.action, user);
      const [undone] = await Promise.allSettled([revert(mine.undo), update(theirs.action, user)]);
      expect((await current(user)).record).toMatchObject({
        saga_id: theirs.saga,
        previous_version: undone.status === 'fulfilled' ? '0' : '1',
      });
    }
  });

  it('of two that expect the same version, one writes', async () => {
    const expecting = () =>
      service.grpc.call(UPDATE, { ...request('user-17'), expected_version: 0 }, testCallKeys().action);
    const both = await Promise.allSettled([expecting(), expecting()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await versions('user-17')).toHaveLength(1);
  });
});

describe('reads', () => {
  it('page through versions by type', async () => {
    for (const type of ['vitals', 'consultation', 'vitals']) {
      await service.grpc.call(UPDATE, { ...request('user-14'), type }, testCallKeys().action);
    }
    expect(await versions('user-14')).toHaveLength(3);
    expect((await versions('user-14', { type: 'vitals' })).map(({ version }) => version)).toEqual(['2', '1']);
    expect(await versions('user-14', { page_size: 1 })).toHaveLength(1);
  });

  it('finds what a saga wrote without being told about whom', async () => {
    const keys = testCallKeys();
    await update(keys.action, 'user-15');
    await update(testCallKeys().action, 'user-15');
    expect(await versions('', { saga_id: keys.saga })).toMatchObject([{ user_id: 'user-15', version: '1' }]);
  });

  it.each([
    { user_id: '' },
    { user_id: 'a b' },
    { user_id: 'u', type: 'X' },
    { user_id: 'u', page_size: -1 },
  ])('refuse %j', async (bad) => {
    expect((await service.grpc.failure(`${SERVICE}/ListVersions`, bad)).code).toBe(3);
  });

  it('go by the index of person, type and time', async () => {
    const { dataSource } = service.running;
    const plan = await dataSource.transaction(async (manager) => {
      await manager.query('set local enable_seqscan = off');
      return manager.query<{ 'QUERY PLAN': string }[]>(
        `explain select * from health_record_version where user_id = 'u' and type = 'vitals'
          and created_at > now() - interval '30 days' order by created_at desc`,
      );
    });
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('health_record_version_time');
  });
});

it('never logs health data', () => {
  expect(service.log.join('\n')).not.toMatch(/heart_spleen|心脾|user-1/);
});
