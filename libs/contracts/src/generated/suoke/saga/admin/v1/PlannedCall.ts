// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

import type { CallDirection as _suoke_saga_v1_CallDirection, CallDirection__Output as _suoke_saga_v1_CallDirection__Output } from '../../../../suoke/saga/v1/CallDirection.js';
import type { EffectKnowledge as _suoke_saga_admin_v1_EffectKnowledge, EffectKnowledge__Output as _suoke_saga_admin_v1_EffectKnowledge__Output } from '../../../../suoke/saga/admin/v1/EffectKnowledge.js';
import type { CallState as _suoke_saga_v1_CallState, CallState__Output as _suoke_saga_v1_CallState__Output } from '../../../../suoke/saga/v1/CallState.js';

/**
 * One call that an action leads to.
 */
export interface PlannedCall {
  /**
   * The step.
   */
  'step'?: (string);
  /**
   * The branch.
   */
  'branch'?: (string);
  /**
   * Which call of the branch.
   */
  'direction'?: (_suoke_saga_v1_CallDirection);
  /**
   * Full name of the method.
   */
  'method'?: (string);
  /**
   * The key that it will carry; empty where its saga is only to be started, so that it has no id yet.
   */
  'idempotency_key'?: (string);
  /**
   * The participant keeps a barrier. Where it does not, a repeat is as safe as the participant itself makes it.
   */
  'barrier'?: (boolean);
  /**
   * What is known about its effect.
   */
  'effect'?: (_suoke_saga_admin_v1_EffectKnowledge);
  /**
   * Where it stands; only in `owed` and `settled` of ExplainSagaResponse.
   */
  'state'?: (_suoke_saga_v1_CallState);
}

/**
 * One call that an action leads to.
 */
export interface PlannedCall__Output {
  /**
   * The step.
   */
  'step': (string);
  /**
   * The branch.
   */
  'branch': (string);
  /**
   * Which call of the branch.
   */
  'direction': (_suoke_saga_v1_CallDirection__Output);
  /**
   * Full name of the method.
   */
  'method': (string);
  /**
   * The key that it will carry; empty where its saga is only to be started, so that it has no id yet.
   */
  'idempotency_key': (string);
  /**
   * The participant keeps a barrier. Where it does not, a repeat is as safe as the participant itself makes it.
   */
  'barrier': (boolean);
  /**
   * What is known about its effect.
   */
  'effect': (_suoke_saga_admin_v1_EffectKnowledge__Output);
  /**
   * Where it stands; only in `owed` and `settled` of ExplainSagaResponse.
   */
  'state': (_suoke_saga_v1_CallState__Output);
}
