// Generated from proto/suoke/saga/v1/saga.proto

import type { Saga as _suoke_saga_v1_Saga, Saga__Output as _suoke_saga_v1_Saga__Output } from '../../../suoke/saga/v1/Saga.js';

/**
 * Reply of ListSagas.
 */
export interface ListSagasResponse {
  /**
   * The page, view BASIC, the newest first.
   */
  'sagas'?: (_suoke_saga_v1_Saga)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
}

/**
 * Reply of ListSagas.
 */
export interface ListSagasResponse__Output {
  /**
   * The page, view BASIC, the newest first.
   */
  'sagas': (_suoke_saga_v1_Saga__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
}
