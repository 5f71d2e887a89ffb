// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Request of Generate.
 */
export interface GenerateRequest {
  /**
   * What becomes of the call, see `BenchRecordService`.
   */
  'subject'?: (string);
  /**
   * What is carried along.
   */
  'payload'?: (string);
}

/**
 * Request of Generate.
 */
export interface GenerateRequest__Output {
  /**
   * What becomes of the call, see `BenchRecordService`.
   */
  'subject': (string);
  /**
   * What is carried along.
   */
  'payload': (string);
}
