// Generated from proto/suoke/report/v1/report.proto


/**
 * Request of ListReports.
 */
export interface ListReportsRequest {
  /**
   * Only reports for this person; empty for all.
   */
  'user_id'?: (string);
  /**
   * Only reports of this consultation; empty for all.
   */
  'consultation_id'?: (string);
  /**
   * Only reports that this saga asked for; empty for all.
   */
  'saga_id'?: (string);
  /**
   * Withdrawn ones too.
   */
  'show_withdrawn'?: (boolean);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000.
   */
  'page_size'?: (number);
  /**
   * `next_page_token` of the page before; empty for the first. The filters must be the same.
   */
  'page_token'?: (string);
}

/**
 * Request of ListReports.
 */
export interface ListReportsRequest__Output {
  /**
   * Only reports for this person; empty for all.
   */
  'user_id': (string);
  /**
   * Only reports of this consultation; empty for all.
   */
  'consultation_id': (string);
  /**
   * Only reports that this saga asked for; empty for all.
   */
  'saga_id': (string);
  /**
   * Withdrawn ones too.
   */
  'show_withdrawn': (boolean);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first. The filters must be the same.
   */
  'page_token': (string);
}
