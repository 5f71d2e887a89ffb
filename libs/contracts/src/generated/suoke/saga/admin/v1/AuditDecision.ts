// Generated from proto/suoke/saga/admin/v1/oversight.proto

/**
 * Whether the one who acted had the right.
 */
export const AuditDecision = {
  /**
   * Never sent.
   */
  AUDIT_DECISION_UNSPECIFIED: 'AUDIT_DECISION_UNSPECIFIED',
  /**
   * Yes.
   */
  AUDIT_DECISION_ALLOWED: 'AUDIT_DECISION_ALLOWED',
  /**
   * No.
   */
  AUDIT_DECISION_DENIED: 'AUDIT_DECISION_DENIED',
} as const;

/**
 * Whether the one who acted had the right.
 */
export type AuditDecision =
  /**
   * Never sent.
   */
  | 'AUDIT_DECISION_UNSPECIFIED'
  | 0
  /**
   * Yes.
   */
  | 'AUDIT_DECISION_ALLOWED'
  | 1
  /**
   * No.
   */
  | 'AUDIT_DECISION_DENIED'
  | 2

/**
 * Whether the one who acted had the right.
 */
export type AuditDecision__Output = typeof AuditDecision[keyof typeof AuditDecision]
