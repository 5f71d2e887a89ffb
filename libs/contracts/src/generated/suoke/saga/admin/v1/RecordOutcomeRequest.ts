// Generated from proto/suoke/saga/admin/v1/saga_actions.proto

import type { RecordedOutcome as _suoke_saga_admin_v1_RecordedOutcome, RecordedOutcome__Output as _suoke_saga_admin_v1_RecordedOutcome__Output } from '../../../../suoke/saga/admin/v1/RecordedOutcome.js';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../../google/protobuf/Struct.js';

/**
 * Request of RecordOutcome.
 */
export interface RecordOutcomeRequest {
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
   * The pivot. Required.
   */
  'step'?: (string);
  /**
   * Its branch; empty where the step has only one.
   */
  'branch'?: (string);
  /**
   * What was found out. Required.
   */
  'outcome'?: (_suoke_saga_admin_v1_RecordedOutcome);
  /**
   * Where that can be seen, 5 to 2,000 characters; kept encrypted. Required.
   */
  'evidence'?: (string);
  /**
   * With DONE: the reply that later steps shall see. Checked strictly against the response message.
   */
  'reply'?: (_google_protobuf_Struct | null);
}

/**
 * Request of RecordOutcome.
 */
export interface RecordOutcomeRequest__Output {
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
   * The pivot. Required.
   */
  'step': (string);
  /**
   * Its branch; empty where the step has only one.
   */
  'branch': (string);
  /**
   * What was found out. Required.
   */
  'outcome': (_suoke_saga_admin_v1_RecordedOutcome__Output);
  /**
   * Where that can be seen, 5 to 2,000 characters; kept encrypted. Required.
   */
  'evidence': (string);
  /**
   * With DONE: the reply that later steps shall see. Checked strictly against the response message.
   */
  'reply': (_google_protobuf_Struct__Output | null);
}
