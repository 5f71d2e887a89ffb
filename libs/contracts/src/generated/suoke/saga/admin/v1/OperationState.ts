// Generated from proto/suoke/saga/admin/v1/operation.proto

/**
 * Where an operation stands.
 */
export const OperationState = {
  /**
   * Never sent.
   */
  OPERATION_STATE_UNSPECIFIED: 'OPERATION_STATE_UNSPECIFIED',
  /**
   * A second person has to approve it first.
   */
  OPERATION_STATE_WAITING_FOR_APPROVAL: 'OPERATION_STATE_WAITING_FOR_APPROVAL',
  /**
   * Works through its items.
   */
  OPERATION_STATE_RUNNING: 'OPERATION_STATE_RUNNING',
  /**
   * Starts no item until it is let go on: by an operator, or because too many items failed.
   */
  OPERATION_STATE_PAUSED: 'OPERATION_STATE_PAUSED',
  /**
   * Every item is done, failed or skipped.
   */
  OPERATION_STATE_DONE: 'OPERATION_STATE_DONE',
  /**
   * Ended early; items that were not started stay as they are.
   */
  OPERATION_STATE_CANCELLED: 'OPERATION_STATE_CANCELLED',
  /**
   * Rejected, or nobody approved it in time.
   */
  OPERATION_STATE_REJECTED: 'OPERATION_STATE_REJECTED',
} as const;

/**
 * Where an operation stands.
 */
export type OperationState =
  /**
   * Never sent.
   */
  | 'OPERATION_STATE_UNSPECIFIED'
  | 0
  /**
   * A second person has to approve it first.
   */
  | 'OPERATION_STATE_WAITING_FOR_APPROVAL'
  | 1
  /**
   * Works through its items.
   */
  | 'OPERATION_STATE_RUNNING'
  | 2
  /**
   * Starts no item until it is let go on: by an operator, or because too many items failed.
   */
  | 'OPERATION_STATE_PAUSED'
  | 3
  /**
   * Every item is done, failed or skipped.
   */
  | 'OPERATION_STATE_DONE'
  | 4
  /**
   * Ended early; items that were not started stay as they are.
   */
  | 'OPERATION_STATE_CANCELLED'
  | 5
  /**
   * Rejected, or nobody approved it in time.
   */
  | 'OPERATION_STATE_REJECTED'
  | 6

/**
 * Where an operation stands.
 */
export type OperationState__Output = typeof OperationState[keyof typeof OperationState]
