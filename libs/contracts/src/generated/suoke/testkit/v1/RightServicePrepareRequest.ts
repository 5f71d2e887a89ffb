// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Request of RightService.Prepare.
 */
export interface RightServicePrepareRequest {
  /**
   * Id of the reservation. Required.
   */
  'reservation'?: (string);
}

/**
 * Request of RightService.Prepare.
 */
export interface RightServicePrepareRequest__Output {
  /**
   * Id of the reservation. Required.
   */
  'reservation': (string);
}
