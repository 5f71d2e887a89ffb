// Generated from proto/suoke/saga/admin/v1/saga_actions.proto

import type { ActionResult as _suoke_saga_admin_v1_ActionResult, ActionResult__Output as _suoke_saga_admin_v1_ActionResult__Output } from '../../../../suoke/saga/admin/v1/ActionResult.js';

/**
 * Reply of ReplaySaga.
 */
export interface ReplaySagaResponse {
  /**
   * The saga; the new one when the replayed one had ended.
   */
  'result'?: (_suoke_saga_admin_v1_ActionResult | null);
  /**
   * A new saga was started whose `origin` is the replayed one.
   */
  'started_new'?: (boolean);
}

/**
 * Reply of ReplaySaga.
 */
export interface ReplaySagaResponse__Output {
  /**
   * The saga; the new one when the replayed one had ended.
   */
  'result': (_suoke_saga_admin_v1_ActionResult__Output | null);
  /**
   * A new saga was started whose `origin` is the replayed one.
   */
  'started_new': (boolean);
}
