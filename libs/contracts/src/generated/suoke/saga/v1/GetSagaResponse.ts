// Generated from proto/suoke/saga/v1/saga.proto

import type { Saga as _suoke_saga_v1_Saga, Saga__Output as _suoke_saga_v1_Saga__Output } from '../../../suoke/saga/v1/Saga.js';

/**
 * Reply of GetSaga.
 */
export interface GetSagaResponse {
  /**
   * The saga.
   */
  'saga'?: (_suoke_saga_v1_Saga | null);
}

/**
 * Reply of GetSaga.
 */
export interface GetSagaResponse__Output {
  /**
   * The saga.
   */
  'saga': (_suoke_saga_v1_Saga__Output | null);
}
