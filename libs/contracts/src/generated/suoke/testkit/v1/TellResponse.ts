// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Reply of Tell.
 */
export interface TellResponse {
  /**
   * Id of the message, made by the service.
   */
  'id'?: (string);
}

/**
 * Reply of Tell.
 */
export interface TellResponse__Output {
  /**
   * Id of the message, made by the service.
   */
  'id': (string);
}
