// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

/**
 * What a saga is doing at this moment: finer than its status, and never empty.
 */
export const Condition = {
  /**
   * Never sent.
   */
  CONDITION_UNSPECIFIED: 'CONDITION_UNSPECIFIED',
  /**
   * Waits for a process to take it up, and is due.
   */
  CONDITION_DUE: 'CONDITION_DUE',
  /**
   * A process moves it.
   */
  CONDITION_MOVING: 'CONDITION_MOVING',
  /**
   * Waits for the next attempt of a call.
   */
  CONDITION_BACKING_OFF: 'CONDITION_BACKING_OFF',
  /**
   * Due for longer than it should be.
   */
  CONDITION_OVERDUE: 'CONDITION_OVERDUE',
  /**
   * Its process is gone, and nobody took over yet.
   */
  CONDITION_ORPHANED: 'CONDITION_ORPHANED',
  /**
   * Paused by an operator.
   */
  CONDITION_PAUSED: 'CONDITION_PAUSED',
  /**
   * Waits for a held participant.
   */
  CONDITION_BLOCKED: 'CONDITION_BLOCKED',
  /**
   * Stuck: an operator decides.
   */
  CONDITION_STUCK: 'CONDITION_STUCK',
  /**
   * Ended.
   */
  CONDITION_ENDED: 'CONDITION_ENDED',
} as const;

/**
 * What a saga is doing at this moment: finer than its status, and never empty.
 */
export type Condition =
  /**
   * Never sent.
   */
  | 'CONDITION_UNSPECIFIED'
  | 0
  /**
   * Waits for a process to take it up, and is due.
   */
  | 'CONDITION_DUE'
  | 1
  /**
   * A process moves it.
   */
  | 'CONDITION_MOVING'
  | 2
  /**
   * Waits for the next attempt of a call.
   */
  | 'CONDITION_BACKING_OFF'
  | 3
  /**
   * Due for longer than it should be.
   */
  | 'CONDITION_OVERDUE'
  | 4
  /**
   * Its process is gone, and nobody took over yet.
   */
  | 'CONDITION_ORPHANED'
  | 5
  /**
   * Paused by an operator.
   */
  | 'CONDITION_PAUSED'
  | 6
  /**
   * Waits for a held participant.
   */
  | 'CONDITION_BLOCKED'
  | 7
  /**
   * Stuck: an operator decides.
   */
  | 'CONDITION_STUCK'
  | 8
  /**
   * Ended.
   */
  | 'CONDITION_ENDED'
  | 9

/**
 * What a saga is doing at this moment: finer than its status, and never empty.
 */
export type Condition__Output = typeof Condition[keyof typeof Condition]
