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
  /**
   * Number of a head that was noted before, from a log line `audit_head` or an earlier reply: without one neither a cut end
   * nor a chain that was written anew can be seen. 0 for none.
   */
  'anchor_seq'?: (number | string | Long);
  /**
   * Hash of that head, in hex; required with anchor_seq.
   */
  'anchor_hash'?: (string);
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
  /**
   * Number of a head that was noted before, from a log line `audit_head` or an earlier reply: without one neither a cut end
   * nor a chain that was written anew can be seen. 0 for none.
   */
  'anchor_seq': (string);
  /**
   * Hash of that head, in hex; required with anchor_seq.
   */
  'anchor_hash': (string);
}
