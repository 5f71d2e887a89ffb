// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Reply of Generate.
 */
export interface GenerateResponse {
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
 * Reply of Generate.
 */
export interface GenerateResponse__Output {
  /**
   * Id of what was done, made by the service.
   */
  'id': (string);
  /**
   * As it was given.
   */
  'payload': (string);
}
