// Generated from proto/suoke/health_record/v1/health_record.proto


/**
 * Request of GetHealthRecord.
 */
export interface GetHealthRecordRequest {
  /**
   * The person. Required.
   */
  'user_id'?: (string);
  /**
   * Type of the data. Required.
   */
  'type'?: (string);
}

/**
 * Request of GetHealthRecord.
 */
export interface GetHealthRecordRequest__Output {
  /**
   * The person. Required.
   */
  'user_id': (string);
  /**
   * Type of the data. Required.
   */
  'type': (string);
}
