// Generated from proto/suoke/notification/v1/notification.proto


/**
 * Request of GetNotification.
 */
export interface GetNotificationRequest {
  /**
   * Id of the notification.
   */
  'notification_id'?: (string);
}

/**
 * Request of GetNotification.
 */
export interface GetNotificationRequest__Output {
  /**
   * Id of the notification.
   */
  'notification_id': (string);
}
