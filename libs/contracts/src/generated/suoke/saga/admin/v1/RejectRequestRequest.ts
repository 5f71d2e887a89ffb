// Generated from proto/suoke/saga/admin/v1/oversight.proto


/**
 * Request of RejectRequest.
 */
export interface RejectRequestRequest {
  /**
   * The approval.
   */
  'approval_id'?: (string);
  /**
   * Required.
   */
  'etag'?: (string);
  /**
   * `[A-Za-z0-9_-]{1,64}`. Required.
   */
  'request_id'?: (string);
  /**
   * Why, 5 to 500 characters. Required.
   */
  'reason'?: (string);
  /**
   * Checks only.
   */
  'validate_only'?: (boolean);
}

/**
 * Request of RejectRequest.
 */
export interface RejectRequestRequest__Output {
  /**
   * The approval.
   */
  'approval_id': (string);
  /**
   * Required.
   */
  'etag': (string);
  /**
   * `[A-Za-z0-9_-]{1,64}`. Required.
   */
  'request_id': (string);
  /**
   * Why, 5 to 500 characters. Required.
   */
  'reason': (string);
  /**
   * Checks only.
   */
  'validate_only': (boolean);
}
