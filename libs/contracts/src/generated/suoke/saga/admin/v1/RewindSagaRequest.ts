// Generated from proto/suoke/saga/admin/v1/saga_actions.proto

import type { StepInputEdit as _suoke_saga_admin_v1_StepInputEdit, StepInputEdit__Output as _suoke_saga_admin_v1_StepInputEdit__Output } from '../../../../suoke/saga/admin/v1/StepInputEdit.js';

/**
 * Request of RewindSaga.
 */
export interface RewindSagaRequest {
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
   * The step to go back to; it and all later ones are undone, then done again under new keys. Required.
   */
  'step'?: (string);
  /**
   * Requests for the new generation, of this step's or later actions; at most 16.
   */
  'edits'?: (_suoke_saga_admin_v1_StepInputEdit)[];
}

/**
 * Request of RewindSaga.
 */
export interface RewindSagaRequest__Output {
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
   * The step to go back to; it and all later ones are undone, then done again under new keys. Required.
   */
  'step': (string);
  /**
   * Requests for the new generation, of this step's or later actions; at most 16.
   */
  'edits': (_suoke_saga_admin_v1_StepInputEdit__Output)[];
}
