// Generated from proto/suoke/saga/admin/v1/saga_actions.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../../google/protobuf/Struct.js';

/**
 * The request of one action as an operator wants it.
 */
export interface StepInputEdit {
  /**
   * The step.
   */
  'step'?: (string);
  /**
   * The branch; empty where the step has only one.
   */
  'branch'?: (string);
  /**
   * Replaces the rendered request as a whole. Checked strictly against the request message.
   */
  'request'?: (_google_protobuf_Struct | null);
}

/**
 * The request of one action as an operator wants it.
 */
export interface StepInputEdit__Output {
  /**
   * The step.
   */
  'step': (string);
  /**
   * The branch; empty where the step has only one.
   */
  'branch': (string);
  /**
   * Replaces the rendered request as a whole. Checked strictly against the request message.
   */
  'request': (_google_protobuf_Struct__Output | null);
}
