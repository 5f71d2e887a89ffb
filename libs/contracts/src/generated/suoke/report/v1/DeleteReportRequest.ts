// Generated from proto/suoke/report/v1/report.proto


/**
 * Request of DeleteReport.
 */
export interface DeleteReportRequest {
  /**
   * Id of the report. Empty by design when the outcome of GenerateReport is unknown: the effect is found by the key.
   */
  'report_id'?: (string);
  /**
   * Why, at most 500 characters.
   */
  'reason'?: (string);
}

/**
 * Request of DeleteReport.
 */
export interface DeleteReportRequest__Output {
  /**
   * Id of the report. Empty by design when the outcome of GenerateReport is unknown: the effect is found by the key.
   */
  'report_id': (string);
  /**
   * Why, at most 500 characters.
   */
  'reason': (string);
}
