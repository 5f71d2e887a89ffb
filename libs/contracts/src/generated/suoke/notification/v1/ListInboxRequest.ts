// Generated from proto/suoke/notification/v1/notification.proto


/**
 * Request of ListInbox.
 */
export interface ListInboxRequest {
  /**
   * The person. Required.
   */
  'user_id'?: (string);
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
 * Request of ListInbox.
 */
export interface ListInboxRequest__Output {
  /**
   * The person. Required.
   */
  'user_id': (string);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first. The filters must be the same.
   */
  'page_token': (string);
}
