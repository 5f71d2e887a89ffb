// Generated from proto/suoke/report/v1/report.proto

import type { LocalizedText as _suoke_type_v1_LocalizedText, LocalizedText__Output as _suoke_type_v1_LocalizedText__Output } from '../../../suoke/type/v1/LocalizedText.js';
import type { ReportSection as _suoke_report_v1_ReportSection, ReportSection__Output as _suoke_report_v1_ReportSection__Output } from '../../../suoke/report/v1/ReportSection.js';
import type { Urgency as _suoke_ai_agent_v1_Urgency, Urgency__Output as _suoke_ai_agent_v1_Urgency__Output } from '../../../suoke/ai_agent/v1/Urgency.js';

/**
 * What a report says.
 */
export interface ReportContent {
  /**
   * Heading of the report.
   */
  'title'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * The outcome in a few sentences, fit for a notification.
   */
  'summary'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * Sections in reading order.
   */
  'sections'?: (_suoke_report_v1_ReportSection)[];
  /**
   * The most urgent of all red flags; unspecified when there is none.
   */
  'urgency'?: (_suoke_ai_agent_v1_Urgency);
}

/**
 * What a report says.
 */
export interface ReportContent__Output {
  /**
   * Heading of the report.
   */
  'title': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * The outcome in a few sentences, fit for a notification.
   */
  'summary': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * Sections in reading order.
   */
  'sections': (_suoke_report_v1_ReportSection__Output)[];
  /**
   * The most urgent of all red flags; unspecified when there is none.
   */
  'urgency': (_suoke_ai_agent_v1_Urgency__Output);
}
