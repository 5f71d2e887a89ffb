// Generated from proto/suoke/saga/v1/saga.proto

import type { EventKind as _suoke_saga_v1_EventKind, EventKind__Output as _suoke_saga_v1_EventKind__Output } from '../../../suoke/saga/v1/EventKind.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';
import type { CallDirection as _suoke_saga_v1_CallDirection, CallDirection__Output as _suoke_saga_v1_CallDirection__Output } from '../../../suoke/saga/v1/CallDirection.js';
import type { AttemptOutcome as _suoke_saga_v1_AttemptOutcome, AttemptOutcome__Output as _suoke_saga_v1_AttemptOutcome__Output } from '../../../suoke/saga/v1/AttemptOutcome.js';
import type { CallError as _suoke_saga_v1_CallError, CallError__Output as _suoke_saga_v1_CallError__Output } from '../../../suoke/saga/v1/CallError.js';
import type { TurnCause as _suoke_saga_v1_TurnCause, TurnCause__Output as _suoke_saga_v1_TurnCause__Output } from '../../../suoke/saga/v1/TurnCause.js';
import type { StuckClass as _suoke_saga_v1_StuckClass, StuckClass__Output as _suoke_saga_v1_StuckClass__Output } from '../../../suoke/saga/v1/StuckClass.js';
import type { Long } from '@grpc/proto-loader';

/**
 * One event of a saga. Which fields are set follows from the kind.
 */
export interface SagaEvent {
  /**
   * Counts from 1 without gaps.
   */
  'seq'?: (number | string | Long);
  /**
   * What happened.
   */
  'kind'?: (_suoke_saga_v1_EventKind);
  /**
   * When, by the clock of the database.
   */
  'time'?: (_google_protobuf_Timestamp | null);
  /**
   * Epoch of the process that wrote it; unset when an operator did.
   */
  'epoch'?: (number | string | Long);
  /**
   * The step that it is about; empty when it is about the whole saga.
   */
  'step'?: (string);
  /**
   * The branch that it is about.
   */
  'branch'?: (string);
  /**
   * Number of the attempt in its budget, from 1; 0 when it is about none.
   */
  'attempt'?: (number);
  /**
   * Which call of the branch.
   */
  'direction'?: (_suoke_saga_v1_CallDirection);
  /**
   * What the attempt says about the effect.
   */
  'outcome'?: (_suoke_saga_v1_AttemptOutcome);
  /**
   * What the participant answered.
   */
  'error'?: (_suoke_saga_v1_CallError | null);
  /**
   * When the next attempt may start; unset when there is none.
   */
  'next_attempt_time'?: (_google_protobuf_Timestamp | null);
  /**
   * TURNED: why.
   */
  'turn_cause'?: (_suoke_saga_v1_TurnCause);
  /**
   * FAILED: why.
   */
  'stuck_class'?: (_suoke_saga_v1_StuckClass);
  /**
   * BLOCKED: which participant.
   */
  'participant'?: (string);
  /**
   * RELEASED: calls that were open. CLOSED: obligations that were left open. As `step/branch`.
   */
  'open'?: (string)[];
  /**
   * STARTED, REPLAYED, REWOUND, SKIPPED, OUTCOME_RECORDED: the deadline from here on; unset for none.
   */
  'deadline'?: (_google_protobuf_Timestamp | null);
  /**
   * TURNED with REWIND: the step to go back to.
   */
  'rewind_to'?: (string);
  '_epoch'?: "epoch";
}

/**
 * One event of a saga. Which fields are set follows from the kind.
 */
export interface SagaEvent__Output {
  /**
   * Counts from 1 without gaps.
   */
  'seq': (string);
  /**
   * What happened.
   */
  'kind': (_suoke_saga_v1_EventKind__Output);
  /**
   * When, by the clock of the database.
   */
  'time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Epoch of the process that wrote it; unset when an operator did.
   */
  'epoch'?: (string);
  /**
   * The step that it is about; empty when it is about the whole saga.
   */
  'step': (string);
  /**
   * The branch that it is about.
   */
  'branch': (string);
  /**
   * Number of the attempt in its budget, from 1; 0 when it is about none.
   */
  'attempt': (number);
  /**
   * Which call of the branch.
   */
  'direction': (_suoke_saga_v1_CallDirection__Output);
  /**
   * What the attempt says about the effect.
   */
  'outcome': (_suoke_saga_v1_AttemptOutcome__Output);
  /**
   * What the participant answered.
   */
  'error': (_suoke_saga_v1_CallError__Output | null);
  /**
   * When the next attempt may start; unset when there is none.
   */
  'next_attempt_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * TURNED: why.
   */
  'turn_cause': (_suoke_saga_v1_TurnCause__Output);
  /**
   * FAILED: why.
   */
  'stuck_class': (_suoke_saga_v1_StuckClass__Output);
  /**
   * BLOCKED: which participant.
   */
  'participant': (string);
  /**
   * RELEASED: calls that were open. CLOSED: obligations that were left open. As `step/branch`.
   */
  'open': (string)[];
  /**
   * STARTED, REPLAYED, REWOUND, SKIPPED, OUTCOME_RECORDED: the deadline from here on; unset for none.
   */
  'deadline': (_google_protobuf_Timestamp__Output | null);
  /**
   * TURNED with REWIND: the step to go back to.
   */
  'rewind_to': (string);
}
