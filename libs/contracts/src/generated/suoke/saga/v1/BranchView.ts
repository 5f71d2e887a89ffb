// Generated from proto/suoke/saga/v1/saga.proto

import type { CallView as _suoke_saga_v1_CallView, CallView__Output as _suoke_saga_v1_CallView__Output } from '../../../suoke/saga/v1/CallView.js';

/**
 * One branch of a step.
 */
export interface BranchView {
  /**
   * Name of the branch; `main` where the step has only one.
   */
  'name'?: (string);
  /**
   * Part of the idempotency key; raised by a rewind and by an edit only.
   */
  'generation'?: (number);
  /**
   * The call that does it.
   */
  'action'?: (_suoke_saga_v1_CallView | null);
  /**
   * The call that undoes it; unset where there is none.
   */
  'compensation'?: (_suoke_saga_v1_CallView | null);
  /**
   * The participant keeps a barrier: one key takes effect at most once.
   */
  'barrier'?: (boolean);
}

/**
 * One branch of a step.
 */
export interface BranchView__Output {
  /**
   * Name of the branch; `main` where the step has only one.
   */
  'name': (string);
  /**
   * Part of the idempotency key; raised by a rewind and by an edit only.
   */
  'generation': (number);
  /**
   * The call that does it.
   */
  'action': (_suoke_saga_v1_CallView__Output | null);
  /**
   * The call that undoes it; unset where there is none.
   */
  'compensation': (_suoke_saga_v1_CallView__Output | null);
  /**
   * The participant keeps a barrier: one key takes effect at most once.
   */
  'barrier': (boolean);
}
