// Generated from proto/suoke/saga/v1/saga.proto

import type { Consistency as _suoke_saga_v1_Consistency, Consistency__Output as _suoke_saga_v1_Consistency__Output } from '../../../suoke/saga/v1/Consistency.js';
import type { SagaView as _suoke_saga_v1_SagaView, SagaView__Output as _suoke_saga_v1_SagaView__Output } from '../../../suoke/saga/v1/SagaView.js';

/**
 * Request of GetSaga.
 */
export interface GetSagaRequest {
  /**
   * The saga.
   */
  'saga_id'?: (string);
  /**
   * How fresh the answer must be.
   */
  'consistency'?: (_suoke_saga_v1_Consistency);
  /**
   * How much the answer shall hold.
   */
  'view'?: (_suoke_saga_v1_SagaView);
}

/**
 * Request of GetSaga.
 */
export interface GetSagaRequest__Output {
  /**
   * The saga.
   */
  'saga_id': (string);
  /**
   * How fresh the answer must be.
   */
  'consistency': (_suoke_saga_v1_Consistency__Output);
  /**
   * How much the answer shall hold.
   */
  'view': (_suoke_saga_v1_SagaView__Output);
}
