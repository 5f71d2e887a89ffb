// Generated from proto/suoke/saga/admin/v1/admin_saga.proto


/**
 * Request of ListSagas.
 */
export interface ListSagasRequest {
  /**
   * AIP-160, terms joined by AND, as in suoke.saga.v1.ListSagasRequest, and besides `cause`, `error.code`, `owner`,
   * `blocked_on`, `paused = true`, `origin`. Empty for all. At most 2,000 characters.
   */
  'filter'?: (string);
  /**
   * AIP-132: `create_time desc` (also when empty), `create_time`, `finish_time desc`.
   */
  'order_by'?: (string);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000; negative is refused.
   */
  'page_size'?: (number);
  /**
   * `next_page_token` of the page before; empty for the first. Bound to filter and order; gives no right by itself.
   */
  'page_token'?: (string);
}

/**
 * Request of ListSagas.
 */
export interface ListSagasRequest__Output {
  /**
   * AIP-160, terms joined by AND, as in suoke.saga.v1.ListSagasRequest, and besides `cause`, `error.code`, `owner`,
   * `blocked_on`, `paused = true`, `origin`. Empty for all. At most 2,000 characters.
   */
  'filter': (string);
  /**
   * AIP-132: `create_time desc` (also when empty), `create_time`, `finish_time desc`.
   */
  'order_by': (string);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000; negative is refused.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first. Bound to filter and order; gives no right by itself.
   */
  'page_token': (string);
}
