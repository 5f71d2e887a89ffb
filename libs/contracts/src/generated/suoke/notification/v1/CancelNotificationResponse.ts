// Generated from proto/suoke/notification/v1/notification.proto

import type { NotificationState as _suoke_notification_v1_NotificationState, NotificationState__Output as _suoke_notification_v1_NotificationState__Output } from '../../../suoke/notification/v1/NotificationState.js';

/**
 * Reply of CancelNotification.
 */
export interface CancelNotificationResponse {
  /**
   * DROPPED or RETRACTED; unspecified when there was nothing to undo.
   */
  'state'?: (_suoke_notification_v1_NotificationState);
}

/**
 * Reply of CancelNotification.
 */
export interface CancelNotificationResponse__Output {
  /**
   * DROPPED or RETRACTED; unspecified when there was nothing to undo.
   */
  'state': (_suoke_notification_v1_NotificationState__Output);
}
