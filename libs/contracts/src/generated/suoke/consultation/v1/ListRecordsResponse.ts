// Generated from proto/suoke/consultation/v1/consultation.proto

import type { ConsultationRecord as _suoke_consultation_v1_ConsultationRecord, ConsultationRecord__Output as _suoke_consultation_v1_ConsultationRecord__Output } from '../../../suoke/consultation/v1/ConsultationRecord.js';

/**
 * Reply of ListRecords.
 */
export interface ListRecordsResponse {
  /**
   * The page.
   */
  'records'?: (_suoke_consultation_v1_ConsultationRecord)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
}

/**
 * Reply of ListRecords.
 */
export interface ListRecordsResponse__Output {
  /**
   * The page.
   */
  'records': (_suoke_consultation_v1_ConsultationRecord__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
}
