// Generated from proto/suoke/testkit/v1/bench.proto


/**
 * Input of the saga `bench`, which has the shape of a health consultation and nothing else: seven calls in five steps. For the
 * benchmark; no service of Suoke Life speaks it.
 */
export interface BenchInput {
  /**
   * What becomes of the calls, see `BenchRecordService`.
   */
  'subject'?: (string);
  /**
   * What is carried along, 1 KB in the benchmark.
   */
  'payload'?: (string);
}

/**
 * Input of the saga `bench`, which has the shape of a health consultation and nothing else: seven calls in five steps. For the
 * benchmark; no service of Suoke Life speaks it.
 */
export interface BenchInput__Output {
  /**
   * What becomes of the calls, see `BenchRecordService`.
   */
  'subject': (string);
  /**
   * What is carried along, 1 KB in the benchmark.
   */
  'payload': (string);
}
