// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Request of Update.
 */
export interface UpdateRequest {
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
 * Request of Update.
 */
export interface UpdateRequest__Output {
  /**
   * What becomes of the call, see `BenchRecordService`.
   */
  'subject': (string);
  /**
   * What is carried along.
   */
  'payload': (string);
}
