// Generated from proto/suoke/saga/admin/v1/operation.proto

import type { Operation as _suoke_saga_admin_v1_Operation, Operation__Output as _suoke_saga_admin_v1_Operation__Output } from '../../../../suoke/saga/admin/v1/Operation.js';

/**
 * Reply of CancelOperation.
 */
export interface CancelOperationResponse {
  /**
   * The operation. What was done to its sagas stays done.
   */
  'operation'?: (_suoke_saga_admin_v1_Operation | null);
}

/**
 * Reply of CancelOperation.
 */
export interface CancelOperationResponse__Output {
  /**
   * The operation. What was done to its sagas stays done.
   */
  'operation': (_suoke_saga_admin_v1_Operation__Output | null);
}
