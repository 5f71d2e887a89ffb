// Generated from proto/suoke/saga/v1/saga.proto


/**
 * Request of CancelSaga.
 */
export interface CancelSagaRequest {
  /**
   * The saga.
   */
  'saga_id'?: (string);
  /**
   * The state that it was decided on; empty: whatever it is.
   */
  'etag'?: (string);
  /**
   * `[A-Za-z0-9_-]{1,64}`: the same id cancels once and gets the same answer. Empty: made by the server.
   */
  'request_id'?: (string);
  /**
   * Why, 5 to 500 characters. Required.
   */
  'reason'?: (string);
  /**
   * Checks everything and changes nothing.
   */
  'validate_only'?: (boolean);
}

/**
 * Request of CancelSaga.
 */
export interface CancelSagaRequest__Output {
  /**
   * The saga.
   */
  'saga_id': (string);
  /**
   * The state that it was decided on; empty: whatever it is.
   */
  'etag': (string);
  /**
   * `[A-Za-z0-9_-]{1,64}`: the same id cancels once and gets the same answer. Empty: made by the server.
   */
  'request_id': (string);
  /**
   * Why, 5 to 500 characters. Required.
   */
  'reason': (string);
  /**
   * Checks everything and changes nothing.
   */
  'validate_only': (boolean);
}
