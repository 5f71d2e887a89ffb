// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Request of Pay.
 */
export interface PayRequest {
  /**
   * Id of what the left one prepared. Required.
   */
  'left'?: (string);
}

/**
 * Request of Pay.
 */
export interface PayRequest__Output {
  /**
   * Id of what the left one prepared. Required.
   */
  'left': (string);
}
