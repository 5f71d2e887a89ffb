// Generated from proto/suoke/notification/v1/notification.proto


/**
 * Request of CancelNotification.
 */
export interface CancelNotificationRequest {
  /**
   * Id of the notification. Empty by design when the outcome of SendNotification is unknown: the effect is found by the
   * key.
   */
  'notification_id'?: (string);
  /**
   * Why, at most 500 characters.
   */
  'reason'?: (string);
}

/**
 * Request of CancelNotification.
 */
export interface CancelNotificationRequest__Output {
  /**
   * Id of the notification. Empty by design when the outcome of SendNotification is unknown: the effect is found by the
   * key.
   */
  'notification_id': (string);
  /**
   * Why, at most 500 characters.
   */
  'reason': (string);
}
