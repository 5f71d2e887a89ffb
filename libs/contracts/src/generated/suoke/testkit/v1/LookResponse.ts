// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Reply of Look.
 */
export interface LookResponse {
  /**
   * The item that is reserved.
   */
  'item'?: (string);
}

/**
 * Reply of Look.
 */
export interface LookResponse__Output {
  /**
   * The item that is reserved.
   */
  'item': (string);
}
