// Generated from proto/suoke/saga/admin/v1/oversight.proto

/**
 * Where an approval stands.
 */
export const ApprovalState = {
  /**
   * Never sent.
   */
  APPROVAL_STATE_UNSPECIFIED: 'APPROVAL_STATE_UNSPECIFIED',
  /**
   * Waits for a second person.
   */
  APPROVAL_STATE_PENDING: 'APPROVAL_STATE_PENDING',
  /**
   * Approved, and the action was done.
   */
  APPROVAL_STATE_APPROVED: 'APPROVAL_STATE_APPROVED',
  /**
   * Rejected.
   */
  APPROVAL_STATE_REJECTED: 'APPROVAL_STATE_REJECTED',
  /**
   * Nobody decided in time.
   */
  APPROVAL_STATE_EXPIRED: 'APPROVAL_STATE_EXPIRED',
  /**
   * Approved, but the target had changed since, or was refused, or the operation was cancelled; nothing was done.
   */
  APPROVAL_STATE_STALE: 'APPROVAL_STATE_STALE',
} as const;

/**
 * Where an approval stands.
 */
export type ApprovalState =
  /**
   * Never sent.
   */
  | 'APPROVAL_STATE_UNSPECIFIED'
  | 0
  /**
   * Waits for a second person.
   */
  | 'APPROVAL_STATE_PENDING'
  | 1
  /**
   * Approved, and the action was done.
   */
  | 'APPROVAL_STATE_APPROVED'
  | 2
  /**
   * Rejected.
   */
  | 'APPROVAL_STATE_REJECTED'
  | 3
  /**
   * Nobody decided in time.
   */
  | 'APPROVAL_STATE_EXPIRED'
  | 4
  /**
   * Approved, but the target had changed since, or was refused, or the operation was cancelled; nothing was done.
   */
  | 'APPROVAL_STATE_STALE'
  | 5

/**
 * Where an approval stands.
 */
export type ApprovalState__Output = typeof ApprovalState[keyof typeof ApprovalState]
