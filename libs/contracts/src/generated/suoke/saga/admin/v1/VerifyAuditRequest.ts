// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Request of VerifyAudit.
 */
export interface VerifyAuditRequest {
  /**
   * First entry to check; 0 for the first there is.
   */
  'from_seq'?: (number | string | Long);
  /**
   * Last entry to check; 0 for the last there is.
   */
  'to_seq'?: (number | string | Long);
}

/**
 * Request of VerifyAudit.
 */
export interface VerifyAuditRequest__Output {
  /**
   * First entry to check; 0 for the first there is.
   */
  'from_seq': (string);
  /**
   * Last entry to check; 0 for the last there is.
   */
  'to_seq': (string);
}
