// Generated from proto/suoke/saga/v1/saga.proto

/**
 * How much of a saga an answer holds.
 */
export const SagaView = {
  /**
   * Read as BASIC.
   */
  SAGA_VIEW_UNSPECIFIED: 'SAGA_VIEW_UNSPECIFIED',
  /**
   * Always saga_id, type, status, step_index, revision and etag; every other field only where it is at hand.
   */
  SAGA_VIEW_BASIC: 'SAGA_VIEW_BASIC',
  /**
   * Everything, with steps and output.
   */
  SAGA_VIEW_FULL: 'SAGA_VIEW_FULL',
} as const;

/**
 * How much of a saga an answer holds.
 */
export type SagaView =
  /**
   * Read as BASIC.
   */
  | 'SAGA_VIEW_UNSPECIFIED'
  | 0
  /**
   * Always saga_id, type, status, step_index, revision and etag; every other field only where it is at hand.
   */
  | 'SAGA_VIEW_BASIC'
  | 1
  /**
   * Everything, with steps and output.
   */
  | 'SAGA_VIEW_FULL'
  | 2

/**
 * How much of a saga an answer holds.
 */
export type SagaView__Output = typeof SagaView[keyof typeof SagaView]
