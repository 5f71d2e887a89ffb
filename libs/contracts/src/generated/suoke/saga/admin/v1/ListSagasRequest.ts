// Generated from proto/suoke/saga/admin/v1/admin_saga.proto


/**
 * Request of ListSagas.
 */
export interface ListSagasRequest {
  /**
   * AIP-160, as in suoke.saga.v1.ListSagasRequest, with these fields besides: `step` (the current one), `error.code`,
   * `error.reason`, `cause`, `owner`, `blocked_on` (the held participant), `paused = true`, `origin`, `finish_time`,
   * `update_time`, `revision`, `age > 30m` (since the start), `due < 5m` (in less than that, or since; `due < -5m`: since
   * more), `overdue = true` (since more than 30 s). `field:*` where a field is set. Empty for all.
   */
  'filter'?: (string);
  /**
   * AIP-132: `create_time desc` (also when empty), `create_time`, or `finish_time desc`, which lists ended sagas only.
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
  /**
   * Also counts what all pages hold together, up to 10,000.
   */
  'with_total_size'?: (boolean);
}

/**
 * Request of ListSagas.
 */
export interface ListSagasRequest__Output {
  /**
   * AIP-160, as in suoke.saga.v1.ListSagasRequest, with these fields besides: `step` (the current one), `error.code`,
   * `error.reason`, `cause`, `owner`, `blocked_on` (the held participant), `paused = true`, `origin`, `finish_time`,
   * `update_time`, `revision`, `age > 30m` (since the start), `due < 5m` (in less than that, or since; `due < -5m`: since
   * more), `overdue = true` (since more than 30 s). `field:*` where a field is set. Empty for all.
   */
  'filter': (string);
  /**
   * AIP-132: `create_time desc` (also when empty), `create_time`, or `finish_time desc`, which lists ended sagas only.
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
  /**
   * Also counts what all pages hold together, up to 10,000.
   */
  'with_total_size': (boolean);
}
