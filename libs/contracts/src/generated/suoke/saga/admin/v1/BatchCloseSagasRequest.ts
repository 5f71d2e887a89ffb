// Generated from proto/suoke/saga/admin/v1/operation.proto

import type { BatchSelection as _suoke_saga_admin_v1_BatchSelection, BatchSelection__Output as _suoke_saga_admin_v1_BatchSelection__Output } from '../../../../suoke/saga/admin/v1/BatchSelection.js';
import type { BatchPacing as _suoke_saga_admin_v1_BatchPacing, BatchPacing__Output as _suoke_saga_admin_v1_BatchPacing__Output } from '../../../../suoke/saga/admin/v1/BatchPacing.js';

/**
 * Request of BatchCloseSagas.
 */
export interface BatchCloseSagasRequest {
  /**
   * Which sagas. Required.
   */
  'selection'?: (_suoke_saga_admin_v1_BatchSelection | null);
  /**
   * `[A-Za-z0-9_-]{1,64}`. Required.
   */
  'request_id'?: (string);
  /**
   * Why, 5 to 500 characters. Required. Kept in the clear: no health data.
   */
  'reason'?: (string);
  /**
   * Previews only.
   */
  'validate_only'?: (boolean);
  /**
   * How fast.
   */
  'pacing'?: (_suoke_saga_admin_v1_BatchPacing | null);
  /**
   * What becomes of the open obligations, 5 to 2,000 characters; kept encrypted with each saga. Required.
   */
  'statement'?: (string);
}

/**
 * Request of BatchCloseSagas.
 */
export interface BatchCloseSagasRequest__Output {
  /**
   * Which sagas. Required.
   */
  'selection': (_suoke_saga_admin_v1_BatchSelection__Output | null);
  /**
   * `[A-Za-z0-9_-]{1,64}`. Required.
   */
  'request_id': (string);
  /**
   * Why, 5 to 500 characters. Required. Kept in the clear: no health data.
   */
  'reason': (string);
  /**
   * Previews only.
   */
  'validate_only': (boolean);
  /**
   * How fast.
   */
  'pacing': (_suoke_saga_admin_v1_BatchPacing__Output | null);
  /**
   * What becomes of the open obligations, 5 to 2,000 characters; kept encrypted with each saga. Required.
   */
  'statement': (string);
}
