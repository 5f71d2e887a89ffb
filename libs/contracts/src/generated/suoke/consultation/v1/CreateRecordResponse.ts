// Generated from proto/suoke/consultation/v1/consultation.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';

/**
 * Reply of CreateRecord.
 */
export interface CreateRecordResponse {
  /**
   * Id of the new record.
   */
  'consultation_id'?: (string);
  /**
   * When it was stored.
   */
  'create_time'?: (_google_protobuf_Timestamp | null);
}

/**
 * Reply of CreateRecord.
 */
export interface CreateRecordResponse__Output {
  /**
   * Id of the new record.
   */
  'consultation_id': (string);
  /**
   * When it was stored.
   */
  'create_time': (_google_protobuf_Timestamp__Output | null);
}
