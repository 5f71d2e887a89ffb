/**
 * The deliveries: takes what is due, hands it to its channel, and records what became of it.
 *
 * D1 One notification, one transaction: its row is locked from the moment it is taken until its new state is committed. A
 *    cancel waits for that and finds it delivered, or came first and it is not taken.
 * D2 Rows that others hold are skipped (`skip locked`), so that any number of workers share the queue.
 * D3 A process that dies lets go of the row; nothing has to be cleaned up.
 * D4 A channel works in a savepoint: its failure undoes its writing, and the failed attempt is recorded all the same.
 *
 * It must never log what a notification says, or whom it is for.
 */
import type { Logger } from '#libs/platform';
import type { DataSource, EntityManager } from 'typeorm';
import type { Channels } from './channel.js';
import { outcomeOf } from './delivery-outcome.js';
import { Notification } from './notification.entity.js';

export class Deliveries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly channels: Channels,
    private readonly maxAttempts: number,
    private readonly logger: Logger,
  ) {}

  /**
   * Delivers the notification that has been due for longest; false when none was to be had.
   * A channel's failure is recorded and not thrown; what is thrown is trouble with the database.
   */
  deliverNext(): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const notification = await takeDue(manager);
      if (notification === null) return false;
      try {
        const channel = this.channels.get(notification.channel);
        await manager.transaction((savepoint) => channel.deliver(notification, savepoint));
      } catch (error) {
        await this.failed(manager, notification, error);
        return true;
      }
      await manager.update(
        Notification,
        { notificationId: notification.notificationId },
        { state: 'NOTIFICATION_STATE_DELIVERED', dueAt: null, deliveredAt: () => 'now()' },
      );
      return true;
    });
  }

  private async failed(
    manager: EntityManager,
    { notificationId, attempts: before }: Notification,
    error: unknown,
  ): Promise<void> {
    const attempts = before + 1;
    const outcome = outcomeOf(error, attempts, this.maxAttempts);
    this.logger.warn({ err: error, notificationId, attempts, ...outcome }, 'a delivery failed');
    const update = manager.createQueryBuilder().update(Notification).where({ notificationId });
    if (outcome.kind === 'failed') {
      const { failure } = outcome;
      await update.set({ attempts, state: 'NOTIFICATION_STATE_FAILED', dueAt: null, failure }).execute();
    } else {
      await update
        .set({ attempts, dueAt: () => 'now() + make_interval(secs => :delay)' })
        .setParameter('delay', outcome.delayMs / 1_000)
        .execute();
    }
  }
}

function takeDue(manager: EntityManager): Promise<Notification | null> {
  return manager
    .createQueryBuilder(Notification, 'notification')
    .where(`notification.state = 'NOTIFICATION_STATE_QUEUED' and notification.due_at <= now()`)
    .orderBy('notification.dueAt')
    .limit(1)
    .setLock('pessimistic_write')
    .setOnLocked('skip_locked')
    .getOne();
}
