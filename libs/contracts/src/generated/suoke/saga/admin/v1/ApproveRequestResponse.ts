// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { Approval as _suoke_saga_admin_v1_Approval, Approval__Output as _suoke_saga_admin_v1_Approval__Output } from '../../../../suoke/saga/admin/v1/Approval.js';
import type { ActionResult as _suoke_saga_admin_v1_ActionResult, ActionResult__Output as _suoke_saga_admin_v1_ActionResult__Output } from '../../../../suoke/saga/admin/v1/ActionResult.js';

/**
 * Reply of ApproveRequest.
 */
export interface ApproveRequestResponse {
  /**
   * The approval.
   */
  'approval'?: (_suoke_saga_admin_v1_Approval | null);
  /**
   * What the action did to a saga; unset for an operation.
   */
  'result'?: (_suoke_saga_admin_v1_ActionResult | null);
}

/**
 * Reply of ApproveRequest.
 */
export interface ApproveRequestResponse__Output {
  /**
   * The approval.
   */
  'approval': (_suoke_saga_admin_v1_Approval__Output | null);
  /**
   * What the action did to a saga; unset for an operation.
   */
  'result': (_suoke_saga_admin_v1_ActionResult__Output | null);
}
