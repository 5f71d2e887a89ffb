// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../../google/protobuf/Timestamp.js';
import type { Action as _suoke_saga_admin_v1_Action, Action__Output as _suoke_saga_admin_v1_Action__Output } from '../../../../suoke/saga/admin/v1/Action.js';
import type { AuditDecision as _suoke_saga_admin_v1_AuditDecision, AuditDecision__Output as _suoke_saga_admin_v1_AuditDecision__Output } from '../../../../suoke/saga/admin/v1/AuditDecision.js';
import type { Long } from '@grpc/proto-loader';

/**
 * One entry of the audit. Written in the transaction of the change; each holds the hash of the one before.
 */
export interface AuditEntry {
  /**
   * Counts from 1 without gaps.
   */
  'seq'?: (number | string | Long);
  /**
   * When, by the clock of the database.
   */
  'time'?: (_google_protobuf_Timestamp | null);
  /**
   * Who.
   */
  'actor'?: (string);
  /**
   * What.
   */
  'action'?: (_suoke_saga_admin_v1_Action);
  /**
   * To what: `sagas/<id>`, `participants/<name>`, `operations/<id>`, `approvals/<id>`; of revealed reasons, which entries:
   * `auditEntries/<first>-<last>`.
   */
  'target'?: (string);
  /**
   * Whether the one who acted had the right.
   */
  'decision'?: (_suoke_saga_admin_v1_AuditDecision);
  /**
   * `ok`, or the stable code of the refusal. `ok_words_not_kept`: it was done, and the words of the operator are not kept,
   * because no key of the saga opens that could seal them.
   */
  'result'?: (string);
  /**
   * Id of the request.
   */
  'request_id'?: (string);
  /**
   * Revision of the saga before; unset when it is about none. Of a reading in the clear, the event after which it began.
   */
  'revision_before'?: (number | string | Long);
  /**
   * Revision of the saga after; unset when nothing changed. Of a reading in the clear, the last event that was shown.
   */
  'revision_after'?: (number | string | Long);
  /**
   * Why; only with reveal, and empty where no reason was kept.
   */
  'reason'?: (string);
  /**
   * Hash of the entry before, in hex.
   */
  'prev_hash'?: (string);
  /**
   * Hash of this entry, in hex.
   */
  'hash'?: (string);
  /**
   * Name of the method that was called: `ReplaySaga`. Finer than `action`.
   */
  'method'?: (string);
  /**
   * How the actor proved who it is: `token`; `none` at the clients' door. Empty in entries of older versions, and where what
   * was asked for before went on.
   */
  'auth_method'?: (string);
  /**
   * IP address that the call came from, of a proxy where one stands in between; empty where it is not known.
   */
  'source_address'?: (string);
  /**
   * Why the reason is not shown although it was asked for: `CANNOT_DECRYPT`, the key of the saga is gone or the reason was
   * altered. Empty otherwise.
   */
  'reason_error'?: (string);
  '_revision_before'?: "revision_before";
  '_revision_after'?: "revision_after";
}

/**
 * One entry of the audit. Written in the transaction of the change; each holds the hash of the one before.
 */
export interface AuditEntry__Output {
  /**
   * Counts from 1 without gaps.
   */
  'seq': (string);
  /**
   * When, by the clock of the database.
   */
  'time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Who.
   */
  'actor': (string);
  /**
   * What.
   */
  'action': (_suoke_saga_admin_v1_Action__Output);
  /**
   * To what: `sagas/<id>`, `participants/<name>`, `operations/<id>`, `approvals/<id>`; of revealed reasons, which entries:
   * `auditEntries/<first>-<last>`.
   */
  'target': (string);
  /**
   * Whether the one who acted had the right.
   */
  'decision': (_suoke_saga_admin_v1_AuditDecision__Output);
  /**
   * `ok`, or the stable code of the refusal. `ok_words_not_kept`: it was done, and the words of the operator are not kept,
   * because no key of the saga opens that could seal them.
   */
  'result': (string);
  /**
   * Id of the request.
   */
  'request_id': (string);
  /**
   * Revision of the saga before; unset when it is about none. Of a reading in the clear, the event after which it began.
   */
  'revision_before'?: (string);
  /**
   * Revision of the saga after; unset when nothing changed. Of a reading in the clear, the last event that was shown.
   */
  'revision_after'?: (string);
  /**
   * Why; only with reveal, and empty where no reason was kept.
   */
  'reason': (string);
  /**
   * Hash of the entry before, in hex.
   */
  'prev_hash': (string);
  /**
   * Hash of this entry, in hex.
   */
  'hash': (string);
  /**
   * Name of the method that was called: `ReplaySaga`. Finer than `action`.
   */
  'method': (string);
  /**
   * How the actor proved who it is: `token`; `none` at the clients' door. Empty in entries of older versions, and where what
   * was asked for before went on.
   */
  'auth_method': (string);
  /**
   * IP address that the call came from, of a proxy where one stands in between; empty where it is not known.
   */
  'source_address': (string);
  /**
   * Why the reason is not shown although it was asked for: `CANNOT_DECRYPT`, the key of the saga is gone or the reason was
   * altered. Empty otherwise.
   */
  'reason_error': (string);
}
