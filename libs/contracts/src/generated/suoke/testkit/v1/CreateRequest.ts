// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Request of Create.
 */
export interface CreateRequest {
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
 * Request of Create.
 */
export interface CreateRequest__Output {
  /**
   * What becomes of the call, see `BenchRecordService`.
   */
  'subject': (string);
  /**
   * What is carried along.
   */
  'payload': (string);
}
