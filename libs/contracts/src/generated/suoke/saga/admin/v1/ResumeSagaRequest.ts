// Generated from proto/suoke/saga/admin/v1/saga_actions.proto


/**
 * Request of ResumeSaga.
 */
export interface ResumeSagaRequest {
  /**
   * The saga.
   */
  'saga_id'?: (string);
  /**
   * Optional; empty: whatever state it is in.
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
   * Previews only.
   */
  'validate_only'?: (boolean);
}

/**
 * Request of ResumeSaga.
 */
export interface ResumeSagaRequest__Output {
  /**
   * The saga.
   */
  'saga_id': (string);
  /**
   * Optional; empty: whatever state it is in.
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
   * Previews only.
   */
  'validate_only': (boolean);
}
