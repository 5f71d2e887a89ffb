// Generated from proto/suoke/health_record/v1/health_record.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';
import type { Long } from '@grpc/proto-loader';

/**
 * One version of one type of data about a person.
 */
export interface HealthRecordVersion {
  /**
   * The person.
   */
  'user_id'?: (string);
  /**
   * Type of the data.
   */
  'type'?: (string);
  /**
   * Counts the versions of this person and type from 1; a number is never used again.
   */
  'version'?: (number | string | Long);
  /**
   * The version that was current before; 0 for none.
   */
  'previous_version'?: (number | string | Long);
  /**
   * The data.
   */
  'data'?: (_google_protobuf_Struct | null);
  /**
   * The consultation that brought it; empty when none did.
   */
  'consultation_id'?: (string);
  /**
   * The report that brought it; empty when none did.
   */
  'report_id'?: (string);
  /**
   * When it was written.
   */
  'create_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When it was reverted; unset while it stands.
   */
  'revert_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Why it was reverted.
   */
  'revert_reason'?: (string);
  /**
   * The saga that wrote it; empty when none did.
   */
  'saga_id'?: (string);
}

/**
 * One version of one type of data about a person.
 */
export interface HealthRecordVersion__Output {
  /**
   * The person.
   */
  'user_id': (string);
  /**
   * Type of the data.
   */
  'type': (string);
  /**
   * Counts the versions of this person and type from 1; a number is never used again.
   */
  'version': (string);
  /**
   * The version that was current before; 0 for none.
   */
  'previous_version': (string);
  /**
   * The data.
   */
  'data': (_google_protobuf_Struct__Output | null);
  /**
   * The consultation that brought it; empty when none did.
   */
  'consultation_id': (string);
  /**
   * The report that brought it; empty when none did.
   */
  'report_id': (string);
  /**
   * When it was written.
   */
  'create_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it was reverted; unset while it stands.
   */
  'revert_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Why it was reverted.
   */
  'revert_reason': (string);
  /**
   * The saga that wrote it; empty when none did.
   */
  'saga_id': (string);
}
