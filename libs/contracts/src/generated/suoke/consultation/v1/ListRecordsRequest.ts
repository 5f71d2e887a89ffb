// Generated from proto/suoke/consultation/v1/consultation.proto


/**
 * Request of ListRecords.
 */
export interface ListRecordsRequest {
  /**
   * Only records of this person; empty for all.
   */
  'user_id'?: (string);
  /**
   * Only records that this saga created; empty for all.
   */
  'saga_id'?: (string);
  /**
   * Deleted records too.
   */
  'show_deleted'?: (boolean);
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
 * Request of ListRecords.
 */
export interface ListRecordsRequest__Output {
  /**
   * Only records of this person; empty for all.
   */
  'user_id': (string);
  /**
   * Only records that this saga created; empty for all.
   */
  'saga_id': (string);
  /**
   * Deleted records too.
   */
  'show_deleted': (boolean);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first. The filters must be the same.
   */
  'page_token': (string);
}
