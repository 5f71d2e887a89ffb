// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { BreakerState as _suoke_saga_admin_v1_BreakerState, BreakerState__Output as _suoke_saga_admin_v1_BreakerState__Output } from '../../../../suoke/saga/admin/v1/BreakerState.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../../google/protobuf/Timestamp.js';
import type { Hold as _suoke_saga_admin_v1_Hold, Hold__Output as _suoke_saga_admin_v1_Hold__Output } from '../../../../suoke/saga/admin/v1/Hold.js';
import type { Long } from '@grpc/proto-loader';

/**
 * A service that sagas call.
 */
export interface Participant {
  /**
   * Full name of the service: `suoke.report.v1.ReportService`.
   */
  'participant'?: (string);
  /**
   * Where the process that answers reaches it: `report:5103`; empty where it has no address.
   */
  'target'?: (string);
  /**
   * Methods that definitions call, by full name.
   */
  'methods'?: (string)[];
  /**
   * It keeps a barrier in every definition that calls it.
   */
  'barrier'?: (boolean);
  /**
   * The breaker of the process that answers.
   */
  'breaker'?: (_suoke_saga_admin_v1_BreakerState);
  /**
   * Calls in flight from the process that answers.
   */
  'in_flight'?: (number);
  /**
   * Sagas that rest because it is held.
   */
  'blocked_sagas'?: (number | string | Long);
  /**
   * Sagas that are stuck at one of its calls.
   */
  'stuck_sagas'?: (number | string | Long);
  /**
   * Start of the oldest saga that waits for it; unset when none does.
   */
  'oldest_waiting_time'?: (_google_protobuf_Timestamp | null);
  /**
   * The hold; unset when it is not held.
   */
  'hold'?: (_suoke_saga_admin_v1_Hold | null);
  /**
   * Sagas per second that wake after a release; 0 for all at once.
   */
  'release_rate'?: (number);
}

/**
 * A service that sagas call.
 */
export interface Participant__Output {
  /**
   * Full name of the service: `suoke.report.v1.ReportService`.
   */
  'participant': (string);
  /**
   * Where the process that answers reaches it: `report:5103`; empty where it has no address.
   */
  'target': (string);
  /**
   * Methods that definitions call, by full name.
   */
  'methods': (string)[];
  /**
   * It keeps a barrier in every definition that calls it.
   */
  'barrier': (boolean);
  /**
   * The breaker of the process that answers.
   */
  'breaker': (_suoke_saga_admin_v1_BreakerState__Output);
  /**
   * Calls in flight from the process that answers.
   */
  'in_flight': (number);
  /**
   * Sagas that rest because it is held.
   */
  'blocked_sagas': (string);
  /**
   * Sagas that are stuck at one of its calls.
   */
  'stuck_sagas': (string);
  /**
   * Start of the oldest saga that waits for it; unset when none does.
   */
  'oldest_waiting_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * The hold; unset when it is not held.
   */
  'hold': (_suoke_saga_admin_v1_Hold__Output | null);
  /**
   * Sagas per second that wake after a release; 0 for all at once.
   */
  'release_rate': (number);
}
