// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Reply of Analyze.
 */
export interface AnalyzeResponse {
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
 * Reply of Analyze.
 */
export interface AnalyzeResponse__Output {
  /**
   * Id of what was done, made by the service.
   */
  'id': (string);
  /**
   * As it was given.
   */
  'payload': (string);
}
