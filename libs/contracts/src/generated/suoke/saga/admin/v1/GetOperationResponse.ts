// Generated from proto/suoke/saga/admin/v1/operation.proto

import type { Operation as _suoke_saga_admin_v1_Operation, Operation__Output as _suoke_saga_admin_v1_Operation__Output } from '../../../../suoke/saga/admin/v1/Operation.js';

/**
 * Reply of GetOperation.
 */
export interface GetOperationResponse {
  /**
   * The operation.
   */
  'operation'?: (_suoke_saga_admin_v1_Operation | null);
}

/**
 * Reply of GetOperation.
 */
export interface GetOperationResponse__Output {
  /**
   * The operation.
   */
  'operation': (_suoke_saga_admin_v1_Operation__Output | null);
}
