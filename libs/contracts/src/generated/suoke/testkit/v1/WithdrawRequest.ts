// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Request of Withdraw.
 */
export interface WithdrawRequest {
  /**
   * Id of what is undone, empty when it is not known.
   */
  'id'?: (string);
}

/**
 * Request of Withdraw.
 */
export interface WithdrawRequest__Output {
  /**
   * Id of what is undone, empty when it is not known.
   */
  'id': (string);
}
