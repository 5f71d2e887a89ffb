// Generated from proto/suoke/consultation/v1/consultation.proto

import type { ConsultationData as _suoke_consultation_v1_ConsultationData, ConsultationData__Output as _suoke_consultation_v1_ConsultationData__Output } from '../../../suoke/consultation/v1/ConsultationData.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';

/**
 * One stored consultation.
 */
export interface ConsultationRecord {
  /**
   * Id, made by the service.
   */
  'consultation_id'?: (string);
  /**
   * The person.
   */
  'user_id'?: (string);
  /**
   * What was told and observed.
   */
  'data'?: (_suoke_consultation_v1_ConsultationData | null);
  /**
   * When it was stored.
   */
  'create_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When it was deleted; unset while it stands.
   */
  'delete_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Why it was deleted.
   */
  'delete_reason'?: (string);
  /**
   * The saga that created it; empty when none did.
   */
  'saga_id'?: (string);
}

/**
 * One stored consultation.
 */
export interface ConsultationRecord__Output {
  /**
   * Id, made by the service.
   */
  'consultation_id': (string);
  /**
   * The person.
   */
  'user_id': (string);
  /**
   * What was told and observed.
   */
  'data': (_suoke_consultation_v1_ConsultationData__Output | null);
  /**
   * When it was stored.
   */
  'create_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it was deleted; unset while it stands.
   */
  'delete_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Why it was deleted.
   */
  'delete_reason': (string);
  /**
   * The saga that created it; empty when none did.
   */
  'saga_id': (string);
}
