// Generated from proto/suoke/consultation/v1/consultation.proto

import type { ConsultationRecord as _suoke_consultation_v1_ConsultationRecord, ConsultationRecord__Output as _suoke_consultation_v1_ConsultationRecord__Output } from '../../../suoke/consultation/v1/ConsultationRecord.js';

/**
 * Reply of GetRecord.
 */
export interface GetRecordResponse {
  /**
   * The record.
   */
  'record'?: (_suoke_consultation_v1_ConsultationRecord | null);
}

/**
 * Reply of GetRecord.
 */
export interface GetRecordResponse__Output {
  /**
   * The record.
   */
  'record': (_suoke_consultation_v1_ConsultationRecord__Output | null);
}
