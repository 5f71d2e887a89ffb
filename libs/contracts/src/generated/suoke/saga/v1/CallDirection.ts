// Generated from proto/suoke/saga/v1/saga.proto

/**
 * Which call of a branch.
 */
export const CallDirection = {
  /**
   * Not about a call.
   */
  CALL_DIRECTION_UNSPECIFIED: 'CALL_DIRECTION_UNSPECIFIED',
  /**
   * The call that does it.
   */
  CALL_DIRECTION_ACTION: 'CALL_DIRECTION_ACTION',
  /**
   * The call that undoes it.
   */
  CALL_DIRECTION_COMPENSATION: 'CALL_DIRECTION_COMPENSATION',
  /**
   * SealCall: settles a pivot whose outcome is unknown.
   */
  CALL_DIRECTION_SEAL: 'CALL_DIRECTION_SEAL',
} as const;

/**
 * Which call of a branch.
 */
export type CallDirection =
  /**
   * Not about a call.
   */
  | 'CALL_DIRECTION_UNSPECIFIED'
  | 0
  /**
   * The call that does it.
   */
  | 'CALL_DIRECTION_ACTION'
  | 1
  /**
   * The call that undoes it.
   */
  | 'CALL_DIRECTION_COMPENSATION'
  | 2
  /**
   * SealCall: settles a pivot whose outcome is unknown.
   */
  | 'CALL_DIRECTION_SEAL'
  | 3

/**
 * Which call of a branch.
 */
export type CallDirection__Output = typeof CallDirection[keyof typeof CallDirection]
