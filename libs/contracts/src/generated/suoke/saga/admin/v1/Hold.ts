// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../../google/protobuf/Timestamp.js';

/**
 * An operator's order that no call goes to a participant.
 */
export interface Hold {
  /**
   * Since when.
   */
  'create_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Who gave it.
   */
  'actor'?: (string);
  /**
   * Why.
   */
  'reason'?: (string);
}

/**
 * An operator's order that no call goes to a participant.
 */
export interface Hold__Output {
  /**
   * Since when.
   */
  'create_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Who gave it.
   */
  'actor': (string);
  /**
   * Why.
   */
  'reason': (string);
}
