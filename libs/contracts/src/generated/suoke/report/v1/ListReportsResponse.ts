// Generated from proto/suoke/report/v1/report.proto

import type { Report as _suoke_report_v1_Report, Report__Output as _suoke_report_v1_Report__Output } from '../../../suoke/report/v1/Report.js';

/**
 * Reply of ListReports.
 */
export interface ListReportsResponse {
  /**
   * The page.
   */
  'reports'?: (_suoke_report_v1_Report)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
}

/**
 * Reply of ListReports.
 */
export interface ListReportsResponse__Output {
  /**
   * The page.
   */
  'reports': (_suoke_report_v1_Report__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
}
