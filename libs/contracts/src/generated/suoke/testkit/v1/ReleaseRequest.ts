// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Request of Release.
 */
export interface ReleaseRequest {
  /**
   * Id of the reservation, empty when it is not known. Not looked at: the key says which one it is.
   */
  'id'?: (string);
}

/**
 * Request of Release.
 */
export interface ReleaseRequest__Output {
  /**
   * Id of the reservation, empty when it is not known. Not looked at: the key says which one it is.
   */
  'id': (string);
}
