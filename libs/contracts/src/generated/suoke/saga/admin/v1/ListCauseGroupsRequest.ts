// Generated from proto/suoke/saga/admin/v1/oversight.proto


/**
 * Request of ListCauseGroups.
 */
export interface ListCauseGroupsRequest {
  /**
   * AIP-160, as in ListSagasRequest. Empty for all.
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
 * Request of ListCauseGroups.
 */
export interface ListCauseGroupsRequest__Output {
  /**
   * AIP-160, as in ListSagasRequest. Empty for all.
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
