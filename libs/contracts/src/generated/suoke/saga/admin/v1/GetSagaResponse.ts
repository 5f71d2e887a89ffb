// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

import type { AdminSaga as _suoke_saga_admin_v1_AdminSaga, AdminSaga__Output as _suoke_saga_admin_v1_AdminSaga__Output } from '../../../../suoke/saga/admin/v1/AdminSaga.js';

/**
 * Reply of GetSaga.
 */
export interface GetSagaResponse {
  /**
   * The saga, view FULL, read from Postgres.
   */
  'saga'?: (_suoke_saga_admin_v1_AdminSaga | null);
}

/**
 * Reply of GetSaga.
 */
export interface GetSagaResponse__Output {
  /**
   * The saga, view FULL, read from Postgres.
   */
  'saga': (_suoke_saga_admin_v1_AdminSaga__Output | null);
}
