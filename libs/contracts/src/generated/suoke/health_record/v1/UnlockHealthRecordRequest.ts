// Generated from proto/suoke/health_record/v1/health_record.proto


/**
 * Request of UnlockHealthRecord.
 */
export interface UnlockHealthRecordRequest {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id'?: (string);
}

/**
 * Request of UnlockHealthRecord.
 */
export interface UnlockHealthRecordRequest__Output {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id': (string);
}
