// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

import type { SagaStatus as _suoke_saga_v1_SagaStatus, SagaStatus__Output as _suoke_saga_v1_SagaStatus__Output } from '../../../../suoke/saga/v1/SagaStatus.js';
import type { PlannedCall as _suoke_saga_admin_v1_PlannedCall, PlannedCall__Output as _suoke_saga_admin_v1_PlannedCall__Output } from '../../../../suoke/saga/admin/v1/PlannedCall.js';
import type { LocalizedText as _suoke_type_v1_LocalizedText, LocalizedText__Output as _suoke_type_v1_LocalizedText__Output } from '../../../../suoke/type/v1/LocalizedText.js';

/**
 * What an action will do, worked out by the same code that does it.
 */
export interface Preview {
  /**
   * Status after the action, before any call.
   */
  'status_after'?: (_suoke_saga_v1_SagaStatus);
  /**
   * Calls that follow if none is refused, in order; branches of one step stand together.
   */
  'calls'?: (_suoke_saga_admin_v1_PlannedCall)[];
  /**
   * Effects that stay whatever happens, as `step/branch`.
   */
  'irreversible'?: (string)[];
  /**
   * What the operator should know before saying yes.
   */
  'warnings'?: (_suoke_type_v1_LocalizedText)[];
}

/**
 * What an action will do, worked out by the same code that does it.
 */
export interface Preview__Output {
  /**
   * Status after the action, before any call.
   */
  'status_after': (_suoke_saga_v1_SagaStatus__Output);
  /**
   * Calls that follow if none is refused, in order; branches of one step stand together.
   */
  'calls': (_suoke_saga_admin_v1_PlannedCall__Output)[];
  /**
   * Effects that stay whatever happens, as `step/branch`.
   */
  'irreversible': (string)[];
  /**
   * What the operator should know before saying yes.
   */
  'warnings': (_suoke_type_v1_LocalizedText__Output)[];
}
