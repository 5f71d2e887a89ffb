// Generated from proto/suoke/health_record/v1/health_record.proto


/**
 * Request of LockHealthRecord.
 */
export interface LockHealthRecordRequest {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id'?: (string);
  /**
   * Why, 1 to 500 characters.
   */
  'reason'?: (string);
}

/**
 * Request of LockHealthRecord.
 */
export interface LockHealthRecordRequest__Output {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id': (string);
  /**
   * Why, 1 to 500 characters.
   */
  'reason': (string);
}
