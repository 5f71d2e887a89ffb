// Generated from proto/suoke/saga/v1/saga.proto

/**
 * Why a saga is stuck.
 */
export const StuckClass = {
  /**
   * Not stuck.
   */
  STUCK_CLASS_UNSPECIFIED: 'STUCK_CLASS_UNSPECIFIED',
  /**
   * A step was refused and its policy leaves the decision to an operator, or a retriable step was refused.
   */
  STUCK_CLASS_REFUSED: 'STUCK_CLASS_REFUSED',
  /**
   * A step ran out of attempts and its policy leaves the decision to an operator, or a retriable step did.
   */
  STUCK_CLASS_EXHAUSTED: 'STUCK_CLASS_EXHAUSTED',
  /**
   * Nobody knows whether the pivot took effect.
   */
  STUCK_CLASS_PIVOT_UNKNOWN: 'STUCK_CLASS_PIVOT_UNKNOWN',
  /**
   * A compensation was refused.
   */
  STUCK_CLASS_COMPENSATION_REFUSED: 'STUCK_CLASS_COMPENSATION_REFUSED',
  /**
   * A compensation ran out of attempts.
   */
  STUCK_CLASS_COMPENSATION_EXHAUSTED: 'STUCK_CLASS_COMPENSATION_EXHAUSTED',
  /**
   * It was interrupted five times in a row: it seems to take the process down with it.
   */
  STUCK_CLASS_POISON: 'STUCK_CLASS_POISON',
  /**
   * No live process knows the methods of its definition.
   */
  STUCK_CLASS_DEFINITION_MISSING: 'STUCK_CLASS_DEFINITION_MISSING',
  /**
   * Its payloads cannot be decrypted.
   */
  STUCK_CLASS_CANNOT_DECRYPT: 'STUCK_CLASS_CANNOT_DECRYPT',
  /**
   * A result cannot be stored.
   */
  STUCK_CLASS_UNSTORABLE: 'STUCK_CLASS_UNSTORABLE',
} as const;

/**
 * Why a saga is stuck.
 */
export type StuckClass =
  /**
   * Not stuck.
   */
  | 'STUCK_CLASS_UNSPECIFIED'
  | 0
  /**
   * A step was refused and its policy leaves the decision to an operator, or a retriable step was refused.
   */
  | 'STUCK_CLASS_REFUSED'
  | 1
  /**
   * A step ran out of attempts and its policy leaves the decision to an operator, or a retriable step did.
   */
  | 'STUCK_CLASS_EXHAUSTED'
  | 2
  /**
   * Nobody knows whether the pivot took effect.
   */
  | 'STUCK_CLASS_PIVOT_UNKNOWN'
  | 3
  /**
   * A compensation was refused.
   */
  | 'STUCK_CLASS_COMPENSATION_REFUSED'
  | 4
  /**
   * A compensation ran out of attempts.
   */
  | 'STUCK_CLASS_COMPENSATION_EXHAUSTED'
  | 5
  /**
   * It was interrupted five times in a row: it seems to take the process down with it.
   */
  | 'STUCK_CLASS_POISON'
  | 6
  /**
   * No live process knows the methods of its definition.
   */
  | 'STUCK_CLASS_DEFINITION_MISSING'
  | 7
  /**
   * Its payloads cannot be decrypted.
   */
  | 'STUCK_CLASS_CANNOT_DECRYPT'
  | 8
  /**
   * A result cannot be stored.
   */
  | 'STUCK_CLASS_UNSTORABLE'
  | 9

/**
 * Why a saga is stuck.
 */
export type StuckClass__Output = typeof StuckClass[keyof typeof StuckClass]
