// Generated from proto/suoke/saga/admin/v1/oversight.proto

/**
 * What is wrong with the audit.
 */
export const AuditFault = {
  /**
   * Nothing.
   */
  AUDIT_FAULT_UNSPECIFIED: 'AUDIT_FAULT_UNSPECIFIED',
  /**
   * Content and hash of an entry disagree.
   */
  AUDIT_FAULT_ALTERED: 'AUDIT_FAULT_ALTERED',
  /**
   * An entry is missing.
   */
  AUDIT_FAULT_DELETED: 'AUDIT_FAULT_DELETED',
  /**
   * An entry does not follow the one before it: they were exchanged, or the one before was written anew.
   */
  AUDIT_FAULT_MOVED: 'AUDIT_FAULT_MOVED',
  /**
   * The anchor lies beyond the end: the last entries were cut off.
   */
  AUDIT_FAULT_TRUNCATED: 'AUDIT_FAULT_TRUNCATED',
  /**
   * Another entry stands where the anchor was: the chain was written anew up to there.
   */
  AUDIT_FAULT_REWRITTEN: 'AUDIT_FAULT_REWRITTEN',
} as const;

/**
 * What is wrong with the audit.
 */
export type AuditFault =
  /**
   * Nothing.
   */
  | 'AUDIT_FAULT_UNSPECIFIED'
  | 0
  /**
   * Content and hash of an entry disagree.
   */
  | 'AUDIT_FAULT_ALTERED'
  | 1
  /**
   * An entry is missing.
   */
  | 'AUDIT_FAULT_DELETED'
  | 2
  /**
   * An entry does not follow the one before it: they were exchanged, or the one before was written anew.
   */
  | 'AUDIT_FAULT_MOVED'
  | 3
  /**
   * The anchor lies beyond the end: the last entries were cut off.
   */
  | 'AUDIT_FAULT_TRUNCATED'
  | 4
  /**
   * Another entry stands where the anchor was: the chain was written anew up to there.
   */
  | 'AUDIT_FAULT_REWRITTEN'
  | 5

/**
 * What is wrong with the audit.
 */
export type AuditFault__Output = typeof AuditFault[keyof typeof AuditFault]
