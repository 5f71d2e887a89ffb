// Generated from proto/suoke/saga/v1/saga.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../../google/protobuf/Duration.js';

/**
 * Request of StartSaga.
 */
export interface StartSagaRequest {
  /**
   * Type of the definition.
   */
  'type'?: (string);
  /**
   * The input, as JSON of the definition's input message: field names as in the proto file, enums by name, 64-bit integers
   * and bytes as text, times as RFC 3339. At most 256 KiB. Checked strictly.
   */
  'input'?: (_google_protobuf_Struct | null);
  /**
   * `[A-Za-z0-9_-]{1,64}`, unique within the type: the same id starts one saga only, however often it is sent. Empty: every
   * request starts a saga, and a repeat after a lost answer starts another one.
   */
  'request_id'?: (string);
  /**
   * At most 16 of 128 characters, with keys that the definition declares.
   */
  'labels'?: ({[key: string]: string});
  /**
   * When it turns back unless it has reached its commit point; unset: what the definition says, counted from now.
   */
  'deadline'?: (_google_protobuf_Timestamp | null);
  /**
   * Holds the answer until the saga has ended or is stuck, at most this long, at most 60 s, and ends 100 ms before the
   * deadline of the call. Not part of what is compared for a repeated request_id.
   */
  'wait'?: (_google_protobuf_Duration | null);
}

/**
 * Request of StartSaga.
 */
export interface StartSagaRequest__Output {
  /**
   * Type of the definition.
   */
  'type': (string);
  /**
   * The input, as JSON of the definition's input message: field names as in the proto file, enums by name, 64-bit integers
   * and bytes as text, times as RFC 3339. At most 256 KiB. Checked strictly.
   */
  'input': (_google_protobuf_Struct__Output | null);
  /**
   * `[A-Za-z0-9_-]{1,64}`, unique within the type: the same id starts one saga only, however often it is sent. Empty: every
   * request starts a saga, and a repeat after a lost answer starts another one.
   */
  'request_id': (string);
  /**
   * At most 16 of 128 characters, with keys that the definition declares.
   */
  'labels': ({[key: string]: string});
  /**
   * When it turns back unless it has reached its commit point; unset: what the definition says, counted from now.
   */
  'deadline': (_google_protobuf_Timestamp__Output | null);
  /**
   * Holds the answer until the saga has ended or is stuck, at most this long, at most 60 s, and ends 100 ms before the
   * deadline of the call. Not part of what is compared for a repeated request_id.
   */
  'wait': (_google_protobuf_Duration__Output | null);
}
