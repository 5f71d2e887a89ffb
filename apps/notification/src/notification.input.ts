import {
  enumName,
  enums,
  identifier,
  localizedText,
  optionalIdentifier,
  optionalUuid,
  required,
  text,
} from '#libs/contracts';
import { pageFields } from '#libs/participant';
import { z } from 'zod';
import type { ChannelName, Channels } from './channel.js';

/** The rules of SendNotification where these channels are to be had; a channel that was not said is the inbox. */
export const sendInput = (channels: Pick<Channels, 'has'>) =>
  z.object({
    user_id: identifier(),
    report_id: optionalIdentifier(),
    title: localizedText().nullable(),
    text: required(localizedText().shape).refine(
      ({ zh_cn: chinese, en: english }) => chinese.trim() !== '' || english.trim() !== '',
      'must say something in at least one language',
    ),
    urgency: enumName(enums.Urgency),
    channel: enumName(enums.Channel)
      .transform((name): ChannelName => (name === 'CHANNEL_UNSPECIFIED' ? 'CHANNEL_INBOX' : name))
      .refine((name) => channels.has(name), 'is no channel of this service'),
  });
export type SendInput = z.output<ReturnType<typeof sendInput>>;

/** The rules of CancelNotification. The id is not looked at: the key says which notification it is. */
export const cancelInput = z.object({ reason: text(0, 500) });

export const getNotificationInput = z.object({ notification_id: text(1, 64) });

export const listInboxInput = z.object({ user_id: identifier(), ...pageFields });
export type ListInboxInput = z.output<typeof listInboxInput>;

export const listNotificationsInput = z.object({
  user_id: optionalIdentifier(),
  saga_id: optionalUuid(),
  state: enumName(enums.NotificationState),
  ...pageFields,
});
export type ListNotificationsInput = z.output<typeof listNotificationsInput>;
