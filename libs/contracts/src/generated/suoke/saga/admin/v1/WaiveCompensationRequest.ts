// Generated from proto/suoke/saga/admin/v1/saga_actions.proto

import type { WaiveHow as _suoke_saga_admin_v1_WaiveHow, WaiveHow__Output as _suoke_saga_admin_v1_WaiveHow__Output } from '../../../../suoke/saga/admin/v1/WaiveHow.js';

/**
 * Request of WaiveCompensation.
 */
export interface WaiveCompensationRequest {
  /**
   * The saga.
   */
  'saga_id'?: (string);
  /**
   * Required.
   */
  'etag'?: (string);
  /**
   * `[A-Za-z0-9_-]{1,64}`. Required.
   */
  'request_id'?: (string);
  /**
   * Why, 5 to 500 characters. Required.
   */
  'reason'?: (string);
  /**
   * Previews only.
   */
  'validate_only'?: (boolean);
  /**
   * The step whose compensation failed. Required.
   */
  'step'?: (string);
  /**
   * Its branch; empty where the step has only one.
   */
  'branch'?: (string);
  /**
   * How it is closed. Required.
   */
  'how'?: (_suoke_saga_admin_v1_WaiveHow);
  /**
   * Where that can be seen, 5 to 2,000 characters; kept encrypted. Required.
   */
  'evidence'?: (string);
}

/**
 * Request of WaiveCompensation.
 */
export interface WaiveCompensationRequest__Output {
  /**
   * The saga.
   */
  'saga_id': (string);
  /**
   * Required.
   */
  'etag': (string);
  /**
   * `[A-Za-z0-9_-]{1,64}`. Required.
   */
  'request_id': (string);
  /**
   * Why, 5 to 500 characters. Required.
   */
  'reason': (string);
  /**
   * Previews only.
   */
  'validate_only': (boolean);
  /**
   * The step whose compensation failed. Required.
   */
  'step': (string);
  /**
   * Its branch; empty where the step has only one.
   */
  'branch': (string);
  /**
   * How it is closed. Required.
   */
  'how': (_suoke_saga_admin_v1_WaiveHow__Output);
  /**
   * Where that can be seen, 5 to 2,000 characters; kept encrypted. Required.
   */
  'evidence': (string);
}
