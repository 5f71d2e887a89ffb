// Generated from proto/suoke/participant/v1/call_status.proto


/**
 * Request of SealCall.
 */
export interface SealCallRequest {
  /**
   * The idempotency key of the action, at most 300 characters, ending in `/action`.
   */
  'key'?: (string);
}

/**
 * Request of SealCall.
 */
export interface SealCallRequest__Output {
  /**
   * The idempotency key of the action, at most 300 characters, ending in `/action`.
   */
  'key': (string);
}
