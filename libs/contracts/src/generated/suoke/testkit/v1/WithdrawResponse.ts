// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Reply of Withdraw.
 */
export interface WithdrawResponse {
  /**
   * Always true.
   */
  'undone'?: (boolean);
}

/**
 * Reply of Withdraw.
 */
export interface WithdrawResponse__Output {
  /**
   * Always true.
   */
  'undone': (boolean);
}
