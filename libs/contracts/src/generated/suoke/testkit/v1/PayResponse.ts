// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Reply of Pay.
 */
export interface PayResponse {
  /**
   * Id of the payment, made by the service.
   */
  'id'?: (string);
}

/**
 * Reply of Pay.
 */
export interface PayResponse__Output {
  /**
   * Id of the payment, made by the service.
   */
  'id': (string);
}
