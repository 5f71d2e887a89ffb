// Generated from proto/suoke/saga/admin/v1/operation.proto

import type { BatchResult as _suoke_saga_admin_v1_BatchResult, BatchResult__Output as _suoke_saga_admin_v1_BatchResult__Output } from '../../../../suoke/saga/admin/v1/BatchResult.js';

/**
 * Reply of BatchResumeSagas.
 */
export interface BatchResumeSagasResponse {
  /**
   * The operation.
   */
  'result'?: (_suoke_saga_admin_v1_BatchResult | null);
}

/**
 * Reply of BatchResumeSagas.
 */
export interface BatchResumeSagasResponse__Output {
  /**
   * The operation.
   */
  'result': (_suoke_saga_admin_v1_BatchResult__Output | null);
}
