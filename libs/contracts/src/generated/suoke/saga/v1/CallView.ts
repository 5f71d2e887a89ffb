// Generated from proto/suoke/saga/v1/saga.proto

import type { CallState as _suoke_saga_v1_CallState, CallState__Output as _suoke_saga_v1_CallState__Output } from '../../../suoke/saga/v1/CallState.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';
import type { CallError as _suoke_saga_v1_CallError, CallError__Output as _suoke_saga_v1_CallError__Output } from '../../../suoke/saga/v1/CallError.js';

/**
 * One call of a branch.
 */
export interface CallView {
  /**
   * Full name: `suoke.report.v1.ReportService/GenerateReport`.
   */
  'method'?: (string);
  /**
   * Where it stands.
   */
  'state'?: (_suoke_saga_v1_CallState);
  /**
   * Results recorded in the current budget of attempts.
   */
  'attempts'?: (number);
  /**
   * Size of the budget.
   */
  'max_attempts'?: (number);
  /**
   * Not before this time; unset when no attempt is waited for.
   */
  'next_attempt_time'?: (_google_protobuf_Timestamp | null);
  /**
   * The last error in the current budget; unset when there was none.
   */
  'error'?: (_suoke_saga_v1_CallError | null);
}

/**
 * One call of a branch.
 */
export interface CallView__Output {
  /**
   * Full name: `suoke.report.v1.ReportService/GenerateReport`.
   */
  'method': (string);
  /**
   * Where it stands.
   */
  'state': (_suoke_saga_v1_CallState__Output);
  /**
   * Results recorded in the current budget of attempts.
   */
  'attempts': (number);
  /**
   * Size of the budget.
   */
  'max_attempts': (number);
  /**
   * Not before this time; unset when no attempt is waited for.
   */
  'next_attempt_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * The last error in the current budget; unset when there was none.
   */
  'error': (_suoke_saga_v1_CallError__Output | null);
}
