import type { ParticipantDefinition } from '#libs/participant';
import { envVar } from '#libs/platform';
import { notificationMigrations } from '../../../migrations/notification/index.js';
import { InboxEntry } from './inbox-entry.entity.js';
import { Notification } from './notification.entity.js';
import { NotificationModule } from './notification.module.js';

const settings = {
  /** How long the worker rests when nothing is due; what this process accepts wakes it at once. */
  SUOKE_NOTIFICATION_POLL: envVar.durationMs(10, 600_000).default(500),
  /** How many notifications the worker delivers before it looks up. */
  SUOKE_NOTIFICATION_BATCH: envVar.integer(1, 10_000).default(100),
  /** After how many failed deliveries a notification is given up. */
  SUOKE_NOTIFICATION_ATTEMPTS: envVar.integer(1, 1_000).default(50),
};

/** The service that tells people what happened. */
export const notification = {
  name: 'notification',
  schema: 'notification',
  port: 5104,
  protoPackage: 'suoke.notification.v1',
  settings,
  entities: [Notification, InboxEntry],
  migrations: notificationMigrations,
  module: (chosen) =>
    NotificationModule.with(
      { pollMs: chosen.SUOKE_NOTIFICATION_POLL, batch: chosen.SUOKE_NOTIFICATION_BATCH },
      chosen.SUOKE_NOTIFICATION_ATTEMPTS,
    ),
} satisfies ParticipantDefinition<typeof settings>;
