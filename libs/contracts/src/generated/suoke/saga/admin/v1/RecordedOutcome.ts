// Generated from proto/suoke/saga/admin/v1/saga_actions.proto

/**
 * Whether a call took effect, as an operator found out.
 */
export const RecordedOutcome = {
  /**
   * Refused.
   */
  RECORDED_OUTCOME_UNSPECIFIED: 'RECORDED_OUTCOME_UNSPECIFIED',
  /**
   * It took effect: forward.
   */
  RECORDED_OUTCOME_DONE: 'RECORDED_OUTCOME_DONE',
  /**
   * It did not, and never will: back.
   */
  RECORDED_OUTCOME_NOT_DONE: 'RECORDED_OUTCOME_NOT_DONE',
} as const;

/**
 * Whether a call took effect, as an operator found out.
 */
export type RecordedOutcome =
  /**
   * Refused.
   */
  | 'RECORDED_OUTCOME_UNSPECIFIED'
  | 0
  /**
   * It took effect: forward.
   */
  | 'RECORDED_OUTCOME_DONE'
  | 1
  /**
   * It did not, and never will: back.
   */
  | 'RECORDED_OUTCOME_NOT_DONE'
  | 2

/**
 * Whether a call took effect, as an operator found out.
 */
export type RecordedOutcome__Output = typeof RecordedOutcome[keyof typeof RecordedOutcome]
