import { Injectable } from '@nestjs/common';
import type { notification_v1 } from '#libs/contracts';
import { pageOf, pageWindow, type CallContext } from '#libs/participant';
import { DataSource, LessThan, type EntityManager } from 'typeorm';
import { Channels } from './channel.js';
import type { ListNotificationsInput, SendInput } from './notification.input.js';
import { Notification } from './notification.entity.js';
import { messageOf } from './notification-message.js';

/** How a cancelled notification ends. */
export type CancelledState = 'NOTIFICATION_STATE_DROPPED' | 'NOTIFICATION_STATE_RETRACTED';

/**
 * The table of notifications: they are accepted and cancelled here, and delivered by deliveries.ts. Whoever changes a row
 * holds its lock and decides by the state that is found under it, so that a cancel and a delivery come one after the other.
 */
@Injectable()
export class Notifications {
  constructor(
    private readonly dataSource: DataSource,
    private readonly channels: Channels,
  ) {}

  /** Takes a notification over, in the transaction of the call; from its commit on it is due. */
  async accept(
    input: SendInput,
    { manager, key, callKey }: CallContext,
  ): Promise<{ notificationId: string; createdAt: Date }> {
    const notification = manager.create(Notification, {
      callKey,
      sagaId: key.sagaId,
      userId: input.user_id,
      reportId: input.report_id,
      channel: input.channel,
      title: input.title,
      text: input.text,
      urgency: input.urgency,
    });
    await manager.insert(Notification, notification);
    return notification;
  }

  /** Drops what is not out yet, retracts what is, and keeps the reason, which may be empty. */
  async cancel(manager: EntityManager, notificationId: string, reason: string): Promise<CancelledState> {
    const found = await manager.findOneOrFail(Notification, {
      where: { notificationId },
      lock: { mode: 'pessimistic_write' },
    });
    const out = found.state === 'NOTIFICATION_STATE_DELIVERED';
    if (out) await this.channels.get(found.channel).retract(found, manager);
    const state = out ? 'NOTIFICATION_STATE_RETRACTED' : 'NOTIFICATION_STATE_DROPPED';
    await manager.update(
      Notification,
      { notificationId },
      { state, dueAt: null, cancelledAt: () => 'now()', cancelReason: reason },
    );
    return state;
  }

  /** One notification in whatever state; null when there is none. */
  async find(notificationId: string): Promise<notification_v1.Notification | null> {
    const row = await this.dataSource.manager.findOneBy(Notification, { notificationId });
    return row === null ? null : messageOf(row);
  }

  /** A page of notifications, the newest first. */
  async list(request: ListNotificationsInput): Promise<notification_v1.ListNotificationsResponse> {
    const window = pageWindow(request);
    const found = await this.dataSource.manager.find(Notification, {
      where: {
        seq: LessThan(window.before),
        ...(request.user_id === '' ? {} : { userId: request.user_id }),
        ...(request.saga_id === '' ? {} : { sagaId: request.saga_id }),
        ...(request.state === 'NOTIFICATION_STATE_UNSPECIFIED' ? {} : { state: request.state }),
      },
      order: { seq: 'DESC' },
      take: window.limit + 1,
    });
    const { rows, next_page_token } = pageOf(found, request, window);
    return { notifications: rows.map(messageOf), next_page_token };
  }
}
