// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { AuditFault as _suoke_saga_admin_v1_AuditFault, AuditFault__Output as _suoke_saga_admin_v1_AuditFault__Output } from '../../../../suoke/saga/admin/v1/AuditFault.js';
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
   * How many entries fit, up to the first that does not.
   */
  'checked'?: (number | string | Long);
  /**
   * The first entry that does not fit; 0 when all do.
   */
  'first_broken_seq'?: (number | string | Long);
  /**
   * Hash of the last entry that fits, in hex: what to keep elsewhere as an anchor.
   */
  'head_hash'?: (string);
  /**
   * Number of the last entry that fits.
   */
  'head_seq'?: (number | string | Long);
  /**
   * What is wrong with the first entry that does not fit.
   */
  'fault'?: (_suoke_saga_admin_v1_AuditFault);
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
   * How many entries fit, up to the first that does not.
   */
  'checked': (string);
  /**
   * The first entry that does not fit; 0 when all do.
   */
  'first_broken_seq': (string);
  /**
   * Hash of the last entry that fits, in hex: what to keep elsewhere as an anchor.
   */
  'head_hash': (string);
  /**
   * Number of the last entry that fits.
   */
  'head_seq': (string);
  /**
   * What is wrong with the first entry that does not fit.
   */
  'fault': (_suoke_saga_admin_v1_AuditFault__Output);
}
