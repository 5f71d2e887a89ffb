// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { Approval as _suoke_saga_admin_v1_Approval, Approval__Output as _suoke_saga_admin_v1_Approval__Output } from '../../../../suoke/saga/admin/v1/Approval.js';

/**
 * Reply of RejectRequest.
 */
export interface RejectRequestResponse {
  /**
   * The approval.
   */
  'approval'?: (_suoke_saga_admin_v1_Approval | null);
}

/**
 * Reply of RejectRequest.
 */
export interface RejectRequestResponse__Output {
  /**
   * The approval.
   */
  'approval': (_suoke_saga_admin_v1_Approval__Output | null);
}
