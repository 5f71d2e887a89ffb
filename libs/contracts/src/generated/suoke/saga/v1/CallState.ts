// Generated from proto/suoke/saga/v1/saga.proto

/**
 * Where one call of a branch stands.
 */
export const CallState = {
  /**
   * There is no such call: a branch without a compensation.
   */
  CALL_STATE_UNSPECIFIED: 'CALL_STATE_UNSPECIFIED',
  /**
   * Not started, and nothing recorded.
   */
  CALL_STATE_WAITING: 'CALL_STATE_WAITING',
  /**
   * Started, or waiting for its next attempt.
   */
  CALL_STATE_OPEN: 'CALL_STATE_OPEN',
  /**
   * Confirmed by the participant.
   */
  CALL_STATE_DONE: 'CALL_STATE_DONE',
  /**
   * Definitely refused, no effect.
   */
  CALL_STATE_REFUSED: 'CALL_STATE_REFUSED',
  /**
   * It may or may not have taken effect.
   */
  CALL_STATE_UNKNOWN: 'CALL_STATE_UNKNOWN',
  /**
   * No attempt is left.
   */
  CALL_STATE_EXHAUSTED: 'CALL_STATE_EXHAUSTED',
  /**
   * An operator supplied the result of the step.
   */
  CALL_STATE_SKIPPED: 'CALL_STATE_SKIPPED',
  /**
   * A compensation that an operator waived.
   */
  CALL_STATE_WAIVED: 'CALL_STATE_WAIVED',
  /**
   * A compensation that was done by hand and recorded by an operator.
   */
  CALL_STATE_RECORDED: 'CALL_STATE_RECORDED',
  /**
   * A compensation that is not owed: its action had no effect, or its saga completed.
   */
  CALL_STATE_NOT_OWED: 'CALL_STATE_NOT_OWED',
} as const;

/**
 * Where one call of a branch stands.
 */
export type CallState =
  /**
   * There is no such call: a branch without a compensation.
   */
  | 'CALL_STATE_UNSPECIFIED'
  | 0
  /**
   * Not started, and nothing recorded.
   */
  | 'CALL_STATE_WAITING'
  | 1
  /**
   * Started, or waiting for its next attempt.
   */
  | 'CALL_STATE_OPEN'
  | 2
  /**
   * Confirmed by the participant.
   */
  | 'CALL_STATE_DONE'
  | 3
  /**
   * Definitely refused, no effect.
   */
  | 'CALL_STATE_REFUSED'
  | 4
  /**
   * It may or may not have taken effect.
   */
  | 'CALL_STATE_UNKNOWN'
  | 5
  /**
   * No attempt is left.
   */
  | 'CALL_STATE_EXHAUSTED'
  | 6
  /**
   * An operator supplied the result of the step.
   */
  | 'CALL_STATE_SKIPPED'
  | 7
  /**
   * A compensation that an operator waived.
   */
  | 'CALL_STATE_WAIVED'
  | 8
  /**
   * A compensation that was done by hand and recorded by an operator.
   */
  | 'CALL_STATE_RECORDED'
  | 9
  /**
   * A compensation that is not owed: its action had no effect, or its saga completed.
   */
  | 'CALL_STATE_NOT_OWED'
  | 10

/**
 * Where one call of a branch stands.
 */
export type CallState__Output = typeof CallState[keyof typeof CallState]
