// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { StuckClass as _suoke_saga_v1_StuckClass, StuckClass__Output as _suoke_saga_v1_StuckClass__Output } from '../../../../suoke/saga/v1/StuckClass.js';
import type { CallError as _suoke_saga_v1_CallError, CallError__Output as _suoke_saga_v1_CallError__Output } from '../../../../suoke/saga/v1/CallError.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../../google/protobuf/Timestamp.js';
import type { Long } from '@grpc/proto-loader';

/**
 * Stuck sagas that share a cause.
 */
export interface CauseGroup {
  /**
   * Fingerprint; usable in filters as `cause = "…"`.
   */
  'cause'?: (string);
  /**
   * Type of the definition.
   */
  'type'?: (string);
  /**
   * Why they are stuck.
   */
  'stuck_class'?: (_suoke_saga_v1_StuckClass);
  /**
   * The step that they are stuck at; empty when they are stuck as a whole.
   */
  'step'?: (string);
  /**
   * Full name of the participant; empty when none is to blame.
   */
  'participant'?: (string);
  /**
   * What the participant answered. Its fields are those that the newest sagas of the group name, at most 16.
   */
  'error'?: (_suoke_saga_v1_CallError | null);
  /**
   * How many.
   */
  'sagas'?: (number | string | Long);
  /**
   * When the first of them got stuck.
   */
  'first_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When the last of them got stuck.
   */
  'last_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Ids of some of them, the newest first, at most 5.
   */
  'sample_saga_ids'?: (string)[];
  /**
   * The method that was called; empty when none is to blame. Where only the branch makes a difference, that of the newest.
   */
  'method'?: (string);
}

/**
 * Stuck sagas that share a cause.
 */
export interface CauseGroup__Output {
  /**
   * Fingerprint; usable in filters as `cause = "…"`.
   */
  'cause': (string);
  /**
   * Type of the definition.
   */
  'type': (string);
  /**
   * Why they are stuck.
   */
  'stuck_class': (_suoke_saga_v1_StuckClass__Output);
  /**
   * The step that they are stuck at; empty when they are stuck as a whole.
   */
  'step': (string);
  /**
   * Full name of the participant; empty when none is to blame.
   */
  'participant': (string);
  /**
   * What the participant answered. Its fields are those that the newest sagas of the group name, at most 16.
   */
  'error': (_suoke_saga_v1_CallError__Output | null);
  /**
   * How many.
   */
  'sagas': (string);
  /**
   * When the first of them got stuck.
   */
  'first_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When the last of them got stuck.
   */
  'last_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Ids of some of them, the newest first, at most 5.
   */
  'sample_saga_ids': (string)[];
  /**
   * The method that was called; empty when none is to blame. Where only the branch makes a difference, that of the newest.
   */
  'method': (string);
}
