// Generated from proto/suoke/health_record/v1/health_record.proto


/**
 * Reply of UnlockHealthRecord.
 */
export interface UnlockHealthRecordResponse {
  /**
   * A lock was lifted; false when there was none.
   */
  'unlocked'?: (boolean);
}

/**
 * Reply of UnlockHealthRecord.
 */
export interface UnlockHealthRecordResponse__Output {
  /**
   * A lock was lifted; false when there was none.
   */
  'unlocked': (boolean);
}
