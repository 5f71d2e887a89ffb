// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Request of LeftService.Prepare.
 */
export interface LeftServicePrepareRequest {
  /**
   * Id of the reservation. Required.
   */
  'reservation'?: (string);
}

/**
 * Request of LeftService.Prepare.
 */
export interface LeftServicePrepareRequest__Output {
  /**
   * Id of the reservation. Required.
   */
  'reservation': (string);
}
