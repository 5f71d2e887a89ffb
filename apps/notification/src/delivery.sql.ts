/**
 * The statements of the delivery worker. A row is taken by moving its `due_at` ahead and counting the attempt, in one short
 * statement; nobody holds it while a channel works. What a worker reports back is written only while the attempt is still
 * its own.
 */
import type { ChannelName, LocalizedText } from './channel.js';
import type { DeliveryState } from './delivery.js';

export interface Statement {
  text: string;
  values: unknown[];
}

/** A notification that this worker may work on until its lease ends. */
export interface TakenNotification {
  notification_id: string;
  user_id: string;
  channel: ChannelName;
  title: LocalizedText;
  text: LocalizedText;
  state: 'sending' | 'retracting';
  attempts: number;
}

/** Takes what is due, the longest overdue first; rows that another worker is taking are left to it. */
export function takeDue(limit: number, leaseMs: number): Statement {
  return {
    text: `with due as (
        select notification_id from notification where due_at <= now()
        order by due_at limit $1 for update skip locked
      )
      update notification n set
        state = case when state = 'retracting' then 'retracting' else 'sending' end,
        attempts = attempts + 1,
        due_at = now() + make_interval(secs => $2 / 1000.0)
      from due where n.notification_id = due.notification_id
      returning n.notification_id, n.user_id, n.channel, n.title, n.text, n.state, n.attempts`,
    values: [limit, leaseMs],
  };
}

/** Settles an attempt; one row comes back if it was still this worker's. A delay puts it back to be tried again. */
export function settle(
  { notification_id: id, state, attempts }: TakenNotification,
  next: DeliveryState,
  delayMs: number | null,
): Statement {
  return {
    text: `with settled as (
        update notification set
          state = $4,
          due_at = now() + make_interval(secs => $5::float8 / 1000.0),
          delivered_at = case when $4 = 'delivered' then now() else delivered_at end
        where notification_id = $1 and state = $2 and attempts = $3
        returning 1
      )
      select count(*)::int as count from settled`,
    values: [id, state, attempts, next, delayMs],
  };
}

/**
 * After a delivery whose attempt was no longer this worker's: where the notification was cancelled meanwhile, what has just
 * gone out is to be taken back, once more if need be.
 */
export function retractAgain(notificationId: string): Statement {
  return {
    text: `update notification set state = 'retracting', attempts = 0, due_at = now()
      where notification_id = $1 and state in ('retracting', 'retracted')`,
    values: [notificationId],
  };
}
