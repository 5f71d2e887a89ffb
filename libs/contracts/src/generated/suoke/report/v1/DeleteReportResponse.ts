// Generated from proto/suoke/report/v1/report.proto


/**
 * Reply of DeleteReport.
 */
export interface DeleteReportResponse {
  /**
   * A report was withdrawn; false when there was nothing to undo.
   */
  'withdrawn'?: (boolean);
}

/**
 * Reply of DeleteReport.
 */
export interface DeleteReportResponse__Output {
  /**
   * A report was withdrawn; false when there was nothing to undo.
   */
  'withdrawn': (boolean);
}
