// Generated from proto/suoke/saga/admin/v1/operation.proto


/**
 * Request of GetOperation.
 */
export interface GetOperationRequest {
  /**
   * The operation.
   */
  'operation_id'?: (string);
}

/**
 * Request of GetOperation.
 */
export interface GetOperationRequest__Output {
  /**
   * The operation.
   */
  'operation_id': (string);
}
