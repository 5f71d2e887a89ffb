// Generated from proto/suoke/saga/v1/saga.proto

import type { StepKind as _suoke_saga_v1_StepKind, StepKind__Output as _suoke_saga_v1_StepKind__Output } from '../../../suoke/saga/v1/StepKind.js';
import type { BranchView as _suoke_saga_v1_BranchView, BranchView__Output as _suoke_saga_v1_BranchView__Output } from '../../../suoke/saga/v1/BranchView.js';

/**
 * One step of a saga.
 */
export interface StepView {
  /**
   * Name of the step.
   */
  'name'?: (string);
  /**
   * What it may do to the saga.
   */
  'kind'?: (_suoke_saga_v1_StepKind);
  /**
   * Its branches, called in parallel.
   */
  'branches'?: (_suoke_saga_v1_BranchView)[];
}

/**
 * One step of a saga.
 */
export interface StepView__Output {
  /**
   * Name of the step.
   */
  'name': (string);
  /**
   * What it may do to the saga.
   */
  'kind': (_suoke_saga_v1_StepKind__Output);
  /**
   * Its branches, called in parallel.
   */
  'branches': (_suoke_saga_v1_BranchView__Output)[];
}
