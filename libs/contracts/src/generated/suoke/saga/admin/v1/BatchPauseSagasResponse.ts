// Generated from proto/suoke/saga/admin/v1/operation.proto

import type { BatchResult as _suoke_saga_admin_v1_BatchResult, BatchResult__Output as _suoke_saga_admin_v1_BatchResult__Output } from '../../../../suoke/saga/admin/v1/BatchResult.js';

/**
 * Reply of BatchPauseSagas.
 */
export interface BatchPauseSagasResponse {
  /**
   * The operation.
   */
  'result'?: (_suoke_saga_admin_v1_BatchResult | null);
}

/**
 * Reply of BatchPauseSagas.
 */
export interface BatchPauseSagasResponse__Output {
  /**
   * The operation.
   */
  'result': (_suoke_saga_admin_v1_BatchResult__Output | null);
}
