// Generated from proto/suoke/health_record/v1/health_record.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.js';
import type { Long } from '@grpc/proto-loader';

/**
 * Request of UpdateHealthRecord.
 */
export interface UpdateHealthRecordRequest {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id'?: (string);
  /**
   * Type of the data, `[a-z][a-z0-9_]{0,63}`: `consultation`.
   */
  'type'?: (string);
  /**
   * The consultation that brings it; may be empty.
   */
  'consultation_id'?: (string);
  /**
   * The report that brings it; may be empty.
   */
  'report_id'?: (string);
  /**
   * The data, at most 128 KiB as JSON. Required.
   */
  'data'?: (_google_protobuf_Struct | null);
  /**
   * Writes only if this is the current version, 0 for none; unset: whatever is current.
   */
  'expected_version'?: (number | string | Long);
  '_expected_version'?: "expected_version";
}

/**
 * Request of UpdateHealthRecord.
 */
export interface UpdateHealthRecordRequest__Output {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id': (string);
  /**
   * Type of the data, `[a-z][a-z0-9_]{0,63}`: `consultation`.
   */
  'type': (string);
  /**
   * The consultation that brings it; may be empty.
   */
  'consultation_id': (string);
  /**
   * The report that brings it; may be empty.
   */
  'report_id': (string);
  /**
   * The data, at most 128 KiB as JSON. Required.
   */
  'data': (_google_protobuf_Struct__Output | null);
  /**
   * Writes only if this is the current version, 0 for none; unset: whatever is current.
   */
  'expected_version'?: (string);
}
