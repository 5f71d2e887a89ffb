// Generated from proto/suoke/saga/admin/v1/saga_actions.proto

import type { ActionResult as _suoke_saga_admin_v1_ActionResult, ActionResult__Output as _suoke_saga_admin_v1_ActionResult__Output } from '../../../../suoke/saga/admin/v1/ActionResult.js';

/**
 * Reply of CloseSaga.
 */
export interface CloseSagaResponse {
  /**
   * The saga.
   */
  'result'?: (_suoke_saga_admin_v1_ActionResult | null);
}

/**
 * Reply of CloseSaga.
 */
export interface CloseSagaResponse__Output {
  /**
   * The saga.
   */
  'result': (_suoke_saga_admin_v1_ActionResult__Output | null);
}
