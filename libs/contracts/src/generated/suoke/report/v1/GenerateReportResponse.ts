// Generated from proto/suoke/report/v1/report.proto

import type { LocalizedText as _suoke_type_v1_LocalizedText, LocalizedText__Output as _suoke_type_v1_LocalizedText__Output } from '../../../suoke/type/v1/LocalizedText.js';
import type { Urgency as _suoke_ai_agent_v1_Urgency, Urgency__Output as _suoke_ai_agent_v1_Urgency__Output } from '../../../suoke/ai_agent/v1/Urgency.js';

/**
 * Reply of GenerateReport.
 */
export interface GenerateReportResponse {
  /**
   * Id of the report.
   */
  'report_id'?: (string);
  /**
   * Its version within the consultation.
   */
  'version'?: (number);
  /**
   * Heading of the report, for the notification.
   */
  'title'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * The outcome in a few sentences, for the notification.
   */
  'summary'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * The most urgent of all red flags; unspecified when there is none.
   */
  'urgency'?: (_suoke_ai_agent_v1_Urgency);
}

/**
 * Reply of GenerateReport.
 */
export interface GenerateReportResponse__Output {
  /**
   * Id of the report.
   */
  'report_id': (string);
  /**
   * Its version within the consultation.
   */
  'version': (number);
  /**
   * Heading of the report, for the notification.
   */
  'title': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * The outcome in a few sentences, for the notification.
   */
  'summary': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * The most urgent of all red flags; unspecified when there is none.
   */
  'urgency': (_suoke_ai_agent_v1_Urgency__Output);
}
