// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

import type { Saga as _suoke_saga_v1_Saga, Saga__Output as _suoke_saga_v1_Saga__Output } from '../../../../suoke/saga/v1/Saga.js';
import type { Preview as _suoke_saga_admin_v1_Preview, Preview__Output as _suoke_saga_admin_v1_Preview__Output } from '../../../../suoke/saga/admin/v1/Preview.js';
import type { Long } from '@grpc/proto-loader';

/**
 * What every mutation of one saga answers.
 */
export interface ActionResult {
  /**
   * The saga after the action; before it when validate_only is set or an approval is pending.
   */
  'saga'?: (_suoke_saga_v1_Saga | null);
  /**
   * What follows; only with validate_only or a pending approval.
   */
  'preview'?: (_suoke_saga_admin_v1_Preview | null);
  /**
   * Number of the audit entry written with the change; 0 with validate_only.
   */
  'audit_seq'?: (number | string | Long);
  /**
   * The approval that is now asked for; empty when none is needed or the action is done.
   */
  'approval_id'?: (string);
}

/**
 * What every mutation of one saga answers.
 */
export interface ActionResult__Output {
  /**
   * The saga after the action; before it when validate_only is set or an approval is pending.
   */
  'saga': (_suoke_saga_v1_Saga__Output | null);
  /**
   * What follows; only with validate_only or a pending approval.
   */
  'preview': (_suoke_saga_admin_v1_Preview__Output | null);
  /**
   * Number of the audit entry written with the change; 0 with validate_only.
   */
  'audit_seq': (string);
  /**
   * The approval that is now asked for; empty when none is needed or the action is done.
   */
  'approval_id': (string);
}
