// Generated from proto/suoke/notification/v1/notification.proto

import type { Notification as _suoke_notification_v1_Notification, Notification__Output as _suoke_notification_v1_Notification__Output } from '../../../suoke/notification/v1/Notification.js';

/**
 * Reply of ListNotifications.
 */
export interface ListNotificationsResponse {
  /**
   * The page.
   */
  'notifications'?: (_suoke_notification_v1_Notification)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
}

/**
 * Reply of ListNotifications.
 */
export interface ListNotificationsResponse__Output {
  /**
   * The page.
   */
  'notifications': (_suoke_notification_v1_Notification__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
}
