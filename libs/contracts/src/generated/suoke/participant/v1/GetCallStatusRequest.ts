// Generated from proto/suoke/participant/v1/call_status.proto


/**
 * Request of GetCallStatus.
 */
export interface GetCallStatusRequest {
  /**
   * The idempotency key of the call, at most 300 characters.
   */
  'key'?: (string);
}

/**
 * Request of GetCallStatus.
 */
export interface GetCallStatusRequest__Output {
  /**
   * The idempotency key of the call, at most 300 characters.
   */
  'key': (string);
}
