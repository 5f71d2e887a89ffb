// Generated from proto/suoke/saga/v1/saga.proto

import type { Saga as _suoke_saga_v1_Saga, Saga__Output as _suoke_saga_v1_Saga__Output } from '../../../suoke/saga/v1/Saga.js';
import type { SagaEvent as _suoke_saga_v1_SagaEvent, SagaEvent__Output as _suoke_saga_v1_SagaEvent__Output } from '../../../suoke/saga/v1/SagaEvent.js';

/**
 * One transition of a saga; the stream's message.
 */
export interface WatchSagaResponse {
  /**
   * The saga after the events, view BASIC; in the last message of an ended saga view FULL.
   */
  'saga'?: (_suoke_saga_v1_Saga | null);
  /**
   * What happened since the message before, without gaps. Empty in a first message when nothing is new.
   */
  'events'?: (_suoke_saga_v1_SagaEvent)[];
}

/**
 * One transition of a saga; the stream's message.
 */
export interface WatchSagaResponse__Output {
  /**
   * The saga after the events, view BASIC; in the last message of an ended saga view FULL.
   */
  'saga': (_suoke_saga_v1_Saga__Output | null);
  /**
   * What happened since the message before, without gaps. Empty in a first message when nothing is new.
   */
  'events': (_suoke_saga_v1_SagaEvent__Output)[];
}
