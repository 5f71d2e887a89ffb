// Generated from proto/suoke/saga/admin/v1/saga_actions.proto


/**
 * Request of CompensateSaga.
 */
export interface CompensateSagaRequest {
  /**
   * The saga.
   */
  'saga_id'?: (string);
  /**
   * Optional; empty: whatever state it is in. Required for a COMPLETED saga.
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
 * Request of CompensateSaga.
 */
export interface CompensateSagaRequest__Output {
  /**
   * The saga.
   */
  'saga_id': (string);
  /**
   * Optional; empty: whatever state it is in. Required for a COMPLETED saga.
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
