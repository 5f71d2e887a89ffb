// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { Approval as _suoke_saga_admin_v1_Approval, Approval__Output as _suoke_saga_admin_v1_Approval__Output } from '../../../../suoke/saga/admin/v1/Approval.js';

/**
 * Reply of ListApprovals.
 */
export interface ListApprovalsResponse {
  /**
   * The page, the newest first.
   */
  'approvals'?: (_suoke_saga_admin_v1_Approval)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
}

/**
 * Reply of ListApprovals.
 */
export interface ListApprovalsResponse__Output {
  /**
   * The page, the newest first.
   */
  'approvals': (_suoke_saga_admin_v1_Approval__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
}
