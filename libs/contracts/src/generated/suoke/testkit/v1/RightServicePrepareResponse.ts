// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Reply of RightService.Prepare.
 */
export interface RightServicePrepareResponse {
  /**
   * Id of what was prepared, made by the service.
   */
  'id'?: (string);
}

/**
 * Reply of RightService.Prepare.
 */
export interface RightServicePrepareResponse__Output {
  /**
   * Id of what was prepared, made by the service.
   */
  'id': (string);
}
