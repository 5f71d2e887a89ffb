// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { CauseGroup as _suoke_saga_admin_v1_CauseGroup, CauseGroup__Output as _suoke_saga_admin_v1_CauseGroup__Output } from '../../../../suoke/saga/admin/v1/CauseGroup.js';

/**
 * Reply of ListCauseGroups.
 */
export interface ListCauseGroupsResponse {
  /**
   * The page, the largest first.
   */
  'groups'?: (_suoke_saga_admin_v1_CauseGroup)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
}

/**
 * Reply of ListCauseGroups.
 */
export interface ListCauseGroupsResponse__Output {
  /**
   * The page, the largest first.
   */
  'groups': (_suoke_saga_admin_v1_CauseGroup__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
}
