// Generated from proto/suoke/saga/v1/saga.proto

/**
 * Why a saga turned back.
 */
export const TurnCause = {
  /**
   * It did not turn.
   */
  TURN_CAUSE_UNSPECIFIED: 'TURN_CAUSE_UNSPECIFIED',
  /**
   * A step was refused.
   */
  TURN_CAUSE_REFUSED: 'TURN_CAUSE_REFUSED',
  /**
   * A step ran out of attempts.
   */
  TURN_CAUSE_EXHAUSTED: 'TURN_CAUSE_EXHAUSTED',
  /**
   * The deadline passed.
   */
  TURN_CAUSE_DEADLINE: 'TURN_CAUSE_DEADLINE',
  /**
   * CancelSaga.
   */
  TURN_CAUSE_CANCELLED: 'TURN_CAUSE_CANCELLED',
  /**
   * An operator compensates it.
   */
  TURN_CAUSE_OPERATOR: 'TURN_CAUSE_OPERATOR',
  /**
   * An operator rewinds it to an earlier step.
   */
  TURN_CAUSE_REWIND: 'TURN_CAUSE_REWIND',
} as const;

/**
 * Why a saga turned back.
 */
export type TurnCause =
  /**
   * It did not turn.
   */
  | 'TURN_CAUSE_UNSPECIFIED'
  | 0
  /**
   * A step was refused.
   */
  | 'TURN_CAUSE_REFUSED'
  | 1
  /**
   * A step ran out of attempts.
   */
  | 'TURN_CAUSE_EXHAUSTED'
  | 2
  /**
   * The deadline passed.
   */
  | 'TURN_CAUSE_DEADLINE'
  | 3
  /**
   * CancelSaga.
   */
  | 'TURN_CAUSE_CANCELLED'
  | 4
  /**
   * An operator compensates it.
   */
  | 'TURN_CAUSE_OPERATOR'
  | 5
  /**
   * An operator rewinds it to an earlier step.
   */
  | 'TURN_CAUSE_REWIND'
  | 6

/**
 * Why a saga turned back.
 */
export type TurnCause__Output = typeof TurnCause[keyof typeof TurnCause]
