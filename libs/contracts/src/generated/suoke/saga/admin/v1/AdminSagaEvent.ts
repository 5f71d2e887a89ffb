// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

import type { SagaEvent as _suoke_saga_v1_SagaEvent, SagaEvent__Output as _suoke_saga_v1_SagaEvent__Output } from '../../../../suoke/saga/v1/SagaEvent.js';
import type { Value as _google_protobuf_Value, Value__Output as _google_protobuf_Value__Output } from '../../../../google/protobuf/Value.js';

/**
 * One event as operators see it.
 */
export interface AdminSagaEvent {
  /**
   * What clients see of it.
   */
  'event'?: (_suoke_saga_v1_SagaEvent | null);
  /**
   * There is an encrypted payload: input, reply, message, evidence or statement.
   */
  'has_payload'?: (boolean);
  /**
   * The payload in the clear; only with reveal.
   */
  'payload'?: (_google_protobuf_Value | null);
  /**
   * Why the payload is not shown although it was asked for: `CANNOT_DECRYPT`, its key is gone or it was altered;
   * `CANNOT_SHOW`, no answer can hold it. Empty otherwise.
   */
  'payload_error'?: (string);
}

/**
 * One event as operators see it.
 */
export interface AdminSagaEvent__Output {
  /**
   * What clients see of it.
   */
  'event': (_suoke_saga_v1_SagaEvent__Output | null);
  /**
   * There is an encrypted payload: input, reply, message, evidence or statement.
   */
  'has_payload': (boolean);
  /**
   * The payload in the clear; only with reveal.
   */
  'payload': (_google_protobuf_Value__Output | null);
  /**
   * Why the payload is not shown although it was asked for: `CANNOT_DECRYPT`, its key is gone or it was altered;
   * `CANNOT_SHOW`, no answer can hold it. Empty otherwise.
   */
  'payload_error': (string);
}
