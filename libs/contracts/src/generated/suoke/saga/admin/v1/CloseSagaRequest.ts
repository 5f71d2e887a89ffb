// Generated from proto/suoke/saga/admin/v1/saga_actions.proto


/**
 * Request of CloseSaga.
 */
export interface CloseSagaRequest {
  /**
   * The saga.
   */
  'saga_id'?: (string);
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
   * Previews only: the preview lists the obligations that would stay open.
   */
  'validate_only'?: (boolean);
  /**
   * What becomes of the open obligations, 5 to 2,000 characters; kept encrypted. Required. Of a saga whose key is missing it
   * cannot be encrypted and is not kept: keep it elsewhere.
   */
  'statement'?: (string);
}

/**
 * Request of CloseSaga.
 */
export interface CloseSagaRequest__Output {
  /**
   * The saga.
   */
  'saga_id': (string);
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
   * Previews only: the preview lists the obligations that would stay open.
   */
  'validate_only': (boolean);
  /**
   * What becomes of the open obligations, 5 to 2,000 characters; kept encrypted. Required. Of a saga whose key is missing it
   * cannot be encrypted and is not kept: keep it elsewhere.
   */
  'statement': (string);
}
