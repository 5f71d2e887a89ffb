// Generated from proto/suoke/report/v1/report.proto

import type { ReportState as _suoke_report_v1_ReportState, ReportState__Output as _suoke_report_v1_ReportState__Output } from '../../../suoke/report/v1/ReportState.js';
import type { ReportContent as _suoke_report_v1_ReportContent, ReportContent__Output as _suoke_report_v1_ReportContent__Output } from '../../../suoke/report/v1/ReportContent.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';

/**
 * One stored report.
 */
export interface Report {
  /**
   * Id, made by the service.
   */
  'report_id'?: (string);
  /**
   * The person.
   */
  'user_id'?: (string);
  /**
   * The consultation that it is about.
   */
  'consultation_id'?: (string);
  /**
   * Counts the reports of one consultation from 1; withdrawn ones keep their number.
   */
  'version'?: (number);
  /**
   * Where it stands.
   */
  'state'?: (_suoke_report_v1_ReportState);
  /**
   * What it says.
   */
  'content'?: (_suoke_report_v1_ReportContent | null);
  /**
   * Ids of the analyses that it rests on.
   */
  'analysis_ids'?: (string)[];
  /**
   * When it was stored.
   */
  'create_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When it was withdrawn; unset while it is valid.
   */
  'withdraw_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Why it was withdrawn.
   */
  'withdraw_reason'?: (string);
  /**
   * The saga that asked for it; empty when none did.
   */
  'saga_id'?: (string);
}

/**
 * One stored report.
 */
export interface Report__Output {
  /**
   * Id, made by the service.
   */
  'report_id': (string);
  /**
   * The person.
   */
  'user_id': (string);
  /**
   * The consultation that it is about.
   */
  'consultation_id': (string);
  /**
   * Counts the reports of one consultation from 1; withdrawn ones keep their number.
   */
  'version': (number);
  /**
   * Where it stands.
   */
  'state': (_suoke_report_v1_ReportState__Output);
  /**
   * What it says.
   */
  'content': (_suoke_report_v1_ReportContent__Output | null);
  /**
   * Ids of the analyses that it rests on.
   */
  'analysis_ids': (string)[];
  /**
   * When it was stored.
   */
  'create_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it was withdrawn; unset while it is valid.
   */
  'withdraw_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Why it was withdrawn.
   */
  'withdraw_reason': (string);
  /**
   * The saga that asked for it; empty when none did.
   */
  'saga_id': (string);
}
