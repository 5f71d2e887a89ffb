// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Reply of LeftService.Prepare.
 */
export interface LeftServicePrepareResponse {
  /**
   * Id of what was prepared, made by the service.
   */
  'id'?: (string);
}

/**
 * Reply of LeftService.Prepare.
 */
export interface LeftServicePrepareResponse__Output {
  /**
   * Id of what was prepared, made by the service.
   */
  'id': (string);
}
