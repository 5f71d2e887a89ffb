// Generated from proto/suoke/saga/v1/saga.proto

/**
 * What one attempt says about the effect of its call.
 */
export const AttemptOutcome = {
  /**
   * The event records no attempt.
   */
  ATTEMPT_OUTCOME_UNSPECIFIED: 'ATTEMPT_OUTCOME_UNSPECIFIED',
  /**
   * It took effect.
   */
  ATTEMPT_OUTCOME_DONE: 'ATTEMPT_OUTCOME_DONE',
  /**
   * Refused for good, no effect.
   */
  ATTEMPT_OUTCOME_REFUSED: 'ATTEMPT_OUTCOME_REFUSED',
  /**
   * No effect; another attempt may succeed.
   */
  ATTEMPT_OUTCOME_NO_EFFECT: 'ATTEMPT_OUTCOME_NO_EFFECT',
  /**
   * It may or may not have taken effect.
   */
  ATTEMPT_OUTCOME_UNKNOWN: 'ATTEMPT_OUTCOME_UNKNOWN',
} as const;

/**
 * What one attempt says about the effect of its call.
 */
export type AttemptOutcome =
  /**
   * The event records no attempt.
   */
  | 'ATTEMPT_OUTCOME_UNSPECIFIED'
  | 0
  /**
   * It took effect.
   */
  | 'ATTEMPT_OUTCOME_DONE'
  | 1
  /**
   * Refused for good, no effect.
   */
  | 'ATTEMPT_OUTCOME_REFUSED'
  | 2
  /**
   * No effect; another attempt may succeed.
   */
  | 'ATTEMPT_OUTCOME_NO_EFFECT'
  | 3
  /**
   * It may or may not have taken effect.
   */
  | 'ATTEMPT_OUTCOME_UNKNOWN'
  | 4

/**
 * What one attempt says about the effect of its call.
 */
export type AttemptOutcome__Output = typeof AttemptOutcome[keyof typeof AttemptOutcome]
