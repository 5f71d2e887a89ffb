// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Reply of VerifyAudit.
 */
export interface VerifyAuditResponse {
  /**
   * Every hash fits and no number is missing.
   */
  'intact'?: (boolean);
  /**
   * How many entries were checked.
   */
  'checked'?: (number | string | Long);
  /**
   * The first entry that does not fit; 0 when all do.
   */
  'first_broken_seq'?: (number | string | Long);
  /**
   * Hash of the last entry checked, in hex: what to compare with an anchor kept elsewhere.
   */
  'head_hash'?: (string);
  /**
   * Number of the last entry checked.
   */
  'head_seq'?: (number | string | Long);
}

/**
 * Reply of VerifyAudit.
 */
export interface VerifyAuditResponse__Output {
  /**
   * Every hash fits and no number is missing.
   */
  'intact': (boolean);
  /**
   * How many entries were checked.
   */
  'checked': (string);
  /**
   * The first entry that does not fit; 0 when all do.
   */
  'first_broken_seq': (string);
  /**
   * Hash of the last entry checked, in hex: what to compare with an anchor kept elsewhere.
   */
  'head_hash': (string);
  /**
   * Number of the last entry checked.
   */
  'head_seq': (string);
}
