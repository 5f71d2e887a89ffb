import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { NotificationChannel, OutgoingNotification } from './channel.js';

/** The inbox in the app: a table that the app reads. Each direction is one statement, so it needs no time limit of its own. */
@Injectable()
export class InboxChannel implements NotificationChannel {
  readonly name = 'inbox';

  constructor(private readonly dataSource: DataSource) {}

  /** A repeat changes nothing, except that it brings back what a retraction that came too early had taken away. */
  async deliver({ notificationId, userId, title, text }: OutgoingNotification): Promise<void> {
    await this.dataSource.query(
      `insert into inbox_message (notification_id, user_id, title, text) values ($1, $2, $3, $4)
        on conflict (notification_id) do update set retracted_at = null where inbox_message.retracted_at is not null`,
      [notificationId, userId, JSON.stringify(title), JSON.stringify(text)],
    );
  }

  async retract(notificationId: string): Promise<void> {
    await this.dataSource.query(
      `update inbox_message set retracted_at = now() where notification_id = $1 and retracted_at is null`,
      [notificationId],
    );
  }
}
