// Generated from proto/suoke/saga/admin/v1/operation.proto

import type { Operation as _suoke_saga_admin_v1_Operation, Operation__Output as _suoke_saga_admin_v1_Operation__Output } from '../../../../suoke/saga/admin/v1/Operation.js';
import type { BatchPreview as _suoke_saga_admin_v1_BatchPreview, BatchPreview__Output as _suoke_saga_admin_v1_BatchPreview__Output } from '../../../../suoke/saga/admin/v1/BatchPreview.js';
import type { Long } from '@grpc/proto-loader';

/**
 * What every batch answers.
 */
export interface BatchResult {
  /**
   * The operation; unset with validate_only.
   */
  'operation'?: (_suoke_saga_admin_v1_Operation | null);
  /**
   * What it will do.
   */
  'preview'?: (_suoke_saga_admin_v1_BatchPreview | null);
  /**
   * Number of the audit entry; 0 with validate_only.
   */
  'audit_seq'?: (number | string | Long);
}

/**
 * What every batch answers.
 */
export interface BatchResult__Output {
  /**
   * The operation; unset with validate_only.
   */
  'operation': (_suoke_saga_admin_v1_Operation__Output | null);
  /**
   * What it will do.
   */
  'preview': (_suoke_saga_admin_v1_BatchPreview__Output | null);
  /**
   * Number of the audit entry; 0 with validate_only.
   */
  'audit_seq': (string);
}
