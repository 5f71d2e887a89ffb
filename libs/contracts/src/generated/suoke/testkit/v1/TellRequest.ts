// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Request of Tell.
 */
export interface TellRequest {
  /**
   * Id of the payment, 1 to 64 characters. Required.
   */
  'receipt'?: (string);
}

/**
 * Request of Tell.
 */
export interface TellRequest__Output {
  /**
   * Id of the payment, 1 to 64 characters. Required.
   */
  'receipt': (string);
}
