// Generated from proto/suoke/consultation/flow/v1/consultation_flow.proto

import type { ConsultationData as _suoke_consultation_v1_ConsultationData, ConsultationData__Output as _suoke_consultation_v1_ConsultationData__Output } from '../../../../suoke/consultation/v1/ConsultationData.js';

/**
 * Input of the sagas `health-consultation` and `health-consultation-supervised`.
 */
export interface StartConsultationInput {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`. Required.
   */
  'user_id'?: (string);
  /**
   * What the consultation goes by. Required.
   */
  'consultation_data'?: (_suoke_consultation_v1_ConsultationData | null);
}

/**
 * Input of the sagas `health-consultation` and `health-consultation-supervised`.
 */
export interface StartConsultationInput__Output {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`. Required.
   */
  'user_id': (string);
  /**
   * What the consultation goes by. Required.
   */
  'consultation_data': (_suoke_consultation_v1_ConsultationData__Output | null);
}
