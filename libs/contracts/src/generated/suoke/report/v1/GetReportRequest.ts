// Generated from proto/suoke/report/v1/report.proto


/**
 * Request of GetReport.
 */
export interface GetReportRequest {
  /**
   * Id of the report.
   */
  'report_id'?: (string);
}

/**
 * Request of GetReport.
 */
export interface GetReportRequest__Output {
  /**
   * Id of the report.
   */
  'report_id': (string);
}
