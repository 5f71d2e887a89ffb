// Generated from proto/suoke/saga/admin/v1/operation.proto

import type { BatchResult as _suoke_saga_admin_v1_BatchResult, BatchResult__Output as _suoke_saga_admin_v1_BatchResult__Output } from '../../../../suoke/saga/admin/v1/BatchResult.js';

/**
 * Reply of BatchCloseSagas.
 */
export interface BatchCloseSagasResponse {
  /**
   * The operation.
   */
  'result'?: (_suoke_saga_admin_v1_BatchResult | null);
}

/**
 * Reply of BatchCloseSagas.
 */
export interface BatchCloseSagasResponse__Output {
  /**
   * The operation.
   */
  'result': (_suoke_saga_admin_v1_BatchResult__Output | null);
}
