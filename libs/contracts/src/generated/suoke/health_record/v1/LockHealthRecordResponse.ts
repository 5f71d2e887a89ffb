// Generated from proto/suoke/health_record/v1/health_record.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';

/**
 * Reply of LockHealthRecord.
 */
export interface LockHealthRecordResponse {
  /**
   * When the record was locked.
   */
  'lock_time'?: (_google_protobuf_Timestamp | null);
}

/**
 * Reply of LockHealthRecord.
 */
export interface LockHealthRecordResponse__Output {
  /**
   * When the record was locked.
   */
  'lock_time': (_google_protobuf_Timestamp__Output | null);
}
