// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { Participant as _suoke_saga_admin_v1_Participant, Participant__Output as _suoke_saga_admin_v1_Participant__Output } from '../../../../suoke/saga/admin/v1/Participant.js';

/**
 * Reply of ListParticipants.
 */
export interface ListParticipantsResponse {
  /**
   * The page, by name.
   */
  'participants'?: (_suoke_saga_admin_v1_Participant)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
}

/**
 * Reply of ListParticipants.
 */
export interface ListParticipantsResponse__Output {
  /**
   * The page, by name.
   */
  'participants': (_suoke_saga_admin_v1_Participant__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
}
