// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { AuditEntry as _suoke_saga_admin_v1_AuditEntry, AuditEntry__Output as _suoke_saga_admin_v1_AuditEntry__Output } from '../../../../suoke/saga/admin/v1/AuditEntry.js';

/**
 * Reply of ListAuditEntries.
 */
export interface ListAuditEntriesResponse {
  /**
   * The page, the newest first.
   */
  'entries'?: (_suoke_saga_admin_v1_AuditEntry)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
}

/**
 * Reply of ListAuditEntries.
 */
export interface ListAuditEntriesResponse__Output {
  /**
   * The page, the newest first.
   */
  'entries': (_suoke_saga_admin_v1_AuditEntry__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
}
