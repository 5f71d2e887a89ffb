// Generated from proto/suoke/saga/admin/v1/saga_actions.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../../google/protobuf/Struct.js';

/**
 * Request of SkipStep.
 */
export interface SkipStepRequest {
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
   * The step that the saga is stuck at. Required.
   */
  'step'?: (string);
  /**
   * By branch (the empty name where the step has only one), the reply that later steps shall see, for every branch that is
   * not done. Checked strictly against the response message.
   */
  'results'?: ({[key: string]: _google_protobuf_Struct});
}

/**
 * Request of SkipStep.
 */
export interface SkipStepRequest__Output {
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
   * The step that the saga is stuck at. Required.
   */
  'step': (string);
  /**
   * By branch (the empty name where the step has only one), the reply that later steps shall see, for every branch that is
   * not done. Checked strictly against the response message.
   */
  'results': ({[key: string]: _google_protobuf_Struct__Output});
}
