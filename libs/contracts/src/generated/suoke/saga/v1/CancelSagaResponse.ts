// Generated from proto/suoke/saga/v1/saga.proto

import type { Saga as _suoke_saga_v1_Saga, Saga__Output as _suoke_saga_v1_Saga__Output } from '../../../suoke/saga/v1/Saga.js';

/**
 * Reply of CancelSaga.
 */
export interface CancelSagaResponse {
  /**
   * The saga, view FULL. It may still be RUNNING: calls in flight get up to 2 s to end.
   */
  'saga'?: (_suoke_saga_v1_Saga | null);
}

/**
 * Reply of CancelSaga.
 */
export interface CancelSagaResponse__Output {
  /**
   * The saga, view FULL. It may still be RUNNING: calls in flight get up to 2 s to end.
   */
  'saga': (_suoke_saga_v1_Saga__Output | null);
}
