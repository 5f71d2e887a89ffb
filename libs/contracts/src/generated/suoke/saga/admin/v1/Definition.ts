// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../../google/protobuf/Struct.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../../google/protobuf/Timestamp.js';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../../../google/protobuf/Duration.js';
import type { Long } from '@grpc/proto-loader';

/**
 * One definition that sagas run on.
 */
export interface Definition {
  /**
   * Type.
   */
  'type'?: (string);
  /**
   * SHA-256 of the document, in hex.
   */
  'hash'?: (string);
  /**
   * New sagas of the type run on it.
   */
  'current'?: (boolean);
  /**
   * Sagas on it that have not ended.
   */
  'open_sagas'?: (number | string | Long);
  /**
   * What does not fit the protos of the process that answers; empty when it fits.
   */
  'mistakes'?: (string)[];
  /**
   * The definition itself.
   */
  'document'?: (_google_protobuf_Struct | null);
  /**
   * When it was first stored.
   */
  'create_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Time from the start until a saga turns back; unset for none.
   */
  'deadline'?: (_google_protobuf_Duration | null);
}

/**
 * One definition that sagas run on.
 */
export interface Definition__Output {
  /**
   * Type.
   */
  'type': (string);
  /**
   * SHA-256 of the document, in hex.
   */
  'hash': (string);
  /**
   * New sagas of the type run on it.
   */
  'current': (boolean);
  /**
   * Sagas on it that have not ended.
   */
  'open_sagas': (string);
  /**
   * What does not fit the protos of the process that answers; empty when it fits.
   */
  'mistakes': (string)[];
  /**
   * The definition itself.
   */
  'document': (_google_protobuf_Struct__Output | null);
  /**
   * When it was first stored.
   */
  'create_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Time from the start until a saga turns back; unset for none.
   */
  'deadline': (_google_protobuf_Duration__Output | null);
}
