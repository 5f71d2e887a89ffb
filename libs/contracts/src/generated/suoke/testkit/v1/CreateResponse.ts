// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Reply of Create.
 */
export interface CreateResponse {
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
 * Reply of Create.
 */
export interface CreateResponse__Output {
  /**
   * Id of what was done, made by the service.
   */
  'id': (string);
  /**
   * As it was given.
   */
  'payload': (string);
}
