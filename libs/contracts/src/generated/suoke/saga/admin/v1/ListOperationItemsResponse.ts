// Generated from proto/suoke/saga/admin/v1/operation.proto

import type { OperationItem as _suoke_saga_admin_v1_OperationItem, OperationItem__Output as _suoke_saga_admin_v1_OperationItem__Output } from '../../../../suoke/saga/admin/v1/OperationItem.js';

/**
 * Reply of ListOperationItems.
 */
export interface ListOperationItemsResponse {
  /**
   * The page, by saga id.
   */
  'items'?: (_suoke_saga_admin_v1_OperationItem)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
}

/**
 * Reply of ListOperationItems.
 */
export interface ListOperationItemsResponse__Output {
  /**
   * The page, by saga id.
   */
  'items': (_suoke_saga_admin_v1_OperationItem__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
}
