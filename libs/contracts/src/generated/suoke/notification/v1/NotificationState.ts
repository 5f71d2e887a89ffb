// Generated from proto/suoke/notification/v1/notification.proto

/**
 * Where a notification stands.
 */
export const NotificationState = {
  /**
   * Never sent.
   */
  NOTIFICATION_STATE_UNSPECIFIED: 'NOTIFICATION_STATE_UNSPECIFIED',
  /**
   * Accepted, not delivered yet.
   */
  NOTIFICATION_STATE_QUEUED: 'NOTIFICATION_STATE_QUEUED',
  /**
   * Delivered.
   */
  NOTIFICATION_STATE_DELIVERED: 'NOTIFICATION_STATE_DELIVERED',
  /**
   * Cancelled before it was delivered.
   */
  NOTIFICATION_STATE_DROPPED: 'NOTIFICATION_STATE_DROPPED',
  /**
   * Cancelled after it was delivered; gone from the inbox.
   */
  NOTIFICATION_STATE_RETRACTED: 'NOTIFICATION_STATE_RETRACTED',
  /**
   * The channel refused it for good.
   */
  NOTIFICATION_STATE_FAILED: 'NOTIFICATION_STATE_FAILED',
} as const;

/**
 * Where a notification stands.
 */
export type NotificationState =
  /**
   * Never sent.
   */
  | 'NOTIFICATION_STATE_UNSPECIFIED'
  | 0
  /**
   * Accepted, not delivered yet.
   */
  | 'NOTIFICATION_STATE_QUEUED'
  | 1
  /**
   * Delivered.
   */
  | 'NOTIFICATION_STATE_DELIVERED'
  | 2
  /**
   * Cancelled before it was delivered.
   */
  | 'NOTIFICATION_STATE_DROPPED'
  | 3
  /**
   * Cancelled after it was delivered; gone from the inbox.
   */
  | 'NOTIFICATION_STATE_RETRACTED'
  | 4
  /**
   * The channel refused it for good.
   */
  | 'NOTIFICATION_STATE_FAILED'
  | 5

/**
 * Where a notification stands.
 */
export type NotificationState__Output = typeof NotificationState[keyof typeof NotificationState]
