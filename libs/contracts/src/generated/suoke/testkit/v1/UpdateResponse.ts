// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Reply of Update.
 */
export interface UpdateResponse {
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
 * Reply of Update.
 */
export interface UpdateResponse__Output {
  /**
   * Id of what was done, made by the service.
   */
  'id': (string);
  /**
   * As it was given.
   */
  'payload': (string);
}
