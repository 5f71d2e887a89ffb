// Generated from proto/suoke/saga/v1/saga.proto


/**
 * Request of ListSagas.
 */
export interface ListSagasRequest {
  /**
   * AIP-160: `status = FAILED`, `type = "health-consultation"`, `stuck_class = POISON`, `labels.clinic = "east"`,
   * `labels.clinic:*` (is set), `create_time >= "2026-11-23T00:00:00Z"`; `!=`, `<`, `<=`, `>`; joined by AND or OR, with NOT
   * and parentheses, which mixed ANDs and ORs need. Empty for all. At most 2,000 characters and 32 comparisons.
   * 
   * A filter that would read every saga is refused, and the refusal names what to add: a time after which the sagas began, a
   * label, a status other than COMPLETED, or a stuck class.
   */
  'filter'?: (string);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000.
   */
  'page_size'?: (number);
  /**
   * `next_page_token` of the page before; empty for the first. The filter must be the same.
   */
  'page_token'?: (string);
}

/**
 * Request of ListSagas.
 */
export interface ListSagasRequest__Output {
  /**
   * AIP-160: `status = FAILED`, `type = "health-consultation"`, `stuck_class = POISON`, `labels.clinic = "east"`,
   * `labels.clinic:*` (is set), `create_time >= "2026-11-23T00:00:00Z"`; `!=`, `<`, `<=`, `>`; joined by AND or OR, with NOT
   * and parentheses, which mixed ANDs and ORs need. Empty for all. At most 2,000 characters and 32 comparisons.
   * 
   * A filter that would read every saga is refused, and the refusal names what to add: a time after which the sagas began, a
   * label, a status other than COMPLETED, or a stuck class.
   */
  'filter': (string);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first. The filter must be the same.
   */
  'page_token': (string);
}
