// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Request of Reserve.
 */
export interface ReserveRequest {
  /**
   * The item, 1 to 64 characters. Required.
   */
  'item'?: (string);
}

/**
 * Request of Reserve.
 */
export interface ReserveRequest__Output {
  /**
   * The item, 1 to 64 characters. Required.
   */
  'item': (string);
}
