// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Request of RightService.Undo.
 */
export interface RightServiceUndoRequest {
  /**
   * Id of what was prepared, empty when it is not known. Not looked at: the key says what it is.
   */
  'id'?: (string);
}

/**
 * Request of RightService.Undo.
 */
export interface RightServiceUndoRequest__Output {
  /**
   * Id of what was prepared, empty when it is not known. Not looked at: the key says what it is.
   */
  'id': (string);
}
