// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Reply of Retract.
 */
export interface RetractResponse {
  /**
   * Always true.
   */
  'undone'?: (boolean);
}

/**
 * Reply of Retract.
 */
export interface RetractResponse__Output {
  /**
   * Always true.
   */
  'undone': (boolean);
}
