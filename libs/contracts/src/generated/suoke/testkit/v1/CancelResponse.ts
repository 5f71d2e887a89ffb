// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Reply of Cancel.
 */
export interface CancelResponse {
  /**
   * Always true.
   */
  'undone'?: (boolean);
}

/**
 * Reply of Cancel.
 */
export interface CancelResponse__Output {
  /**
   * Always true.
   */
  'undone': (boolean);
}
