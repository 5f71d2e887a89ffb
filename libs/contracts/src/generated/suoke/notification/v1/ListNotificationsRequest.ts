// Generated from proto/suoke/notification/v1/notification.proto

import type { NotificationState as _suoke_notification_v1_NotificationState, NotificationState__Output as _suoke_notification_v1_NotificationState__Output } from '../../../suoke/notification/v1/NotificationState.js';

/**
 * Request of ListNotifications.
 */
export interface ListNotificationsRequest {
  /**
   * Only notifications to this person; empty for all.
   */
  'user_id'?: (string);
  /**
   * Only notifications that this saga sent; empty for all.
   */
  'saga_id'?: (string);
  /**
   * Only notifications in this state; unspecified for all.
   */
  'state'?: (_suoke_notification_v1_NotificationState);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000.
   */
  'page_size'?: (number);
  /**
   * `next_page_token` of the page before; empty for the first. The filters must be the same.
   */
  'page_token'?: (string);
}

/**
 * Request of ListNotifications.
 */
export interface ListNotificationsRequest__Output {
  /**
   * Only notifications to this person; empty for all.
   */
  'user_id': (string);
  /**
   * Only notifications that this saga sent; empty for all.
   */
  'saga_id': (string);
  /**
   * Only notifications in this state; unspecified for all.
   */
  'state': (_suoke_notification_v1_NotificationState__Output);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first. The filters must be the same.
   */
  'page_token': (string);
}
