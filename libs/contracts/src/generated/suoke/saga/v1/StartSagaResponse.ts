// Generated from proto/suoke/saga/v1/saga.proto

import type { Saga as _suoke_saga_v1_Saga, Saga__Output as _suoke_saga_v1_Saga__Output } from '../../../suoke/saga/v1/Saga.js';

/**
 * Reply of StartSaga.
 */
export interface StartSagaResponse {
  /**
   * The saga: FULL when a wait was asked for, else BASIC.
   */
  'saga'?: (_suoke_saga_v1_Saga | null);
  /**
   * The request_id had started it before.
   */
  'existing'?: (boolean);
}

/**
 * Reply of StartSaga.
 */
export interface StartSagaResponse__Output {
  /**
   * The saga: FULL when a wait was asked for, else BASIC.
   */
  'saga': (_suoke_saga_v1_Saga__Output | null);
  /**
   * The request_id had started it before.
   */
  'existing': (boolean);
}
