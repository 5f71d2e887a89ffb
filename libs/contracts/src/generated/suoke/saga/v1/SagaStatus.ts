// Generated from proto/suoke/saga/v1/saga.proto

/**
 * Where a saga stands.
 */
export const SagaStatus = {
  /**
   * Never sent.
   */
  SAGA_STATUS_UNSPECIFIED: 'SAGA_STATUS_UNSPECIFIED',
  /**
   * Accepted and durable; no process has taken it up yet.
   */
  SAGA_STATUS_PENDING: 'SAGA_STATUS_PENDING',
  /**
   * Goes forward.
   */
  SAGA_STATUS_RUNNING: 'SAGA_STATUS_RUNNING',
  /**
   * Goes back: undoes what was done, in reverse order.
   */
  SAGA_STATUS_COMPENSATING: 'SAGA_STATUS_COMPENSATING',
  /**
   * Ended: every step is done.
   */
  SAGA_STATUS_COMPLETED: 'SAGA_STATUS_COMPLETED',
  /**
   * Ended: nothing of it is left in force.
   */
  SAGA_STATUS_COMPENSATED: 'SAGA_STATUS_COMPENSATED',
  /**
   * Stuck: only an operator can decide what comes next. Not an end.
   */
  SAGA_STATUS_FAILED: 'SAGA_STATUS_FAILED',
  /**
   * Ended: an operator closed it, with obligations left open that the statement lists.
   */
  SAGA_STATUS_CLOSED: 'SAGA_STATUS_CLOSED',
} as const;

/**
 * Where a saga stands.
 */
export type SagaStatus =
  /**
   * Never sent.
   */
  | 'SAGA_STATUS_UNSPECIFIED'
  | 0
  /**
   * Accepted and durable; no process has taken it up yet.
   */
  | 'SAGA_STATUS_PENDING'
  | 1
  /**
   * Goes forward.
   */
  | 'SAGA_STATUS_RUNNING'
  | 2
  /**
   * Goes back: undoes what was done, in reverse order.
   */
  | 'SAGA_STATUS_COMPENSATING'
  | 3
  /**
   * Ended: every step is done.
   */
  | 'SAGA_STATUS_COMPLETED'
  | 4
  /**
   * Ended: nothing of it is left in force.
   */
  | 'SAGA_STATUS_COMPENSATED'
  | 5
  /**
   * Stuck: only an operator can decide what comes next. Not an end.
   */
  | 'SAGA_STATUS_FAILED'
  | 6
  /**
   * Ended: an operator closed it, with obligations left open that the statement lists.
   */
  | 'SAGA_STATUS_CLOSED'
  | 7

/**
 * Where a saga stands.
 */
export type SagaStatus__Output = typeof SagaStatus[keyof typeof SagaStatus]
