// Generated from proto/suoke/saga/admin/v1/oversight.proto


/**
 * Request of HoldParticipant.
 */
export interface HoldParticipantRequest {
  /**
   * Full name of the service. Required.
   */
  'participant'?: (string);
  /**
   * `[A-Za-z0-9_-]{1,64}`. Required.
   */
  'request_id'?: (string);
  /**
   * Why, 5 to 500 characters. Required. Kept in the clear: no health data.
   */
  'reason'?: (string);
  /**
   * Checks only.
   */
  'validate_only'?: (boolean);
}

/**
 * Request of HoldParticipant.
 */
export interface HoldParticipantRequest__Output {
  /**
   * Full name of the service. Required.
   */
  'participant': (string);
  /**
   * `[A-Za-z0-9_-]{1,64}`. Required.
   */
  'request_id': (string);
  /**
   * Why, 5 to 500 characters. Required. Kept in the clear: no health data.
   */
  'reason': (string);
  /**
   * Checks only.
   */
  'validate_only': (boolean);
}
