// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Reply of RightService.Undo.
 */
export interface RightServiceUndoResponse {
  /**
   * Always true: where there was nothing to undo, the call is refused.
   */
  'undone'?: (boolean);
}

/**
 * Reply of RightService.Undo.
 */
export interface RightServiceUndoResponse__Output {
  /**
   * Always true: where there was nothing to undo, the call is refused.
   */
  'undone': (boolean);
}
