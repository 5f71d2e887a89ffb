// Generated from proto/suoke/health_record/v1/health_record.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';
import type { Long } from '@grpc/proto-loader';

/**
 * Reply of UpdateHealthRecord.
 */
export interface UpdateHealthRecordResponse {
  /**
   * The version that was written.
   */
  'version'?: (number | string | Long);
  /**
   * The version that was current before; 0 for none.
   */
  'previous_version'?: (number | string | Long);
  /**
   * When it was written.
   */
  'create_time'?: (_google_protobuf_Timestamp | null);
}

/**
 * Reply of UpdateHealthRecord.
 */
export interface UpdateHealthRecordResponse__Output {
  /**
   * The version that was written.
   */
  'version': (string);
  /**
   * The version that was current before; 0 for none.
   */
  'previous_version': (string);
  /**
   * When it was written.
   */
  'create_time': (_google_protobuf_Timestamp__Output | null);
}
