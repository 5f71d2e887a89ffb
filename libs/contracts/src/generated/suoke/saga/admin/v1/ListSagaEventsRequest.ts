// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Request of ListSagaEvents.
 */
export interface ListSagaEventsRequest {
  /**
   * The saga.
   */
  'saga_id'?: (string);
  /**
   * Only events after this one; 0 for all.
   */
  'after_seq'?: (number | string | Long);
  /**
   * How many at most: 0 for 200, more than 1,000 is read as 1,000; negative is refused. With reveal 100 at most, and fewer
   * where their payloads are large.
   */
  'page_size'?: (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'page_token'?: (string);
  /**
   * Shows payloads in the clear. Needs the right to reveal and a reason, and is audited.
   */
  'reveal'?: (boolean);
  /**
   * Why the payloads are needed, 5 to 500 characters; required with reveal.
   */
  'reason'?: (string);
}

/**
 * Request of ListSagaEvents.
 */
export interface ListSagaEventsRequest__Output {
  /**
   * The saga.
   */
  'saga_id': (string);
  /**
   * Only events after this one; 0 for all.
   */
  'after_seq': (string);
  /**
   * How many at most: 0 for 200, more than 1,000 is read as 1,000; negative is refused. With reveal 100 at most, and fewer
   * where their payloads are large.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'page_token': (string);
  /**
   * Shows payloads in the clear. Needs the right to reveal and a reason, and is audited.
   */
  'reveal': (boolean);
  /**
   * Why the payloads are needed, 5 to 500 characters; required with reveal.
   */
  'reason': (string);
}
