// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Reply of LeftService.Undo.
 */
export interface LeftServiceUndoResponse {
  /**
   * False when there was nothing to undo.
   */
  'undone'?: (boolean);
}

/**
 * Reply of LeftService.Undo.
 */
export interface LeftServiceUndoResponse__Output {
  /**
   * False when there was nothing to undo.
   */
  'undone': (boolean);
}
