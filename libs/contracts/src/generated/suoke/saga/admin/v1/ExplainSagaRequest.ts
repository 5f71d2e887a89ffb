// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

import type { Action as _suoke_saga_admin_v1_Action, Action__Output as _suoke_saga_admin_v1_Action__Output } from '../../../../suoke/saga/admin/v1/Action.js';

/**
 * Request of ExplainSaga.
 */
export interface ExplainSagaRequest {
  /**
   * The saga.
   */
  'saga_id'?: (string);
  /**
   * Adds what each of these would do, as with validate_only; at most 12, and only actions on one saga.
   */
  'preview_actions'?: (_suoke_saga_admin_v1_Action)[];
}

/**
 * Request of ExplainSaga.
 */
export interface ExplainSagaRequest__Output {
  /**
   * The saga.
   */
  'saga_id': (string);
  /**
   * Adds what each of these would do, as with validate_only; at most 12, and only actions on one saga.
   */
  'preview_actions': (_suoke_saga_admin_v1_Action__Output)[];
}
