// Generated from proto/suoke/saga/admin/v1/operation.proto


/**
 * How fast a batch goes, and when it stops by itself.
 */
export interface BatchPacing {
  /**
   * Items per second; 0 for 20, at most 1,000.
   */
  'items_per_second'?: (number);
  /**
   * Items that go first, one after the other, each to its effect; 0 for none, at most 100.
   */
  'canary_items'?: (number);
  /**
   * Pauses when more than this share of the started items is refused or stuck again, in percent; 0 for 20.
   */
  'max_failed_percent'?: (number);
}

/**
 * How fast a batch goes, and when it stops by itself.
 */
export interface BatchPacing__Output {
  /**
   * Items per second; 0 for 20, at most 1,000.
   */
  'items_per_second': (number);
  /**
   * Items that go first, one after the other, each to its effect; 0 for none, at most 100.
   */
  'canary_items': (number);
  /**
   * Pauses when more than this share of the started items is refused or stuck again, in percent; 0 for 20.
   */
  'max_failed_percent': (number);
}
