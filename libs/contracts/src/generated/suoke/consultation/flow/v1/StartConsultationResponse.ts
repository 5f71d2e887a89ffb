// Generated from proto/suoke/consultation/flow/v1/consultation_flow.proto

import type { Saga as _suoke_saga_v1_Saga, Saga__Output as _suoke_saga_v1_Saga__Output } from '../../../../suoke/saga/v1/Saga.js';

/**
 * Reply of StartConsultation.
 */
export interface StartConsultationResponse {
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
 * Reply of StartConsultation.
 */
export interface StartConsultationResponse__Output {
  /**
   * The saga: FULL when a wait was asked for, else BASIC.
   */
  'saga': (_suoke_saga_v1_Saga__Output | null);
  /**
   * The request_id had started it before.
   */
  'existing': (boolean);
}
