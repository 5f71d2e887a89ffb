// Generated from proto/suoke/notification/v1/notification.proto

import type { LocalizedText as _suoke_type_v1_LocalizedText, LocalizedText__Output as _suoke_type_v1_LocalizedText__Output } from '../../../suoke/type/v1/LocalizedText.js';
import type { Urgency as _suoke_ai_agent_v1_Urgency, Urgency__Output as _suoke_ai_agent_v1_Urgency__Output } from '../../../suoke/ai_agent/v1/Urgency.js';
import type { Channel as _suoke_notification_v1_Channel, Channel__Output as _suoke_notification_v1_Channel__Output } from '../../../suoke/notification/v1/Channel.js';

/**
 * Request of SendNotification.
 */
export interface SendNotificationRequest {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id'?: (string);
  /**
   * The report that it tells of; may be empty.
   */
  'report_id'?: (string);
  /**
   * Heading; may be unset.
   */
  'title'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * What it says; at least one language. Required.
   */
  'text'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * How soon the person must act.
   */
  'urgency'?: (_suoke_ai_agent_v1_Urgency);
  /**
   * By which way it goes out.
   */
  'channel'?: (_suoke_notification_v1_Channel);
}

/**
 * Request of SendNotification.
 */
export interface SendNotificationRequest__Output {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id': (string);
  /**
   * The report that it tells of; may be empty.
   */
  'report_id': (string);
  /**
   * Heading; may be unset.
   */
  'title': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * What it says; at least one language. Required.
   */
  'text': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * How soon the person must act.
   */
  'urgency': (_suoke_ai_agent_v1_Urgency__Output);
  /**
   * By which way it goes out.
   */
  'channel': (_suoke_notification_v1_Channel__Output);
}
