// Generated from proto/suoke/consultation/v1/consultation.proto


/**
 * Reply of DeleteRecord.
 */
export interface DeleteRecordResponse {
  /**
   * A record was deleted; false when there was nothing to undo.
   */
  'deleted'?: (boolean);
}

/**
 * Reply of DeleteRecord.
 */
export interface DeleteRecordResponse__Output {
  /**
   * A record was deleted; false when there was nothing to undo.
   */
  'deleted': (boolean);
}
