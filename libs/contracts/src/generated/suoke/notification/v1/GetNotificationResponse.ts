// Generated from proto/suoke/notification/v1/notification.proto

import type { Notification as _suoke_notification_v1_Notification, Notification__Output as _suoke_notification_v1_Notification__Output } from '../../../suoke/notification/v1/Notification.js';

/**
 * Reply of GetNotification.
 */
export interface GetNotificationResponse {
  /**
   * The notification.
   */
  'notification'?: (_suoke_notification_v1_Notification | null);
}

/**
 * Reply of GetNotification.
 */
export interface GetNotificationResponse__Output {
  /**
   * The notification.
   */
  'notification': (_suoke_notification_v1_Notification__Output | null);
}
