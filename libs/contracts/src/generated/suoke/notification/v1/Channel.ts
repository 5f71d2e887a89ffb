// Generated from proto/suoke/notification/v1/notification.proto

/**
 * By which way a notification goes out.
 */
export const Channel = {
  /**
   * Not said: the inbox.
   */
  CHANNEL_UNSPECIFIED: 'CHANNEL_UNSPECIFIED',
  /**
   * The inbox in the app.
   */
  CHANNEL_INBOX: 'CHANNEL_INBOX',
} as const;

/**
 * By which way a notification goes out.
 */
export type Channel =
  /**
   * Not said: the inbox.
   */
  | 'CHANNEL_UNSPECIFIED'
  | 0
  /**
   * The inbox in the app.
   */
  | 'CHANNEL_INBOX'
  | 1

/**
 * By which way a notification goes out.
 */
export type Channel__Output = typeof Channel[keyof typeof Channel]
