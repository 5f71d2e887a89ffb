// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

import type { Action as _suoke_saga_admin_v1_Action, Action__Output as _suoke_saga_admin_v1_Action__Output } from '../../../../suoke/saga/admin/v1/Action.js';
import type { Preview as _suoke_saga_admin_v1_Preview, Preview__Output as _suoke_saga_admin_v1_Preview__Output } from '../../../../suoke/saga/admin/v1/Preview.js';

/**
 * What one action would do.
 */
export interface ActionPreview {
  /**
   * The action. What it needs besides is taken as it suggests itself: a rewind to the step where the saga stands, the waiver
   * of what is owed next.
   */
  'action'?: (_suoke_saga_admin_v1_Action);
  /**
   * What follows; unset when it is not allowed, or when it cannot be told without what only an operator can say: the result
   * of a step, another input, the outcome of a pivot.
   */
  'preview'?: (_suoke_saga_admin_v1_Preview | null);
}

/**
 * What one action would do.
 */
export interface ActionPreview__Output {
  /**
   * The action. What it needs besides is taken as it suggests itself: a rewind to the step where the saga stands, the waiver
   * of what is owed next.
   */
  'action': (_suoke_saga_admin_v1_Action__Output);
  /**
   * What follows; unset when it is not allowed, or when it cannot be told without what only an operator can say: the result
   * of a step, another input, the outcome of a pivot.
   */
  'preview': (_suoke_saga_admin_v1_Preview__Output | null);
}
