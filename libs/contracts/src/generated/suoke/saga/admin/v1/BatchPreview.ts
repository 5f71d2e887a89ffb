// Generated from proto/suoke/saga/admin/v1/operation.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What a batch would do.
 */
export interface BatchPreview {
  /**
   * Sagas that the selection finds.
   */
  'selected'?: (number | string | Long);
  /**
   * Of these, sagas that the action is allowed for.
   */
  'eligible'?: (number | string | Long);
  /**
   * Of those that are not, how many by stable code of why.
   */
  'ineligible_by_code'?: ({[key: string]: number | string | Long});
  /**
   * Calls that follow at least.
   */
  'expected_calls'?: (number | string | Long);
  /**
   * Calls by participant.
   */
  'calls_by_participant'?: ({[key: string]: number | string | Long});
  /**
   * Ids that were named again, and are not counted above.
   */
  'duplicates'?: (number | string | Long);
}

/**
 * What a batch would do.
 */
export interface BatchPreview__Output {
  /**
   * Sagas that the selection finds.
   */
  'selected': (string);
  /**
   * Of these, sagas that the action is allowed for.
   */
  'eligible': (string);
  /**
   * Of those that are not, how many by stable code of why.
   */
  'ineligible_by_code': ({[key: string]: string});
  /**
   * Calls that follow at least.
   */
  'expected_calls': (string);
  /**
   * Calls by participant.
   */
  'calls_by_participant': ({[key: string]: string});
  /**
   * Ids that were named again, and are not counted above.
   */
  'duplicates': (string);
}
