// Generated from proto/suoke/saga/admin/v1/saga_actions.proto

/**
 * How an obligation to undo is closed.
 */
export const WaiveHow = {
  /**
   * Refused.
   */
  WAIVE_HOW_UNSPECIFIED: 'WAIVE_HOW_UNSPECIFIED',
  /**
   * The effect stays, on purpose.
   */
  WAIVE_HOW_WAIVED: 'WAIVE_HOW_WAIVED',
  /**
   * The effect was undone by hand.
   */
  WAIVE_HOW_DONE_BY_HAND: 'WAIVE_HOW_DONE_BY_HAND',
} as const;

/**
 * How an obligation to undo is closed.
 */
export type WaiveHow =
  /**
   * Refused.
   */
  | 'WAIVE_HOW_UNSPECIFIED'
  | 0
  /**
   * The effect stays, on purpose.
   */
  | 'WAIVE_HOW_WAIVED'
  | 1
  /**
   * The effect was undone by hand.
   */
  | 'WAIVE_HOW_DONE_BY_HAND'
  | 2

/**
 * How an obligation to undo is closed.
 */
export type WaiveHow__Output = typeof WaiveHow[keyof typeof WaiveHow]
