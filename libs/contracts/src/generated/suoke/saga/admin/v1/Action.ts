// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

/**
 * What an operator may do to a saga.
 */
export const Action = {
  /**
   * Never sent.
   */
  ACTION_UNSPECIFIED: 'ACTION_UNSPECIFIED',
  /**
   * Same direction, fresh attempts.
   */
  ACTION_REPLAY: 'ACTION_REPLAY',
  /**
   * Back to an earlier step, then forward again.
   */
  ACTION_REWIND: 'ACTION_REWIND',
  /**
   * Undo everything.
   */
  ACTION_COMPENSATE: 'ACTION_COMPENSATE',
  /**
   * Supply the result of a step.
   */
  ACTION_SKIP_STEP: 'ACTION_SKIP_STEP',
  /**
   * Replace the request of one action.
   */
  ACTION_EDIT_STEP_INPUT: 'ACTION_EDIT_STEP_INPUT',
  /**
   * Say whether the pivot took effect.
   */
  ACTION_RECORD_OUTCOME: 'ACTION_RECORD_OUTCOME',
  /**
   * Close the obligation to undo a branch.
   */
  ACTION_WAIVE_COMPENSATION: 'ACTION_WAIVE_COMPENSATION',
  /**
   * No new call.
   */
  ACTION_PAUSE: 'ACTION_PAUSE',
  /**
   * Go on.
   */
  ACTION_RESUME: 'ACTION_RESUME',
  /**
   * End it with obligations open.
   */
  ACTION_CLOSE: 'ACTION_CLOSE',
  /**
   * CancelSaga of the client's door.
   */
  ACTION_CANCEL: 'ACTION_CANCEL',
  /**
   * No saga that needs the participant makes a call.
   */
  ACTION_HOLD_PARTICIPANT: 'ACTION_HOLD_PARTICIPANT',
  /**
   * The participant is held no more.
   */
  ACTION_RELEASE_PARTICIPANT: 'ACTION_RELEASE_PARTICIPANT',
  /**
   * Stop or go on with an operation.
   */
  ACTION_PAUSE_OPERATION: 'ACTION_PAUSE_OPERATION',
  /**
   * End an operation early.
   */
  ACTION_CANCEL_OPERATION: 'ACTION_CANCEL_OPERATION',
  /**
   * Decide a request in the affirmative.
   */
  ACTION_APPROVE: 'ACTION_APPROVE',
  /**
   * Decide a request in the negative.
   */
  ACTION_REJECT: 'ACTION_REJECT',
  /**
   * Read payloads in the clear.
   */
  ACTION_REVEAL: 'ACTION_REVEAL',
} as const;

/**
 * What an operator may do to a saga.
 */
export type Action =
  /**
   * Never sent.
   */
  | 'ACTION_UNSPECIFIED'
  | 0
  /**
   * Same direction, fresh attempts.
   */
  | 'ACTION_REPLAY'
  | 1
  /**
   * Back to an earlier step, then forward again.
   */
  | 'ACTION_REWIND'
  | 2
  /**
   * Undo everything.
   */
  | 'ACTION_COMPENSATE'
  | 3
  /**
   * Supply the result of a step.
   */
  | 'ACTION_SKIP_STEP'
  | 4
  /**
   * Replace the request of one action.
   */
  | 'ACTION_EDIT_STEP_INPUT'
  | 5
  /**
   * Say whether the pivot took effect.
   */
  | 'ACTION_RECORD_OUTCOME'
  | 6
  /**
   * Close the obligation to undo a branch.
   */
  | 'ACTION_WAIVE_COMPENSATION'
  | 7
  /**
   * No new call.
   */
  | 'ACTION_PAUSE'
  | 8
  /**
   * Go on.
   */
  | 'ACTION_RESUME'
  | 9
  /**
   * End it with obligations open.
   */
  | 'ACTION_CLOSE'
  | 10
  /**
   * CancelSaga of the client's door.
   */
  | 'ACTION_CANCEL'
  | 11
  /**
   * No saga that needs the participant makes a call.
   */
  | 'ACTION_HOLD_PARTICIPANT'
  | 12
  /**
   * The participant is held no more.
   */
  | 'ACTION_RELEASE_PARTICIPANT'
  | 13
  /**
   * Stop or go on with an operation.
   */
  | 'ACTION_PAUSE_OPERATION'
  | 14
  /**
   * End an operation early.
   */
  | 'ACTION_CANCEL_OPERATION'
  | 15
  /**
   * Decide a request in the affirmative.
   */
  | 'ACTION_APPROVE'
  | 16
  /**
   * Decide a request in the negative.
   */
  | 'ACTION_REJECT'
  | 17
  /**
   * Read payloads in the clear.
   */
  | 'ACTION_REVEAL'
  | 18

/**
 * What an operator may do to a saga.
 */
export type Action__Output = typeof Action[keyof typeof Action]
