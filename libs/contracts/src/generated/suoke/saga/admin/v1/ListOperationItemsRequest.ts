// Generated from proto/suoke/saga/admin/v1/operation.proto

import type { OperationItemState as _suoke_saga_admin_v1_OperationItemState, OperationItemState__Output as _suoke_saga_admin_v1_OperationItemState__Output } from '../../../../suoke/saga/admin/v1/OperationItemState.js';

/**
 * Request of ListOperationItems.
 */
export interface ListOperationItemsRequest {
  /**
   * The operation.
   */
  'operation_id'?: (string);
  /**
   * Only items in this state; unspecified for all.
   */
  'state'?: (_suoke_saga_admin_v1_OperationItemState);
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
 * Request of ListOperationItems.
 */
export interface ListOperationItemsRequest__Output {
  /**
   * The operation.
   */
  'operation_id': (string);
  /**
   * Only items in this state; unspecified for all.
   */
  'state': (_suoke_saga_admin_v1_OperationItemState__Output);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000; negative is refused.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'page_token': (string);
}
