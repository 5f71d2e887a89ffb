// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Request of Cancel.
 */
export interface CancelRequest {
  /**
   * Id of what is undone, empty when it is not known.
   */
  'id'?: (string);
}

/**
 * Request of Cancel.
 */
export interface CancelRequest__Output {
  /**
   * Id of what is undone, empty when it is not known.
   */
  'id': (string);
}
