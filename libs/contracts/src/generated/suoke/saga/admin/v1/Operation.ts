// Generated from proto/suoke/saga/admin/v1/operation.proto

import type { Action as _suoke_saga_admin_v1_Action, Action__Output as _suoke_saga_admin_v1_Action__Output } from '../../../../suoke/saga/admin/v1/Action.js';
import type { OperationState as _suoke_saga_admin_v1_OperationState, OperationState__Output as _suoke_saga_admin_v1_OperationState__Output } from '../../../../suoke/saga/admin/v1/OperationState.js';
import type { BatchPacing as _suoke_saga_admin_v1_BatchPacing, BatchPacing__Output as _suoke_saga_admin_v1_BatchPacing__Output } from '../../../../suoke/saga/admin/v1/BatchPacing.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../../google/protobuf/Timestamp.js';
import type { BatchPreview as _suoke_saga_admin_v1_BatchPreview, BatchPreview__Output as _suoke_saga_admin_v1_BatchPreview__Output } from '../../../../suoke/saga/admin/v1/BatchPreview.js';
import type { Long } from '@grpc/proto-loader';

/**
 * A batch of actions (AIP-151).
 */
export interface Operation {
  /**
   * Id, made by the service.
   */
  'operation_id'?: (string);
  /**
   * What is done to each saga.
   */
  'action'?: (_suoke_saga_admin_v1_Action);
  /**
   * Where it stands.
   */
  'state'?: (_suoke_saga_admin_v1_OperationState);
  /**
   * It has ended, in whichever way (AIP-151).
   */
  'done'?: (boolean);
  /**
   * Who started it.
   */
  'actor'?: (string);
  /**
   * Items in all.
   */
  'total'?: (number | string | Long);
  /**
   * Items not started.
   */
  'pending'?: (number | string | Long);
  /**
   * Items accepted, their effect still open.
   */
  'accepted'?: (number | string | Long);
  /**
   * Items that had their effect.
   */
  'effective'?: (number | string | Long);
  /**
   * Items that were refused.
   */
  'refused'?: (number | string | Long);
  /**
   * Items whose saga got stuck again.
   */
  'stuck_again'?: (number | string | Long);
  /**
   * Items that were skipped.
   */
  'skipped'?: (number | string | Long);
  /**
   * Pace.
   */
  'pacing'?: (_suoke_saga_admin_v1_BatchPacing | null);
  /**
   * When it was asked for.
   */
  'create_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When it ended; unset before.
   */
  'finish_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Changes with every change of its state, not with the counts of its items.
   */
  'etag'?: (string);
  /**
   * The approval that it waits for; empty when it needs none.
   */
  'approval_id'?: (string);
  /**
   * Why it is paused: `BY_OPERATOR`, `TOO_MANY_FAILED`, `CANNOT_DECRYPT` (its statement); empty when it is not.
   */
  'pause_code'?: (string);
  /**
   * What was found when it was asked for.
   */
  'preview'?: (_suoke_saga_admin_v1_BatchPreview | null);
}

/**
 * A batch of actions (AIP-151).
 */
export interface Operation__Output {
  /**
   * Id, made by the service.
   */
  'operation_id': (string);
  /**
   * What is done to each saga.
   */
  'action': (_suoke_saga_admin_v1_Action__Output);
  /**
   * Where it stands.
   */
  'state': (_suoke_saga_admin_v1_OperationState__Output);
  /**
   * It has ended, in whichever way (AIP-151).
   */
  'done': (boolean);
  /**
   * Who started it.
   */
  'actor': (string);
  /**
   * Items in all.
   */
  'total': (string);
  /**
   * Items not started.
   */
  'pending': (string);
  /**
   * Items accepted, their effect still open.
   */
  'accepted': (string);
  /**
   * Items that had their effect.
   */
  'effective': (string);
  /**
   * Items that were refused.
   */
  'refused': (string);
  /**
   * Items whose saga got stuck again.
   */
  'stuck_again': (string);
  /**
   * Items that were skipped.
   */
  'skipped': (string);
  /**
   * Pace.
   */
  'pacing': (_suoke_saga_admin_v1_BatchPacing__Output | null);
  /**
   * When it was asked for.
   */
  'create_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it ended; unset before.
   */
  'finish_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Changes with every change of its state, not with the counts of its items.
   */
  'etag': (string);
  /**
   * The approval that it waits for; empty when it needs none.
   */
  'approval_id': (string);
  /**
   * Why it is paused: `BY_OPERATOR`, `TOO_MANY_FAILED`, `CANNOT_DECRYPT` (its statement); empty when it is not.
   */
  'pause_code': (string);
  /**
   * What was found when it was asked for.
   */
  'preview': (_suoke_saga_admin_v1_BatchPreview__Output | null);
}
