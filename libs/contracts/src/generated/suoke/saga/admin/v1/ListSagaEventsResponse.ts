// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

import type { AdminSagaEvent as _suoke_saga_admin_v1_AdminSagaEvent, AdminSagaEvent__Output as _suoke_saga_admin_v1_AdminSagaEvent__Output } from '../../../../suoke/saga/admin/v1/AdminSagaEvent.js';

/**
 * Reply of ListSagaEvents.
 */
export interface ListSagaEventsResponse {
  /**
   * The page, the oldest first.
   */
  'events'?: (_suoke_saga_admin_v1_AdminSagaEvent)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
}

/**
 * Reply of ListSagaEvents.
 */
export interface ListSagaEventsResponse__Output {
  /**
   * The page, the oldest first.
   */
  'events': (_suoke_saga_admin_v1_AdminSagaEvent__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
}
