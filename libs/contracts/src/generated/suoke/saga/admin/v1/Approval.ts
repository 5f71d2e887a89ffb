// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { Action as _suoke_saga_admin_v1_Action, Action__Output as _suoke_saga_admin_v1_Action__Output } from '../../../../suoke/saga/admin/v1/Action.js';
import type { ApprovalState as _suoke_saga_admin_v1_ApprovalState, ApprovalState__Output as _suoke_saga_admin_v1_ApprovalState__Output } from '../../../../suoke/saga/admin/v1/ApprovalState.js';
import type { Preview as _suoke_saga_admin_v1_Preview, Preview__Output as _suoke_saga_admin_v1_Preview__Output } from '../../../../suoke/saga/admin/v1/Preview.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../../google/protobuf/Timestamp.js';

/**
 * An action that a second person has to approve.
 */
export interface Approval {
  /**
   * Id, made by the service.
   */
  'approval_id'?: (string);
  /**
   * The action.
   */
  'action'?: (_suoke_saga_admin_v1_Action);
  /**
   * What it is about: `sagas/<id>` or `operations/<id>`.
   */
  'target'?: (string);
  /**
   * Where it stands.
   */
  'state'?: (_suoke_saga_admin_v1_ApprovalState);
  /**
   * Who asked.
   */
  'requested_by'?: (string);
  /**
   * Why; empty for whoever neither asked nor may decide.
   */
  'reason'?: (string);
  /**
   * What would follow for a saga as it stood when it was asked for, as validate_only told it; unset for an operation, which has
   * its own, and where it could not be told.
   */
  'preview'?: (_suoke_saga_admin_v1_Preview | null);
  /**
   * When it was asked for.
   */
  'create_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When it expires undecided.
   */
  'expire_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Who decided; empty while it is pending. Never the one who asked.
   */
  'decided_by'?: (string);
  /**
   * When it was decided; unset while it is pending.
   */
  'decide_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Changes with every change of the approval.
   */
  'etag'?: (string);
  /**
   * `ok` once it was done, or the stable code of why it was not; empty before.
   */
  'result'?: (string);
}

/**
 * An action that a second person has to approve.
 */
export interface Approval__Output {
  /**
   * Id, made by the service.
   */
  'approval_id': (string);
  /**
   * The action.
   */
  'action': (_suoke_saga_admin_v1_Action__Output);
  /**
   * What it is about: `sagas/<id>` or `operations/<id>`.
   */
  'target': (string);
  /**
   * Where it stands.
   */
  'state': (_suoke_saga_admin_v1_ApprovalState__Output);
  /**
   * Who asked.
   */
  'requested_by': (string);
  /**
   * Why; empty for whoever neither asked nor may decide.
   */
  'reason': (string);
  /**
   * What would follow for a saga as it stood when it was asked for, as validate_only told it; unset for an operation, which has
   * its own, and where it could not be told.
   */
  'preview': (_suoke_saga_admin_v1_Preview__Output | null);
  /**
   * When it was asked for.
   */
  'create_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it expires undecided.
   */
  'expire_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Who decided; empty while it is pending. Never the one who asked.
   */
  'decided_by': (string);
  /**
   * When it was decided; unset while it is pending.
   */
  'decide_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Changes with every change of the approval.
   */
  'etag': (string);
  /**
   * `ok` once it was done, or the stable code of why it was not; empty before.
   */
  'result': (string);
}
