// Generated from proto/suoke/notification/v1/notification.proto

import type { Channel as _suoke_notification_v1_Channel, Channel__Output as _suoke_notification_v1_Channel__Output } from '../../../suoke/notification/v1/Channel.js';
import type { NotificationState as _suoke_notification_v1_NotificationState, NotificationState__Output as _suoke_notification_v1_NotificationState__Output } from '../../../suoke/notification/v1/NotificationState.js';
import type { LocalizedText as _suoke_type_v1_LocalizedText, LocalizedText__Output as _suoke_type_v1_LocalizedText__Output } from '../../../suoke/type/v1/LocalizedText.js';
import type { Urgency as _suoke_ai_agent_v1_Urgency, Urgency__Output as _suoke_ai_agent_v1_Urgency__Output } from '../../../suoke/ai_agent/v1/Urgency.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';

/**
 * One notification.
 */
export interface Notification {
  /**
   * Id, made by the service.
   */
  'notification_id'?: (string);
  /**
   * The person.
   */
  'user_id'?: (string);
  /**
   * The report that it tells of; empty when it is about something else.
   */
  'report_id'?: (string);
  /**
   * By which way it goes out.
   */
  'channel'?: (_suoke_notification_v1_Channel);
  /**
   * Where it stands.
   */
  'state'?: (_suoke_notification_v1_NotificationState);
  /**
   * Heading.
   */
  'title'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * What it says.
   */
  'text'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * How soon the person must act; unspecified when there is no hurry.
   */
  'urgency'?: (_suoke_ai_agent_v1_Urgency);
  /**
   * When it was accepted.
   */
  'create_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When it was delivered; unset before.
   */
  'deliver_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When it was dropped or retracted; unset otherwise.
   */
  'cancel_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Why it was dropped or retracted.
   */
  'cancel_reason'?: (string);
  /**
   * The saga that sent it; empty when none did.
   */
  'saga_id'?: (string);
}

/**
 * One notification.
 */
export interface Notification__Output {
  /**
   * Id, made by the service.
   */
  'notification_id': (string);
  /**
   * The person.
   */
  'user_id': (string);
  /**
   * The report that it tells of; empty when it is about something else.
   */
  'report_id': (string);
  /**
   * By which way it goes out.
   */
  'channel': (_suoke_notification_v1_Channel__Output);
  /**
   * Where it stands.
   */
  'state': (_suoke_notification_v1_NotificationState__Output);
  /**
   * Heading.
   */
  'title': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * What it says.
   */
  'text': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * How soon the person must act; unspecified when there is no hurry.
   */
  'urgency': (_suoke_ai_agent_v1_Urgency__Output);
  /**
   * When it was accepted.
   */
  'create_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it was delivered; unset before.
   */
  'deliver_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it was dropped or retracted; unset otherwise.
   */
  'cancel_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Why it was dropped or retracted.
   */
  'cancel_reason': (string);
  /**
   * The saga that sent it; empty when none did.
   */
  'saga_id': (string);
}
