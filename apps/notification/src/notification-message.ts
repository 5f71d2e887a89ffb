/** Between the rows and the words of suoke.notification.v1. Pure. */
import { timestampOfMs, type notification_v1 } from '#libs/contracts';
import type { Notification } from './notification.entity.js';

/** A stored notification as its readers get it. */
export function messageOf(row: Notification): notification_v1.Notification {
  return {
    notification_id: row.notificationId,
    user_id: row.userId,
    report_id: row.reportId,
    channel: row.channel,
    state: row.state,
    title: row.title,
    text: row.text,
    urgency: row.urgency,
    create_time: timestampOfMs(row.createdAt.getTime()),
    deliver_time: row.deliveredAt === null ? null : timestampOfMs(row.deliveredAt.getTime()),
    cancel_time: row.cancelledAt === null ? null : timestampOfMs(row.cancelledAt.getTime()),
    cancel_reason: row.cancelReason ?? '',
    saga_id: row.sagaId,
  };
}
