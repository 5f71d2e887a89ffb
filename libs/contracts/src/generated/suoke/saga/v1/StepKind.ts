// Generated from proto/suoke/saga/v1/saga.proto

/**
 * What a step may do to a saga.
 */
export const StepKind = {
  /**
   * Never sent.
   */
  STEP_KIND_UNSPECIFIED: 'STEP_KIND_UNSPECIFIED',
  /**
   * Can be undone.
   */
  STEP_KIND_COMPENSATABLE: 'STEP_KIND_COMPENSATABLE',
  /**
   * Decides: once it is done, the saga only goes forward.
   */
  STEP_KIND_PIVOT: 'STEP_KIND_PIVOT',
  /**
   * After the commit point: tried until it is done.
   */
  STEP_KIND_RETRIABLE: 'STEP_KIND_RETRIABLE',
} as const;

/**
 * What a step may do to a saga.
 */
export type StepKind =
  /**
   * Never sent.
   */
  | 'STEP_KIND_UNSPECIFIED'
  | 0
  /**
   * Can be undone.
   */
  | 'STEP_KIND_COMPENSATABLE'
  | 1
  /**
   * Decides: once it is done, the saga only goes forward.
   */
  | 'STEP_KIND_PIVOT'
  | 2
  /**
   * After the commit point: tried until it is done.
   */
  | 'STEP_KIND_RETRIABLE'
  | 3

/**
 * What a step may do to a saga.
 */
export type StepKind__Output = typeof StepKind[keyof typeof StepKind]
