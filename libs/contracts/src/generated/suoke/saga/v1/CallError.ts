// Generated from proto/suoke/saga/v1/saga.proto


/**
 * What a participant's answer says in the clear. Its message is not here: it may hold health data.
 */
export interface CallError {
  /**
   * gRPC status by name: `FAILED_PRECONDITION`.
   */
  'code'?: (string);
  /**
   * `ErrorInfo.reason`, `[A-Z0-9_]{1,63}`; empty when the participant gave none.
   */
  'reason'?: (string);
  /**
   * Names of the violated fields, at most 16.
   */
  'fields'?: (string)[];
}

/**
 * What a participant's answer says in the clear. Its message is not here: it may hold health data.
 */
export interface CallError__Output {
  /**
   * gRPC status by name: `FAILED_PRECONDITION`.
   */
  'code': (string);
  /**
   * `ErrorInfo.reason`, `[A-Z0-9_]{1,63}`; empty when the participant gave none.
   */
  'reason': (string);
  /**
   * Names of the violated fields, at most 16.
   */
  'fields': (string)[];
}
