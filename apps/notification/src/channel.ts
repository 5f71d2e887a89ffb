import type { notification_v1 } from '#libs/contracts';
import type { EntityManager } from 'typeorm';
import type { Notification } from './notification.entity.js';

/** The ways that there are. */
export type ChannelName = Exclude<notification_v1.Channel__Output, 'CHANNEL_UNSPECIFIED'>;

/** What a channel gets to deliver. */
export type Letter = Readonly<
  Pick<Notification, 'notificationId' | 'userId' | 'reportId' | 'title' | 'text' | 'urgency'>
>;

/**
 * A way by which notifications go out: the port that e-mail, webhooks and the like implement.
 *
 * Both methods are called while the row of the notification is locked, so never at the same time for one notification.
 * The manager is that of the surrounding transaction, in a savepoint of its own: what is written by it is kept exactly
 * when the new state is. A channel that calls out instead must end within 10 s and stand a repeat with the same
 * `notificationId`, because the process may die between the call and the commit.
 */
export interface DeliveryChannel {
  readonly name: ChannelName;
  /** Throws ChannelRefusal when it will never take this letter; anything else that is thrown means: again later. */
  deliver(letter: Letter, manager: EntityManager): Promise<void>;
  /**
   * Takes back what was delivered, as far as that can be done. Part of a saga's undo: it must not call out (an order that
   * a worker performs later goes into the transaction), and what it throws rolls the undo back, to be tried again.
   */
  retract(letter: Letter, manager: EntityManager): Promise<void>;
}

/** A channel refuses a letter for good; `reason` is a constant, `[A-Z0-9_]{1,63}`. */
export class ChannelRefusal extends Error {
  override readonly name = 'ChannelRefusal';

  constructor(readonly reason: string) {
    super(`the channel refused it: ${reason}`);
  }
}

/** The channels of this process, by name. */
export class Channels {
  private readonly byName: ReadonlyMap<string, DeliveryChannel>;

  constructor(channels: readonly DeliveryChannel[]) {
    this.byName = new Map(channels.map((channel) => [channel.name, channel]));
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  /** Throws RangeError for a channel that this process does not have. */
  get(name: ChannelName): DeliveryChannel {
    const channel = this.byName.get(name);
    if (channel === undefined) throw new RangeError(`this process has no channel ${name}`);
    return channel;
  }
}
