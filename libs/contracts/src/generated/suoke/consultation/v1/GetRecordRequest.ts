// Generated from proto/suoke/consultation/v1/consultation.proto


/**
 * Request of GetRecord.
 */
export interface GetRecordRequest {
  /**
   * Id of the record.
   */
  'consultation_id'?: (string);
}

/**
 * Request of GetRecord.
 */
export interface GetRecordRequest__Output {
  /**
   * Id of the record.
   */
  'consultation_id': (string);
}
