// Generated from proto/suoke/saga/admin/v1/operation.proto


/**
 * Which sagas a batch is for: a filter or ids, not both. The set is fixed when the operation starts.
 */
export interface BatchSelection {
  /**
   * AIP-160, as in ListSagasRequest. An empty one selects every saga, and is refused unless max_items is set too.
   */
  'filter'?: (string);
  /**
   * Ids, at most 1,000. What is named twice is done once.
   */
  'saga_ids'?: (string)[];
  /**
   * Refuses with FAILED_PRECONDITION `TOO_MANY` when more are selected; 0 for 1,000, at most 100,000.
   */
  'max_items'?: (number);
  /**
   * `eligible` of the preview that this was decided on: refuses with FAILED_PRECONDITION `DRIFTED` when it is more than a
   * tenth more or fewer by now. 0: not compared.
   */
  'expected_items'?: (number);
}

/**
 * Which sagas a batch is for: a filter or ids, not both. The set is fixed when the operation starts.
 */
export interface BatchSelection__Output {
  /**
   * AIP-160, as in ListSagasRequest. An empty one selects every saga, and is refused unless max_items is set too.
   */
  'filter': (string);
  /**
   * Ids, at most 1,000. What is named twice is done once.
   */
  'saga_ids': (string)[];
  /**
   * Refuses with FAILED_PRECONDITION `TOO_MANY` when more are selected; 0 for 1,000, at most 100,000.
   */
  'max_items': (number);
  /**
   * `eligible` of the preview that this was decided on: refuses with FAILED_PRECONDITION `DRIFTED` when it is more than a
   * tenth more or fewer by now. 0: not compared.
   */
  'expected_items': (number);
}
