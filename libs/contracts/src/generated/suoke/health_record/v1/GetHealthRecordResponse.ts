// Generated from proto/suoke/health_record/v1/health_record.proto

import type { HealthRecordVersion as _suoke_health_record_v1_HealthRecordVersion, HealthRecordVersion__Output as _suoke_health_record_v1_HealthRecordVersion__Output } from '../../../suoke/health_record/v1/HealthRecordVersion.js';

/**
 * Reply of GetHealthRecord.
 */
export interface GetHealthRecordResponse {
  /**
   * The current version.
   */
  'record'?: (_suoke_health_record_v1_HealthRecordVersion | null);
  /**
   * The person's record is locked.
   */
  'locked'?: (boolean);
}

/**
 * Reply of GetHealthRecord.
 */
export interface GetHealthRecordResponse__Output {
  /**
   * The current version.
   */
  'record': (_suoke_health_record_v1_HealthRecordVersion__Output | null);
  /**
   * The person's record is locked.
   */
  'locked': (boolean);
}
