// Generated from proto/suoke/saga/admin/v1/operation.proto


/**
 * Request of PauseOperation.
 */
export interface PauseOperationRequest {
  /**
   * The operation.
   */
  'operation_id'?: (string);
  /**
   * Optional; empty: whatever state it is in.
   */
  'etag'?: (string);
  /**
   * `[A-Za-z0-9_-]{1,64}`. Required.
   */
  'request_id'?: (string);
  /**
   * Why, 5 to 500 characters. Required. Kept in the clear: no health data.
   */
  'reason'?: (string);
  /**
   * Checks only.
   */
  'validate_only'?: (boolean);
  /**
   * Lets a paused operation go on instead.
   */
  'resume'?: (boolean);
}

/**
 * Request of PauseOperation.
 */
export interface PauseOperationRequest__Output {
  /**
   * The operation.
   */
  'operation_id': (string);
  /**
   * Optional; empty: whatever state it is in.
   */
  'etag': (string);
  /**
   * `[A-Za-z0-9_-]{1,64}`. Required.
   */
  'request_id': (string);
  /**
   * Why, 5 to 500 characters. Required. Kept in the clear: no health data.
   */
  'reason': (string);
  /**
   * Checks only.
   */
  'validate_only': (boolean);
  /**
   * Lets a paused operation go on instead.
   */
  'resume': (boolean);
}
