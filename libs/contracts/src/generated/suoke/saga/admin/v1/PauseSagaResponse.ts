// Generated from proto/suoke/saga/admin/v1/saga_actions.proto

import type { ActionResult as _suoke_saga_admin_v1_ActionResult, ActionResult__Output as _suoke_saga_admin_v1_ActionResult__Output } from '../../../../suoke/saga/admin/v1/ActionResult.js';

/**
 * Reply of PauseSaga.
 */
export interface PauseSagaResponse {
  /**
   * The saga. Calls in flight end and are recorded; no new one starts.
   */
  'result'?: (_suoke_saga_admin_v1_ActionResult | null);
}

/**
 * Reply of PauseSaga.
 */
export interface PauseSagaResponse__Output {
  /**
   * The saga. Calls in flight end and are recorded; no new one starts.
   */
  'result': (_suoke_saga_admin_v1_ActionResult__Output | null);
}
