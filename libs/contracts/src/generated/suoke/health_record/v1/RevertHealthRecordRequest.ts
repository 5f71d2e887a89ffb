// Generated from proto/suoke/health_record/v1/health_record.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Request of RevertHealthRecord.
 */
export interface RevertHealthRecordRequest {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id'?: (string);
  /**
   * Type of the data.
   */
  'type'?: (string);
  /**
   * The version to revert. 0 by design when the outcome of UpdateHealthRecord is unknown: the effect is found by the key.
   */
  'version'?: (number | string | Long);
  /**
   * Why, at most 500 characters.
   */
  'reason'?: (string);
}

/**
 * Request of RevertHealthRecord.
 */
export interface RevertHealthRecordRequest__Output {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id': (string);
  /**
   * Type of the data.
   */
  'type': (string);
  /**
   * The version to revert. 0 by design when the outcome of UpdateHealthRecord is unknown: the effect is found by the key.
   */
  'version': (string);
  /**
   * Why, at most 500 characters.
   */
  'reason': (string);
}
