// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Reply of Reserve.
 */
export interface ReserveResponse {
  /**
   * Id of the reservation, made by the service.
   */
  'id'?: (string);
}

/**
 * Reply of Reserve.
 */
export interface ReserveResponse__Output {
  /**
   * Id of the reservation, made by the service.
   */
  'id': (string);
}
