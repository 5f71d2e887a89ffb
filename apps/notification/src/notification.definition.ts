import type { ParticipantDefinition } from '#libs/participant';
import { envVar } from '#libs/platform';
import { notificationMigrations } from '../../../migrations/notification/index.js';
import { Notification } from './notification.entity.js';
import { NotificationModule } from './notification.module.js';

const settings = {
  /** How often the worker looks for what is due; what this process accepts itself goes out at once. */
  SUOKE_NOTIFICATION_POLL: envVar.durationMs(50, 60_000).default(500),
  /** Notifications that a worker handles at the same time. */
  SUOKE_NOTIFICATION_BATCH: envVar.integer(1, 1_000).default(50),
  /** How long a worker may take over one; after that another one takes it. */
  SUOKE_NOTIFICATION_LEASE: envVar.durationMs(1_000, 600_000).default(30_000),
  /** Deliveries are tried this often before they count as failed. */
  SUOKE_NOTIFICATION_ATTEMPTS: envVar.integer(1, 100).default(10),
};

/** The service that tells people. */
export const notification = {
  name: 'notification',
  schema: 'notification',
  port: 5104,
  protoPackage: 'suoke.notification.v1',
  settings,
  entities: [Notification],
  migrations: notificationMigrations,
  module: (chosen) =>
    NotificationModule.with({
      pollMs: chosen.SUOKE_NOTIFICATION_POLL,
      batch: chosen.SUOKE_NOTIFICATION_BATCH,
      leaseMs: chosen.SUOKE_NOTIFICATION_LEASE,
      retry: { maxAttempts: chosen.SUOKE_NOTIFICATION_ATTEMPTS, initialDelayMs: 1_000, maxDelayMs: 300_000 },
    }),
} satisfies ParticipantDefinition<typeof settings>;
