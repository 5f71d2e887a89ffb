// Generated from proto/suoke/saga/admin/v1/saga_actions.proto

import type { ActionResult as _suoke_saga_admin_v1_ActionResult, ActionResult__Output as _suoke_saga_admin_v1_ActionResult__Output } from '../../../../suoke/saga/admin/v1/ActionResult.js';

/**
 * Reply of CompensateSaga.
 */
export interface CompensateSagaResponse {
  /**
   * The saga. It may still be RUNNING: calls in flight get up to 2 s to end.
   */
  'result'?: (_suoke_saga_admin_v1_ActionResult | null);
}

/**
 * Reply of CompensateSaga.
 */
export interface CompensateSagaResponse__Output {
  /**
   * The saga. It may still be RUNNING: calls in flight get up to 2 s to end.
   */
  'result': (_suoke_saga_admin_v1_ActionResult__Output | null);
}
