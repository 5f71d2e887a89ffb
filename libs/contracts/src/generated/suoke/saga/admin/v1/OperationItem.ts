// Generated from proto/suoke/saga/admin/v1/operation.proto

import type { OperationItemState as _suoke_saga_admin_v1_OperationItemState, OperationItemState__Output as _suoke_saga_admin_v1_OperationItemState__Output } from '../../../../suoke/saga/admin/v1/OperationItemState.js';
import type { SagaStatus as _suoke_saga_v1_SagaStatus, SagaStatus__Output as _suoke_saga_v1_SagaStatus__Output } from '../../../../suoke/saga/v1/SagaStatus.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../../google/protobuf/Timestamp.js';

/**
 * One item of an operation.
 */
export interface OperationItem {
  /**
   * The saga.
   */
  'saga_id'?: (string);
  /**
   * Where it stands.
   */
  'state'?: (_suoke_saga_admin_v1_OperationItemState);
  /**
   * Stable code of why it was refused or skipped; empty otherwise.
   */
  'code'?: (string);
  /**
   * Status of the saga when the item was last looked at.
   */
  'saga_status'?: (_suoke_saga_v1_SagaStatus);
  /**
   * When the item last changed.
   */
  'update_time'?: (_google_protobuf_Timestamp | null);
}

/**
 * One item of an operation.
 */
export interface OperationItem__Output {
  /**
   * The saga.
   */
  'saga_id': (string);
  /**
   * Where it stands.
   */
  'state': (_suoke_saga_admin_v1_OperationItemState__Output);
  /**
   * Stable code of why it was refused or skipped; empty otherwise.
   */
  'code': (string);
  /**
   * Status of the saga when the item was last looked at.
   */
  'saga_status': (_suoke_saga_v1_SagaStatus__Output);
  /**
   * When the item last changed.
   */
  'update_time': (_google_protobuf_Timestamp__Output | null);
}
