// Generated from proto/suoke/saga/admin/v1/oversight.proto


/**
 * Request of ListDefinitions.
 */
export interface ListDefinitionsRequest {
  /**
   * Only this type; empty for all.
   */
  'type'?: (string);
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
 * Request of ListDefinitions.
 */
export interface ListDefinitionsRequest__Output {
  /**
   * Only this type; empty for all.
   */
  'type': (string);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000; negative is refused.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'page_token': (string);
}
