import { Injectable } from '@nestjs/common';
import type { notification_v1 } from '#libs/contracts';
import { pageOf, pageWindow } from '#libs/participant';
import { DataSource, type EntityManager } from 'typeorm';
import type { DeliveryChannel, Letter } from './channel.js';
import { InboxEntry } from './inbox-entry.entity.js';
import type { ListInboxInput } from './notification.input.js';
import { messageOf } from './notification-message.js';

/** The inbox in the app: a channel whose other end is a table of this service. */
@Injectable()
export class Inbox implements DeliveryChannel {
  readonly name = 'CHANNEL_INBOX';

  constructor(private readonly dataSource: DataSource) {}

  async deliver({ notificationId, userId }: Letter, manager: EntityManager): Promise<void> {
    await manager.insert(InboxEntry, { notificationId, userId });
  }

  async retract({ notificationId }: Letter, manager: EntityManager): Promise<void> {
    await manager.update(InboxEntry, { notificationId }, { retractedAt: () => 'now()' });
  }

  /** A page of what a person finds there, the newest first: delivered and not retracted. */
  async list(request: ListInboxInput): Promise<notification_v1.ListInboxResponse> {
    const window = pageWindow(request);
    const found = await this.dataSource.manager
      .createQueryBuilder(InboxEntry, 'entry')
      .innerJoinAndSelect('entry.notification', 'notification')
      .where('entry.user_id = :user and entry.retracted_at is null and entry.seq < :before', {
        user: request.user_id,
        before: window.before,
      })
      .orderBy('entry.seq', 'DESC')
      .limit(window.limit + 1)
      .getMany();
    const { rows, next_page_token } = pageOf(found, request, window);
    return { notifications: rows.map(({ notification }) => messageOf(notification)), next_page_token };
  }
}
