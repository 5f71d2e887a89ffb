// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Request of Look.
 */
export interface LookRequest {
  /**
   * Id of the reservation. Required.
   */
  'id'?: (string);
}

/**
 * Request of Look.
 */
export interface LookRequest__Output {
  /**
   * Id of the reservation. Required.
   */
  'id': (string);
}
