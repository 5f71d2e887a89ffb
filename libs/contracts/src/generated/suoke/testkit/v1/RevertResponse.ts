// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Reply of Revert.
 */
export interface RevertResponse {
  /**
   * Always true.
   */
  'undone'?: (boolean);
}

/**
 * Reply of Revert.
 */
export interface RevertResponse__Output {
  /**
   * Always true.
   */
  'undone': (boolean);
}
