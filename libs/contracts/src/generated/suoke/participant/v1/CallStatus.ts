// Generated from proto/suoke/participant/v1/call_status.proto

/**
 * What stands recorded for a key.
 */
export const CallStatus = {
  /**
   * Never sent.
   */
  CALL_STATUS_UNSPECIFIED: 'CALL_STATUS_UNSPECIFIED',
  /**
   * Nothing is recorded: the call did not arrive, was refused, or is still in flight.
   */
  CALL_STATUS_NONE: 'CALL_STATUS_NONE',
  /**
   * The call took effect; its reply is at hand.
   */
  CALL_STATUS_APPLIED: 'CALL_STATUS_APPLIED',
  /**
   * An action that was undone, or whose key was closed by a compensation or a seal before it took effect.
   */
  CALL_STATUS_COMPENSATED: 'CALL_STATUS_COMPENSATED',
} as const;

/**
 * What stands recorded for a key.
 */
export type CallStatus =
  /**
   * Never sent.
   */
  | 'CALL_STATUS_UNSPECIFIED'
  | 0
  /**
   * Nothing is recorded: the call did not arrive, was refused, or is still in flight.
   */
  | 'CALL_STATUS_NONE'
  | 1
  /**
   * The call took effect; its reply is at hand.
   */
  | 'CALL_STATUS_APPLIED'
  | 2
  /**
   * An action that was undone, or whose key was closed by a compensation or a seal before it took effect.
   */
  | 'CALL_STATUS_COMPENSATED'
  | 3

/**
 * What stands recorded for a key.
 */
export type CallStatus__Output = typeof CallStatus[keyof typeof CallStatus]
