// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Reply of Send.
 */
export interface SendResponse {
  /**
   * Id of what was done, made by the service.
   */
  'id'?: (string);
  /**
   * As it was given.
   */
  'payload'?: (string);
}

/**
 * Reply of Send.
 */
export interface SendResponse__Output {
  /**
   * Id of what was done, made by the service.
   */
  'id': (string);
  /**
   * As it was given.
   */
  'payload': (string);
}
