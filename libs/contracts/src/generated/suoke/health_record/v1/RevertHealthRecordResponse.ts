// Generated from proto/suoke/health_record/v1/health_record.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Reply of RevertHealthRecord.
 */
export interface RevertHealthRecordResponse {
  /**
   * A version was reverted; false when there was nothing to undo.
   */
  'reverted'?: (boolean);
  /**
   * The version that is current now; 0 for none, and when there was nothing to undo.
   */
  'current_version'?: (number | string | Long);
}

/**
 * Reply of RevertHealthRecord.
 */
export interface RevertHealthRecordResponse__Output {
  /**
   * A version was reverted; false when there was nothing to undo.
   */
  'reverted': (boolean);
  /**
   * The version that is current now; 0 for none, and when there was nothing to undo.
   */
  'current_version': (string);
}
