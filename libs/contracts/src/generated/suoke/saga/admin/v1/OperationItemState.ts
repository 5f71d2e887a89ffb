// Generated from proto/suoke/saga/admin/v1/operation.proto

/**
 * Where one item of an operation stands.
 */
export const OperationItemState = {
  /**
   * Never sent.
   */
  OPERATION_ITEM_STATE_UNSPECIFIED: 'OPERATION_ITEM_STATE_UNSPECIFIED',
  /**
   * Not started.
   */
  OPERATION_ITEM_STATE_PENDING: 'OPERATION_ITEM_STATE_PENDING',
  /**
   * The action was accepted; the saga goes on by itself.
   */
  OPERATION_ITEM_STATE_ACCEPTED: 'OPERATION_ITEM_STATE_ACCEPTED',
  /**
   * The saga reached what the action was for: it ended, or moves past where it was stuck.
   */
  OPERATION_ITEM_STATE_EFFECTIVE: 'OPERATION_ITEM_STATE_EFFECTIVE',
  /**
   * The action was refused.
   */
  OPERATION_ITEM_STATE_REFUSED: 'OPERATION_ITEM_STATE_REFUSED',
  /**
   * The saga got stuck again.
   */
  OPERATION_ITEM_STATE_STUCK_AGAIN: 'OPERATION_ITEM_STATE_STUCK_AGAIN',
  /**
   * Not, or no longer, in a state that the action is for.
   */
  OPERATION_ITEM_STATE_SKIPPED: 'OPERATION_ITEM_STATE_SKIPPED',
} as const;

/**
 * Where one item of an operation stands.
 */
export type OperationItemState =
  /**
   * Never sent.
   */
  | 'OPERATION_ITEM_STATE_UNSPECIFIED'
  | 0
  /**
   * Not started.
   */
  | 'OPERATION_ITEM_STATE_PENDING'
  | 1
  /**
   * The action was accepted; the saga goes on by itself.
   */
  | 'OPERATION_ITEM_STATE_ACCEPTED'
  | 2
  /**
   * The saga reached what the action was for: it ended, or moves past where it was stuck.
   */
  | 'OPERATION_ITEM_STATE_EFFECTIVE'
  | 3
  /**
   * The action was refused.
   */
  | 'OPERATION_ITEM_STATE_REFUSED'
  | 4
  /**
   * The saga got stuck again.
   */
  | 'OPERATION_ITEM_STATE_STUCK_AGAIN'
  | 5
  /**
   * Not, or no longer, in a state that the action is for.
   */
  | 'OPERATION_ITEM_STATE_SKIPPED'
  | 6

/**
 * Where one item of an operation stands.
 */
export type OperationItemState__Output = typeof OperationItemState[keyof typeof OperationItemState]
