// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Request of Analyze.
 */
export interface AnalyzeRequest {
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
 * Request of Analyze.
 */
export interface AnalyzeRequest__Output {
  /**
   * What becomes of the call, see `BenchRecordService`.
   */
  'subject': (string);
  /**
   * What is carried along.
   */
  'payload': (string);
}
