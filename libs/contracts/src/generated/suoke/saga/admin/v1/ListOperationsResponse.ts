// Generated from proto/suoke/saga/admin/v1/operation.proto

import type { Operation as _suoke_saga_admin_v1_Operation, Operation__Output as _suoke_saga_admin_v1_Operation__Output } from '../../../../suoke/saga/admin/v1/Operation.js';

/**
 * Reply of ListOperations.
 */
export interface ListOperationsResponse {
  /**
   * The page, the newest first.
   */
  'operations'?: (_suoke_saga_admin_v1_Operation)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
}

/**
 * Reply of ListOperations.
 */
export interface ListOperationsResponse__Output {
  /**
   * The page, the newest first.
   */
  'operations': (_suoke_saga_admin_v1_Operation__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
}
