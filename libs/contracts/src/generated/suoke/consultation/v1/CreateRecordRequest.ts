// Generated from proto/suoke/consultation/v1/consultation.proto

import type { ConsultationData as _suoke_consultation_v1_ConsultationData, ConsultationData__Output as _suoke_consultation_v1_ConsultationData__Output } from '../../../suoke/consultation/v1/ConsultationData.js';

/**
 * Request of CreateRecord.
 */
export interface CreateRecordRequest {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id'?: (string);
  /**
   * What was told and observed. Required.
   */
  'data'?: (_suoke_consultation_v1_ConsultationData | null);
}

/**
 * Request of CreateRecord.
 */
export interface CreateRecordRequest__Output {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id': (string);
  /**
   * What was told and observed. Required.
   */
  'data': (_suoke_consultation_v1_ConsultationData__Output | null);
}
