// Generated from proto/suoke/report/v1/report.proto

import type { Report as _suoke_report_v1_Report, Report__Output as _suoke_report_v1_Report__Output } from '../../../suoke/report/v1/Report.js';

/**
 * Reply of GetReport.
 */
export interface GetReportResponse {
  /**
   * The report.
   */
  'report'?: (_suoke_report_v1_Report | null);
}

/**
 * Reply of GetReport.
 */
export interface GetReportResponse__Output {
  /**
   * The report.
   */
  'report': (_suoke_report_v1_Report__Output | null);
}
