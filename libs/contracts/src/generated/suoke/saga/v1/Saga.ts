// Generated from proto/suoke/saga/v1/saga.proto

import type { SagaStatus as _suoke_saga_v1_SagaStatus, SagaStatus__Output as _suoke_saga_v1_SagaStatus__Output } from '../../../suoke/saga/v1/SagaStatus.js';
import type { StepView as _suoke_saga_v1_StepView, StepView__Output as _suoke_saga_v1_StepView__Output } from '../../../suoke/saga/v1/StepView.js';
import type { StuckClass as _suoke_saga_v1_StuckClass, StuckClass__Output as _suoke_saga_v1_StuckClass__Output } from '../../../suoke/saga/v1/StuckClass.js';
import type { CallError as _suoke_saga_v1_CallError, CallError__Output as _suoke_saga_v1_CallError__Output } from '../../../suoke/saga/v1/CallError.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.js';
import type { TurnCause as _suoke_saga_v1_TurnCause, TurnCause__Output as _suoke_saga_v1_TurnCause__Output } from '../../../suoke/saga/v1/TurnCause.js';
import type { Long } from '@grpc/proto-loader';

/**
 * One saga.
 */
export interface Saga {
  /**
   * UUID in canonical text form; sorts by time of the start.
   */
  'saga_id'?: (string);
  /**
   * Type of its definition.
   */
  'type'?: (string);
  /**
   * Where it stands.
   */
  'status'?: (_suoke_saga_v1_SagaStatus);
  /**
   * Number of its last event. Never goes back.
   */
  'revision'?: (number | string | Long);
  /**
   * What a mutation names to say which state it was decided on; the revision as text.
   */
  'etag'?: (string);
  /**
   * Index of the step that is being done or undone, from 0; the number of steps once all are done.
   */
  'step_index'?: (number);
  /**
   * Name of that step; empty once all are done.
   */
  'step'?: (string);
  /**
   * Its steps; only in the view FULL.
   */
  'steps'?: (_suoke_saga_v1_StepView)[];
  /**
   * Why it is stuck; unspecified when it is not.
   */
  'stuck_class'?: (_suoke_saga_v1_StuckClass);
  /**
   * The last refusal or failure that changed its way; unset when there was none.
   */
  'error'?: (_suoke_saga_v1_CallError | null);
  /**
   * When it turns back unless it has reached its commit point; unset when it has no deadline.
   */
  'deadline'?: (_google_protobuf_Timestamp | null);
  /**
   * When it was accepted.
   */
  'create_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When its last event was written.
   */
  'update_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When it ended; unset before.
   */
  'finish_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When somebody looks at it next; unset while a process moves it and while it rests.
   */
  'due_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When an operator paused it; unset when it is not paused.
   */
  'pause_time'?: (_google_protobuf_Timestamp | null);
  /**
   * The held participant that it waits for; empty when there is none.
   */
  'blocked_on'?: (string);
  /**
   * Its labels. Blind ones are listed with an empty value.
   */
  'labels'?: ({[key: string]: string});
  /**
   * The saga that it repeats; empty when it repeats none.
   */
  'origin'?: (string);
  /**
   * Counts the processes that took it up; 0 while it is pending.
   */
  'epoch'?: (number | string | Long);
  /**
   * What its definition says the result is; only when COMPLETED and in the view FULL.
   */
  'output'?: (_google_protobuf_Struct | null);
  /**
   * Why it turned back last; unspecified when it never did.
   */
  'turn_cause'?: (_suoke_saga_v1_TurnCause);
  /**
   * SHA-256 of the definition it runs on, in hex; only in the view FULL.
   */
  'definition_hash'?: (string);
}

/**
 * One saga.
 */
export interface Saga__Output {
  /**
   * UUID in canonical text form; sorts by time of the start.
   */
  'saga_id': (string);
  /**
   * Type of its definition.
   */
  'type': (string);
  /**
   * Where it stands.
   */
  'status': (_suoke_saga_v1_SagaStatus__Output);
  /**
   * Number of its last event. Never goes back.
   */
  'revision': (string);
  /**
   * What a mutation names to say which state it was decided on; the revision as text.
   */
  'etag': (string);
  /**
   * Index of the step that is being done or undone, from 0; the number of steps once all are done.
   */
  'step_index': (number);
  /**
   * Name of that step; empty once all are done.
   */
  'step': (string);
  /**
   * Its steps; only in the view FULL.
   */
  'steps': (_suoke_saga_v1_StepView__Output)[];
  /**
   * Why it is stuck; unspecified when it is not.
   */
  'stuck_class': (_suoke_saga_v1_StuckClass__Output);
  /**
   * The last refusal or failure that changed its way; unset when there was none.
   */
  'error': (_suoke_saga_v1_CallError__Output | null);
  /**
   * When it turns back unless it has reached its commit point; unset when it has no deadline.
   */
  'deadline': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it was accepted.
   */
  'create_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When its last event was written.
   */
  'update_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it ended; unset before.
   */
  'finish_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When somebody looks at it next; unset while a process moves it and while it rests.
   */
  'due_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When an operator paused it; unset when it is not paused.
   */
  'pause_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * The held participant that it waits for; empty when there is none.
   */
  'blocked_on': (string);
  /**
   * Its labels. Blind ones are listed with an empty value.
   */
  'labels': ({[key: string]: string});
  /**
   * The saga that it repeats; empty when it repeats none.
   */
  'origin': (string);
  /**
   * Counts the processes that took it up; 0 while it is pending.
   */
  'epoch': (string);
  /**
   * What its definition says the result is; only when COMPLETED and in the view FULL.
   */
  'output': (_google_protobuf_Struct__Output | null);
  /**
   * Why it turned back last; unspecified when it never did.
   */
  'turn_cause': (_suoke_saga_v1_TurnCause__Output);
  /**
   * SHA-256 of the definition it runs on, in hex; only in the view FULL.
   */
  'definition_hash': (string);
}
