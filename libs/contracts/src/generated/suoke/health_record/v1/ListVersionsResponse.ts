// Generated from proto/suoke/health_record/v1/health_record.proto

import type { HealthRecordVersion as _suoke_health_record_v1_HealthRecordVersion, HealthRecordVersion__Output as _suoke_health_record_v1_HealthRecordVersion__Output } from '../../../suoke/health_record/v1/HealthRecordVersion.js';

/**
 * Reply of ListVersions.
 */
export interface ListVersionsResponse {
  /**
   * The page.
   */
  'versions'?: (_suoke_health_record_v1_HealthRecordVersion)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
}

/**
 * Reply of ListVersions.
 */
export interface ListVersionsResponse__Output {
  /**
   * The page.
   */
  'versions': (_suoke_health_record_v1_HealthRecordVersion__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
}
