/**
 * The port by which notifications leave. Here the adapter is the inbox (inbox-channel.ts); e-mail and webhooks are others.
 *
 * C1 Both directions are idempotent by the notification's id: the worker may repeat what it does not know the end of.
 * C2 A retraction may come for what was never delivered, and may be followed by a delivery that was slow; the worker then
 *    retracts again.
 * C3 Nobody holds a transaction open while a channel works.
 */
export type ChannelName = 'inbox';

/** What a channel gets to know. */
export interface OutgoingNotification {
  notificationId: string;
  userId: string;
  title: LocalizedText;
  text: LocalizedText;
}

export interface LocalizedText {
  zh_cn: string;
  en: string;
}

export interface NotificationChannel {
  readonly name: ChannelName;

  /** Brings it to the person. Throws DeliveryRefused when that can never work, anything else when it may work later. */
  deliver(notification: OutgoingNotification, signal: AbortSignal): Promise<void>;

  /** Takes it back, as far as the channel can; done when there is nothing left that could be taken back. */
  retract(notificationId: string, signal: AbortSignal): Promise<void>;
}

/** The channel said no for good: an address that does not exist. `reason` is a constant, `[A-Z0-9_]{1,63}`. */
export class DeliveryRefused extends Error {
  override readonly name = 'DeliveryRefused';

  constructor(readonly reason: string) {
    super(reason);
  }
}

/** Under which Nest finds the list of channels. */
export const CHANNELS = Symbol('notification channels');
