// Generated from proto/suoke/consultation/flow/v1/consultation_flow.proto

import type { StartConsultationInput as _suoke_consultation_flow_v1_StartConsultationInput, StartConsultationInput__Output as _suoke_consultation_flow_v1_StartConsultationInput__Output } from '../../../../suoke/consultation/flow/v1/StartConsultationInput.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../../google/protobuf/Timestamp.js';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../../../google/protobuf/Duration.js';

/**
 * Request of StartConsultation.
 */
export interface StartConsultationRequest {
  /**
   * The input. Required.
   */
  'input'?: (_suoke_consultation_flow_v1_StartConsultationInput | null);
  /**
   * `[A-Za-z0-9_-]{1,64}`, as in StartSagaRequest.
   */
  'request_id'?: (string);
  /**
   * At most 16 of 128 characters; the definition declares `clinic` (clear) and `patient` (blind).
   */
  'labels'?: ({[key: string]: string});
  /**
   * When it turns back unless it has reached its commit point; unset: 15 minutes from now.
   */
  'deadline'?: (_google_protobuf_Timestamp | null);
  /**
   * Holds the answer until the saga has ended or is stuck, as in StartSagaRequest.
   */
  'wait'?: (_google_protobuf_Duration | null);
  /**
   * Lets an operator decide after a refusal or the last attempt, instead of turning back by itself.
   */
  'supervised'?: (boolean);
}

/**
 * Request of StartConsultation.
 */
export interface StartConsultationRequest__Output {
  /**
   * The input. Required.
   */
  'input': (_suoke_consultation_flow_v1_StartConsultationInput__Output | null);
  /**
   * `[A-Za-z0-9_-]{1,64}`, as in StartSagaRequest.
   */
  'request_id': (string);
  /**
   * At most 16 of 128 characters; the definition declares `clinic` (clear) and `patient` (blind).
   */
  'labels': ({[key: string]: string});
  /**
   * When it turns back unless it has reached its commit point; unset: 15 minutes from now.
   */
  'deadline': (_google_protobuf_Timestamp__Output | null);
  /**
   * Holds the answer until the saga has ended or is stuck, as in StartSagaRequest.
   */
  'wait': (_google_protobuf_Duration__Output | null);
  /**
   * Lets an operator decide after a refusal or the last attempt, instead of turning back by itself.
   */
  'supervised': (boolean);
}
