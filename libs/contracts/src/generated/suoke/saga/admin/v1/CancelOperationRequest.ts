// Generated from proto/suoke/saga/admin/v1/operation.proto


/**
 * Request of CancelOperation.
 */
export interface CancelOperationRequest {
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
}

/**
 * Request of CancelOperation.
 */
export interface CancelOperationRequest__Output {
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
}
