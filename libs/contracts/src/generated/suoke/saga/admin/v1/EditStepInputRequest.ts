// Generated from proto/suoke/saga/admin/v1/saga_actions.proto

import type { StepInputEdit as _suoke_saga_admin_v1_StepInputEdit, StepInputEdit__Output as _suoke_saga_admin_v1_StepInputEdit__Output } from '../../../../suoke/saga/admin/v1/StepInputEdit.js';

/**
 * Request of EditStepInput.
 */
export interface EditStepInputRequest {
  /**
   * The saga.
   */
  'saga_id'?: (string);
  /**
   * Required.
   */
  'etag'?: (string);
  /**
   * `[A-Za-z0-9_-]{1,64}`. Required.
   */
  'request_id'?: (string);
  /**
   * Why, 5 to 500 characters. Required.
   */
  'reason'?: (string);
  /**
   * Previews only.
   */
  'validate_only'?: (boolean);
  /**
   * What shall be sent. Its branch must be untouched or refused; an unknown one needs RewindSaga with the edit.
   */
  'edit'?: (_suoke_saga_admin_v1_StepInputEdit | null);
}

/**
 * Request of EditStepInput.
 */
export interface EditStepInputRequest__Output {
  /**
   * The saga.
   */
  'saga_id': (string);
  /**
   * Required.
   */
  'etag': (string);
  /**
   * `[A-Za-z0-9_-]{1,64}`. Required.
   */
  'request_id': (string);
  /**
   * Why, 5 to 500 characters. Required.
   */
  'reason': (string);
  /**
   * Previews only.
   */
  'validate_only': (boolean);
  /**
   * What shall be sent. Its branch must be untouched or refused; an unknown one needs RewindSaga with the edit.
   */
  'edit': (_suoke_saga_admin_v1_StepInputEdit__Output | null);
}
