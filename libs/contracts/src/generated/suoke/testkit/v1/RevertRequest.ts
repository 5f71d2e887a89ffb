// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Request of Revert.
 */
export interface RevertRequest {
  /**
   * Id of what is undone, empty when it is not known.
   */
  'id'?: (string);
}

/**
 * Request of Revert.
 */
export interface RevertRequest__Output {
  /**
   * Id of what is undone, empty when it is not known.
   */
  'id': (string);
}
