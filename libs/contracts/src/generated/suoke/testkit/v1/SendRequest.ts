// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Request of Send.
 */
export interface SendRequest {
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
 * Request of Send.
 */
export interface SendRequest__Output {
  /**
   * What becomes of the call, see `BenchRecordService`.
   */
  'subject': (string);
  /**
   * What is carried along.
   */
  'payload': (string);
}
