// Generated from proto/suoke/saga/v1/saga.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Request of WatchSaga.
 */
export interface WatchSagaRequest {
  /**
   * The saga.
   */
  'saga_id'?: (string);
  /**
   * Resumes after this revision; 0: from the first event on.
   */
  'after_revision'?: (number | string | Long);
}

/**
 * Request of WatchSaga.
 */
export interface WatchSagaRequest__Output {
  /**
   * The saga.
   */
  'saga_id': (string);
  /**
   * Resumes after this revision; 0: from the first event on.
   */
  'after_revision': (string);
}
