import type { notification_v1 } from '#libs/contracts';
import { eventually } from '#libs/testkit';
import {
  participantConformance,
  startTestParticipant,
  testCallKeys,
  type TestParticipant,
} from '#libs/testkit/participants';
import { notification } from '../src/notification.definition.js';

const SERVICE = 'suoke.notification.v1.NotificationService';
const SEND = `${SERVICE}/SendNotification`;
const CANCEL = `${SERVICE}/CancelNotification`;

let service: TestParticipant;

beforeAll(async () => {
  service = await startTestParticipant(notification);
});
afterAll(async () => service.stop());

const request = (user_id: string) => ({
  user_id,
  report_id: 'report-1',
  title: { zh_cn: '健康咨询报告', en: 'Health consultation report' },
  text: { zh_cn: '主要判断：心脾两虚证。', en: 'Main finding: …' },
  urgency: 'URGENCY_SOON',
});
const send = (key: string, user: string) =>
  service.grpc.call<notification_v1.SendNotificationResponse__Output>(SEND, request(user), key);
const get = async (notification_id: string) => {
  const path = `${SERVICE}/GetNotification`;
  const reply = await service.grpc.call<notification_v1.GetNotificationResponse__Output>(path, {
    notification_id,
  });
  return reply.notification;
};
const inbox = async (user_id: string) => {
  const path = `${SERVICE}/ListInbox`;
  return (await service.grpc.call<notification_v1.ListInboxResponse__Output>(path, { user_id }))
    .notifications;
};
const list = async (filters: notification_v1.ListNotificationsRequest) => {
  const path = `${SERVICE}/ListNotifications`;
  return (await service.grpc.call<notification_v1.ListNotificationsResponse__Output>(path, filters))
    .notifications;
};
const delivered = (user: string, count = 1) =>
  eventually(async () => (await inbox(user)).length === count, { what: `${count} message(s) in the inbox` });

participantConformance(
  {
    action: { method: SEND, request },
    compensation: {
      method: CANCEL,
      request: (_, reply) => ({ notification_id: reply?.['notification_id'], reason: '健康档案被拒绝' }),
    },
    standing: 'notification where cancelled_at is null',
  },
  () => service,
);

describe('SendNotification', () => {
  it('reaches the inbox by the worker', async () => {
    const keys = testCallKeys();
    const { notification_id, create_time } = await send(keys.action, 'user-1');
    await delivered('user-1');
    expect(await inbox('user-1')).toEqual([
      expect.objectContaining({
        ...request('user-1'),
        notification_id,
        create_time,
        state: 'NOTIFICATION_STATE_DELIVERED',
        channel: 'CHANNEL_INBOX',
        cancel_time: null,
        saga_id: keys.saga,
      }),
    ]);
    expect((await get(notification_id))?.deliver_time).not.toBeNull();
  });

  it('sends once, however often it is asked (G2)', async () => {
    const keys = testCallKeys();
    await send(keys.action, 'user-2');
    await delivered('user-2');
    await send(keys.action, 'user-2');
    expect(await list({ saga_id: keys.saga })).toHaveLength(1);
    expect(await inbox('user-2')).toHaveLength(1);
  });

  it('lists every mistake at once', async () => {
    const bad = { user_id: '', report_id: '?', text: { zh_cn: '', en: ' ' }, urgency: 9, channel: 7 };
    const { code, details } = await service.grpc.failure(SEND, bad, testCallKeys().action);
    expect(code).toBe(3);
    expect(details?.fieldViolations.map(({ field }) => field)).toEqual([
      'user_id',
      'report_id',
      'text',
      'urgency',
      'channel',
    ]);
  });
});

describe('CancelNotification', () => {
  it('takes back what was delivered, and keeps the reason', async () => {
    const keys = testCallKeys();
    const { notification_id } = await send(keys.action, 'user-3');
    await delivered('user-3');
    const undo = { notification_id, reason: '健康档案被拒绝' };
    const reply = { state: 'NOTIFICATION_STATE_RETRACTED' };
    expect(await service.grpc.call(CANCEL, undo, keys.undo)).toEqual(reply);
    expect(await inbox('user-3')).toEqual([]);
    expect(await get(notification_id)).toMatchObject({ ...reply, cancel_reason: '健康档案被拒绝' });
    expect(await list({ user_id: 'user-3', state: 'NOTIFICATION_STATE_RETRACTED' })).toHaveLength(1);
    expect(await list({ user_id: 'user-3', state: 'NOTIFICATION_STATE_DELIVERED' })).toEqual([]);
  });

  it('races with the worker: whatever it met, nobody sees the message', async () => {
    const rounds = Array.from({ length: 20 }, async (_, index) => {
      const keys = testCallKeys();
      const user = `racer-${index}`;
      await send(keys.action, user);
      const { state } = await service.grpc.call<notification_v1.CancelNotificationResponse__Output>(
        CANCEL,
        {},
        keys.undo,
      );
      expect(['NOTIFICATION_STATE_DROPPED', 'NOTIFICATION_STATE_RETRACTED']).toContain(state);
      expect(await inbox(user)).toEqual([]);
      return user;
    });
    const users = await Promise.all(rounds);
    await eventually(async () => {
      const [left] = await service.running.dataSource.query<{ count: number }[]>(
        'select count(*)::int as count from notification where due_at is not null',
      );
      return left?.count === 0;
    });
    for (const user of users) expect(await inbox(user)).toEqual([]);
  });

  it('of nothing has no state to tell', async () => {
    expect(await service.grpc.call(CANCEL, {}, testCallKeys().undo)).toEqual({
      state: 'NOTIFICATION_STATE_UNSPECIFIED',
    });
  });
});

describe('reads', () => {
  it('finds nothing where there is nothing', async () => {
    const { code, details } = await service.grpc.failure(`${SERVICE}/GetNotification`, {
      notification_id: 'x',
    });
    expect({ code, reason: details?.reason }).toEqual({ code: 5, reason: 'NOTIFICATION_NOT_FOUND' });
  });

  it('asks whose inbox', async () => {
    const { details } = await service.grpc.failure(`${SERVICE}/ListInbox`, {});
    expect(details?.fieldViolations.map(({ field }) => field)).toEqual(['user_id']);
    expect((await service.grpc.failure(`${SERVICE}/ListNotifications`, { state: 42 })).code).toBe(3);
  });
});

it('never logs what a person is told', () => {
  expect(service.log.join('\n')).not.toMatch(/心脾|user-1/);
});
