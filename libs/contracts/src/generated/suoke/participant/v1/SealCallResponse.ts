// Generated from proto/suoke/participant/v1/call_status.proto

import type { SealOutcome as _suoke_participant_v1_SealOutcome, SealOutcome__Output as _suoke_participant_v1_SealOutcome__Output } from '../../../suoke/participant/v1/SealOutcome.js';

/**
 * Reply of SealCall.
 */
export interface SealCallResponse {
  /**
   * How it ended.
   */
  'outcome'?: (_suoke_participant_v1_SealOutcome);
  /**
   * Only with APPLIED: the serialized response message of the action's method, as in GetCallStatusResponse.
   */
  'reply'?: (Buffer | Uint8Array | string);
}

/**
 * Reply of SealCall.
 */
export interface SealCallResponse__Output {
  /**
   * How it ended.
   */
  'outcome': (_suoke_participant_v1_SealOutcome__Output);
  /**
   * Only with APPLIED: the serialized response message of the action's method, as in GetCallStatusResponse.
   */
  'reply': (Buffer);
}
