// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Reply of Release.
 */
export interface ReleaseResponse {
  /**
   * False when there was nothing to release.
   */
  'released'?: (boolean);
}

/**
 * Reply of Release.
 */
export interface ReleaseResponse__Output {
  /**
   * False when there was nothing to release.
   */
  'released': (boolean);
}
