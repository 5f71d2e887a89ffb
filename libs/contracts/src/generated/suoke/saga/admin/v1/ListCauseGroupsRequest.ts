// Generated from proto/suoke/saga/admin/v1/oversight.proto


/**
 * Request of ListCauseGroups.
 */
export interface ListCauseGroupsRequest {
  /**
   * AIP-160, as in ListSagasRequest, but any field may stand alone: only stuck sagas are looked at. Empty for all.
   */
  'filter'?: (string);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000; negative is refused.
   */
  'page_size'?: (number);
  /**
   * `next_page_token` of the page before; empty for the first. A group that changes its size meanwhile may change its page.
   */
  'page_token'?: (string);
}

/**
 * Request of ListCauseGroups.
 */
export interface ListCauseGroupsRequest__Output {
  /**
   * AIP-160, as in ListSagasRequest, but any field may stand alone: only stuck sagas are looked at. Empty for all.
   */
  'filter': (string);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000; negative is refused.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first. A group that changes its size meanwhile may change its page.
   */
  'page_token': (string);
}
