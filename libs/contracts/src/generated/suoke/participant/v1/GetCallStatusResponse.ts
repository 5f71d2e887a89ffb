// Generated from proto/suoke/participant/v1/call_status.proto

import type { CallStatus as _suoke_participant_v1_CallStatus, CallStatus__Output as _suoke_participant_v1_CallStatus__Output } from '../../../suoke/participant/v1/CallStatus.js';

/**
 * Reply of GetCallStatus.
 */
export interface GetCallStatusResponse {
  /**
   * What stands recorded.
   */
  'status'?: (_suoke_participant_v1_CallStatus);
  /**
   * Only with APPLIED: the serialized response message of the method that was called under the key. Which method that was
   * is known to the caller, not to this service. Empty also where all fields of the reply have their default.
   */
  'reply'?: (Buffer | Uint8Array | string);
}

/**
 * Reply of GetCallStatus.
 */
export interface GetCallStatusResponse__Output {
  /**
   * What stands recorded.
   */
  'status': (_suoke_participant_v1_CallStatus__Output);
  /**
   * Only with APPLIED: the serialized response message of the method that was called under the key. Which method that was
   * is known to the caller, not to this service. Empty also where all fields of the reply have their default.
   */
  'reply': (Buffer);
}
