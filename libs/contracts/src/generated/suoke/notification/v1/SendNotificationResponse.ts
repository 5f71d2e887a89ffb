// Generated from proto/suoke/notification/v1/notification.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';

/**
 * Reply of SendNotification.
 */
export interface SendNotificationResponse {
  /**
   * Id of the notification.
   */
  'notification_id'?: (string);
  /**
   * When it was accepted.
   */
  'create_time'?: (_google_protobuf_Timestamp | null);
}

/**
 * Reply of SendNotification.
 */
export interface SendNotificationResponse__Output {
  /**
   * Id of the notification.
   */
  'notification_id': (string);
  /**
   * When it was accepted.
   */
  'create_time': (_google_protobuf_Timestamp__Output | null);
}
