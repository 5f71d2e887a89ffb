// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Reply of Delete.
 */
export interface DeleteResponse {
  /**
   * Always true.
   */
  'undone'?: (boolean);
}

/**
 * Reply of Delete.
 */
export interface DeleteResponse__Output {
  /**
   * Always true.
   */
  'undone': (boolean);
}
