// Generated from proto/suoke/consultation/v1/consultation.proto


/**
 * Request of DeleteRecord.
 */
export interface DeleteRecordRequest {
  /**
   * Id of the record. Empty by design when the outcome of CreateRecord is unknown: the effect is found by the key.
   */
  'consultation_id'?: (string);
  /**
   * Why, at most 500 characters.
   */
  'reason'?: (string);
}

/**
 * Request of DeleteRecord.
 */
export interface DeleteRecordRequest__Output {
  /**
   * Id of the record. Empty by design when the outcome of CreateRecord is unknown: the effect is found by the key.
   */
  'consultation_id': (string);
  /**
   * Why, at most 500 characters.
   */
  'reason': (string);
}
