// Generated from proto/suoke/health_record/v1/health_record.proto


/**
 * Request of ListVersions.
 */
export interface ListVersionsRequest {
  /**
   * The person; may be empty where a saga is given.
   */
  'user_id'?: (string);
  /**
   * Only this type of data; empty for all.
   */
  'type'?: (string);
  /**
   * Only versions that this saga wrote; empty for all.
   */
  'saga_id'?: (string);
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
 * Request of ListVersions.
 */
export interface ListVersionsRequest__Output {
  /**
   * The person; may be empty where a saga is given.
   */
  'user_id': (string);
  /**
   * Only this type of data; empty for all.
   */
  'type': (string);
  /**
   * Only versions that this saga wrote; empty for all.
   */
  'saga_id': (string);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first. The filters must be the same.
   */
  'page_token': (string);
}
