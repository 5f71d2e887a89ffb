// Generated from proto/suoke/report/v1/report.proto

/**
 * Where a report stands.
 */
export const ReportState = {
  /**
   * Never sent.
   */
  REPORT_STATE_UNSPECIFIED: 'REPORT_STATE_UNSPECIFIED',
  /**
   * Valid.
   */
  REPORT_STATE_ISSUED: 'REPORT_STATE_ISSUED',
  /**
   * Withdrawn by DeleteReport.
   */
  REPORT_STATE_WITHDRAWN: 'REPORT_STATE_WITHDRAWN',
} as const;

/**
 * Where a report stands.
 */
export type ReportState =
  /**
   * Never sent.
   */
  | 'REPORT_STATE_UNSPECIFIED'
  | 0
  /**
   * Valid.
   */
  | 'REPORT_STATE_ISSUED'
  | 1
  /**
   * Withdrawn by DeleteReport.
   */
  | 'REPORT_STATE_WITHDRAWN'
  | 2

/**
 * Where a report stands.
 */
export type ReportState__Output = typeof ReportState[keyof typeof ReportState]
