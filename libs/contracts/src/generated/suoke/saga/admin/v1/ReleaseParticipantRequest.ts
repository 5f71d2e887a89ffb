// Generated from proto/suoke/saga/admin/v1/oversight.proto


/**
 * Request of ReleaseParticipant.
 */
export interface ReleaseParticipantRequest {
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
  /**
   * Sagas per second that wake; 0 for all at once, at most 10,000.
   */
  'release_rate'?: (number);
}

/**
 * Request of ReleaseParticipant.
 */
export interface ReleaseParticipantRequest__Output {
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
  /**
   * Sagas per second that wake; 0 for all at once, at most 10,000.
   */
  'release_rate': (number);
}
