// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { Participant as _suoke_saga_admin_v1_Participant, Participant__Output as _suoke_saga_admin_v1_Participant__Output } from '../../../../suoke/saga/admin/v1/Participant.js';
import type { Long } from '@grpc/proto-loader';

/**
 * Reply of HoldParticipant.
 */
export interface HoldParticipantResponse {
  /**
   * The participant after the action, as ListParticipants tells it.
   */
  'participant'?: (_suoke_saga_admin_v1_Participant | null);
  /**
   * Number of the audit entry; 0 with validate_only.
   */
  'audit_seq'?: (number | string | Long);
}

/**
 * Reply of HoldParticipant.
 */
export interface HoldParticipantResponse__Output {
  /**
   * The participant after the action, as ListParticipants tells it.
   */
  'participant': (_suoke_saga_admin_v1_Participant__Output | null);
  /**
   * Number of the audit entry; 0 with validate_only.
   */
  'audit_seq': (string);
}
