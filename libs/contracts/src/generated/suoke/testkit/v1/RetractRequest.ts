// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Request of Retract.
 */
export interface RetractRequest {
  /**
   * Id of what is undone, empty when it is not known.
   */
  'id'?: (string);
}

/**
 * Request of Retract.
 */
export interface RetractRequest__Output {
  /**
   * Id of what is undone, empty when it is not known.
   */
  'id': (string);
}
