import {
  enumName,
  enums,
  identifier,
  localizedText,
  optionalIdentifier,
  optionalUuid,
  text,
} from '#libs/contracts';
import { pageFields } from '#libs/participant';
import { z } from 'zod';

/** The rules of SendNotification. */
export const sendNotificationInput = z.object({
  user_id: identifier(),
  report_id: optionalIdentifier(),
  title: localizedText().nullable(),
  text: localizedText()
    .nullable()
    .refine(
      (value) => value !== null && `${value.zh_cn}${value.en}`.trim() !== '',
      'is required in one language at least',
    ),
  urgency: enumName(enums.Urgency),
  channel: enumName(enums.Channel),
});
export type SendNotificationInput = z.output<typeof sendNotificationInput>;

/** The rules of CancelNotification. The id is not looked at: the key says which notification it is. */
export const cancelNotificationInput = z.object({ reason: text(0, 500) });

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
