// Generated from proto/suoke/saga/admin/v1/operation.proto


/**
 * Request of ListOperations.
 */
export interface ListOperationsRequest {
  /**
   * AIP-160: `state = RUNNING`, `actor = "…"`, `action = REPLAY`, `create_time > "…"`, joined by AND. Empty for all.
   */
  'filter'?: (string);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000; negative is refused.
   */
  'page_size'?: (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'page_token'?: (string);
}

/**
 * Request of ListOperations.
 */
export interface ListOperationsRequest__Output {
  /**
   * AIP-160: `state = RUNNING`, `actor = "…"`, `action = REPLAY`, `create_time > "…"`, joined by AND. Empty for all.
   */
  'filter': (string);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000; negative is refused.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'page_token': (string);
}
