// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { ApprovalState as _suoke_saga_admin_v1_ApprovalState, ApprovalState__Output as _suoke_saga_admin_v1_ApprovalState__Output } from '../../../../suoke/saga/admin/v1/ApprovalState.js';

/**
 * Request of ListApprovals.
 */
export interface ListApprovalsRequest {
  /**
   * Only approvals in this state; unspecified for all.
   */
  'state'?: (_suoke_saga_admin_v1_ApprovalState);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000; negative is refused.
   */
  'page_size'?: (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'page_token'?: (string);
}

/**
 * Request of ListApprovals.
 */
export interface ListApprovalsRequest__Output {
  /**
   * Only approvals in this state; unspecified for all.
   */
  'state': (_suoke_saga_admin_v1_ApprovalState__Output);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000; negative is refused.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'page_token': (string);
}
