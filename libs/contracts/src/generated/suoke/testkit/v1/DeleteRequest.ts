// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Request of Delete.
 */
export interface DeleteRequest {
  /**
   * Id of what is undone, empty when it is not known.
   */
  'id'?: (string);
}

/**
 * Request of Delete.
 */
export interface DeleteRequest__Output {
  /**
   * Id of what is undone, empty when it is not known.
   */
  'id': (string);
}
