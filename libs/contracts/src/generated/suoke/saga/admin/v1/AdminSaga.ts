// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

import type { Saga as _suoke_saga_v1_Saga, Saga__Output as _suoke_saga_v1_Saga__Output } from '../../../../suoke/saga/v1/Saga.js';
import type { Condition as _suoke_saga_admin_v1_Condition, Condition__Output as _suoke_saga_admin_v1_Condition__Output } from '../../../../suoke/saga/admin/v1/Condition.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../../google/protobuf/Timestamp.js';
import type { AllowedAction as _suoke_saga_admin_v1_AllowedAction, AllowedAction__Output as _suoke_saga_admin_v1_AllowedAction__Output } from '../../../../suoke/saga/admin/v1/AllowedAction.js';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../../google/protobuf/Struct.js';

/**
 * A saga as operators see it.
 */
export interface AdminSaga {
  /**
   * What clients see of it.
   */
  'saga'?: (_suoke_saga_v1_Saga | null);
  /**
   * What it is doing at this moment.
   */
  'condition'?: (_suoke_saga_admin_v1_Condition);
  /**
   * The process that moves it; empty when none does.
   */
  'owner'?: (string);
  /**
   * Lease of that process; unset when nobody owns it.
   */
  'owner_lease_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Format of its rows.
   */
  'format'?: (number);
  /**
   * Fingerprint of why it is stuck: the same text, the same cause. Empty when it is not.
   */
  'cause'?: (string);
  /**
   * Interruptions since the last recorded result; the fifth makes it POISON.
   */
  'interruptions'?: (number);
  /**
   * Where it is stuck, as `step/branch`; empty when it is not, or is stuck as a whole.
   */
  'stuck_at'?: (string);
  /**
   * What an operator may do now; only from GetSaga and ExplainSaga.
   */
  'allowed_actions'?: (_suoke_saga_admin_v1_AllowedAction)[];
  /**
   * The input; only from GetSaga with reveal.
   */
  'input'?: (_google_protobuf_Struct | null);
  /**
   * W3C traceparent of its trace; empty when it has none.
   */
  'trace_parent'?: (string);
  /**
   * Why input and output are not shown although they were asked for: `CANNOT_DECRYPT`, its key is gone or its data was
   * altered. Empty otherwise.
   */
  'payload_error'?: (string);
}

/**
 * A saga as operators see it.
 */
export interface AdminSaga__Output {
  /**
   * What clients see of it.
   */
  'saga': (_suoke_saga_v1_Saga__Output | null);
  /**
   * What it is doing at this moment.
   */
  'condition': (_suoke_saga_admin_v1_Condition__Output);
  /**
   * The process that moves it; empty when none does.
   */
  'owner': (string);
  /**
   * Lease of that process; unset when nobody owns it.
   */
  'owner_lease_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Format of its rows.
   */
  'format': (number);
  /**
   * Fingerprint of why it is stuck: the same text, the same cause. Empty when it is not.
   */
  'cause': (string);
  /**
   * Interruptions since the last recorded result; the fifth makes it POISON.
   */
  'interruptions': (number);
  /**
   * Where it is stuck, as `step/branch`; empty when it is not, or is stuck as a whole.
   */
  'stuck_at': (string);
  /**
   * What an operator may do now; only from GetSaga and ExplainSaga.
   */
  'allowed_actions': (_suoke_saga_admin_v1_AllowedAction__Output)[];
  /**
   * The input; only from GetSaga with reveal.
   */
  'input': (_google_protobuf_Struct__Output | null);
  /**
   * W3C traceparent of its trace; empty when it has none.
   */
  'trace_parent': (string);
  /**
   * Why input and output are not shown although they were asked for: `CANNOT_DECRYPT`, its key is gone or its data was
   * altered. Empty otherwise.
   */
  'payload_error': (string);
}
