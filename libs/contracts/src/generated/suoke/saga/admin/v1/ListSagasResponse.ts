// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

import type { AdminSaga as _suoke_saga_admin_v1_AdminSaga, AdminSaga__Output as _suoke_saga_admin_v1_AdminSaga__Output } from '../../../../suoke/saga/admin/v1/AdminSaga.js';

/**
 * Reply of ListSagas.
 */
export interface ListSagasResponse {
  /**
   * The page, sagas in the view BASIC.
   */
  'sagas'?: (_suoke_saga_admin_v1_AdminSaga)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
  /**
   * How many sagas all pages hold together, as the filter finds them now; only with with_total_size.
   */
  'total_size'?: (number);
  /**
   * There are more than total_size: it was not counted further.
   */
  'total_size_is_minimum'?: (boolean);
}

/**
 * Reply of ListSagas.
 */
export interface ListSagasResponse__Output {
  /**
   * The page, sagas in the view BASIC.
   */
  'sagas': (_suoke_saga_admin_v1_AdminSaga__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
  /**
   * How many sagas all pages hold together, as the filter finds them now; only with with_total_size.
   */
  'total_size': (number);
  /**
   * There are more than total_size: it was not counted further.
   */
  'total_size_is_minimum': (boolean);
}
