import { Injectable } from '@nestjs/common';
import { timestampOfMs, type notification_v1 } from '#libs/contracts';
import { pageOf, pageWindow, type CallContext } from '#libs/participant';
import { DataSource, In, LessThan, type EntityManager } from 'typeorm';
import { cancelled, PUBLIC_STATES, statesOf, type DeliveryState } from './delivery.js';
import { Notification } from './notification.entity.js';
import type { ListInboxInput, ListNotificationsInput, SendNotificationInput } from './notification.input.js';

/** The table of notifications, as callers and readers use it; the worker has its own statements. */
@Injectable()
export class Notifications {
  constructor(private readonly dataSource: DataSource) {}

  /** Queues a notification in the transaction of the call; the worker sees it when that commits. */
  async queue(
    { user_id, report_id, title, text, urgency }: SendNotificationInput,
    { manager, key, callKey }: CallContext,
  ): Promise<{ notificationId: string; createdAt: Date }> {
    const nothing = { zh_cn: '', en: '' };
    const notification = manager.create(Notification, {
      callKey,
      sagaId: key.sagaId,
      userId: user_id,
      reportId: report_id,
      channel: 'inbox',
      title: title ?? nothing,
      text: text ?? nothing,
      urgency,
      state: 'queued',
      attempts: 0,
    });
    await manager.insert(Notification, notification);
    return notification;
  }

  /** Drops what was never tried, and hands the rest to the worker to be retracted; returns what was made of it. */
  async cancel(
    manager: EntityManager,
    notificationId: string,
    reason: string,
  ): Promise<DeliveryState | undefined> {
    const found = await manager.findOne(Notification, {
      where: { notificationId },
      lock: { mode: 'pessimistic_write' },
    });
    const state = found === null ? undefined : cancelled(found.state, found.attempts);
    if (state === undefined) return undefined;
    await manager.update(
      Notification,
      { notificationId },
      {
        state,
        attempts: 0,
        dueAt: state === 'retracting' ? () => 'now()' : null,
        cancelledAt: () => 'now()',
        cancelReason: reason,
      },
    );
    return state;
  }

  /** One notification in any state; null when there is none. */
  async find(notificationId: string): Promise<notification_v1.Notification | null> {
    const found = await this.dataSource.manager.findOneBy(Notification, { notificationId });
    return found === null ? null : messageOf(found);
  }

  /** A page of what a person finds in the inbox: delivered and not cancelled, the newest first. */
  async inbox(request: ListInboxInput): Promise<notification_v1.ListInboxResponse> {
    const window = pageWindow(request);
    const where = { userId: request.user_id, channel: 'inbox', state: 'delivered' } as const;
    return this.page({ ...where, seq: LessThan(window.before) }, request, window);
  }

  /** A page of notifications in any state, the newest first. */
  async list(request: ListNotificationsInput): Promise<notification_v1.ListNotificationsResponse> {
    const window = pageWindow(request);
    const where = {
      seq: LessThan(window.before),
      ...(request.user_id === '' ? {} : { userId: request.user_id }),
      ...(request.saga_id === '' ? {} : { sagaId: request.saga_id }),
      ...(request.state === 'NOTIFICATION_STATE_UNSPECIFIED' ? {} : { state: In(statesOf(request.state)) }),
    };
    return this.page(where, request, window);
  }

  private async page(
    where: object,
    request: ListInboxInput | ListNotificationsInput,
    window: ReturnType<typeof pageWindow>,
  ): Promise<{ notifications: notification_v1.Notification[]; next_page_token: string }> {
    const found = await this.dataSource.manager.find(Notification, {
      where,
      order: { seq: 'DESC' },
      take: window.limit + 1,
    });
    const { rows, next_page_token } = pageOf(found, request, window);
    return { notifications: rows.map(messageOf), next_page_token };
  }
}

function messageOf(row: Notification): notification_v1.Notification {
  const moment = (date: Date | null) => (date === null ? null : timestampOfMs(date.getTime()));
  return {
    notification_id: row.notificationId,
    user_id: row.userId,
    report_id: row.reportId,
    channel: 'CHANNEL_INBOX',
    state: PUBLIC_STATES[row.state],
    title: row.title,
    text: row.text,
    urgency: row.urgency as notification_v1.Notification['urgency'],
    create_time: moment(row.createdAt),
    deliver_time: moment(row.deliveredAt),
    cancel_time: moment(row.cancelledAt),
    cancel_reason: row.cancelReason ?? '',
    saga_id: row.sagaId,
  };
}
