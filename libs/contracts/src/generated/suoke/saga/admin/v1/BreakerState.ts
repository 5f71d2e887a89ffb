// Generated from proto/suoke/saga/admin/v1/oversight.proto

/**
 * State of the circuit breaker of the process that answers.
 */
export const BreakerState = {
  /**
   * Never sent.
   */
  BREAKER_STATE_UNSPECIFIED: 'BREAKER_STATE_UNSPECIFIED',
  /**
   * Calls go out.
   */
  BREAKER_STATE_CLOSED: 'BREAKER_STATE_CLOSED',
  /**
   * No call goes out.
   */
  BREAKER_STATE_OPEN: 'BREAKER_STATE_OPEN',
  /**
   * One call goes out to see.
   */
  BREAKER_STATE_HALF_OPEN: 'BREAKER_STATE_HALF_OPEN',
} as const;

/**
 * State of the circuit breaker of the process that answers.
 */
export type BreakerState =
  /**
   * Never sent.
   */
  | 'BREAKER_STATE_UNSPECIFIED'
  | 0
  /**
   * Calls go out.
   */
  | 'BREAKER_STATE_CLOSED'
  | 1
  /**
   * No call goes out.
   */
  | 'BREAKER_STATE_OPEN'
  | 2
  /**
   * One call goes out to see.
   */
  | 'BREAKER_STATE_HALF_OPEN'
  | 3

/**
 * State of the circuit breaker of the process that answers.
 */
export type BreakerState__Output = typeof BreakerState[keyof typeof BreakerState]
