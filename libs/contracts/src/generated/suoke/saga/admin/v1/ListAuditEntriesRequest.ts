// Generated from proto/suoke/saga/admin/v1/oversight.proto


/**
 * Request of ListAuditEntries.
 */
export interface ListAuditEntriesRequest {
  /**
   * AIP-160: `actor = "…"`, `action = REPLAY` (or the name of a method), `target = "sagas/…"`, `decision = DENIED`,
   * `time > "…"`, joined by AND. Empty for all. At most 2,000 characters.
   */
  'filter'?: (string);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000; negative is refused. With reveal 100 at most.
   */
  'page_size'?: (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'page_token'?: (string);
  /**
   * Shows the reasons of the entries. Needs the right to reveal and a reason, and is audited.
   */
  'reveal'?: (boolean);
  /**
   * Why the reasons are needed, 5 to 500 characters; required with reveal. Kept in the clear: no health data.
   */
  'reason'?: (string);
}

/**
 * Request of ListAuditEntries.
 */
export interface ListAuditEntriesRequest__Output {
  /**
   * AIP-160: `actor = "…"`, `action = REPLAY` (or the name of a method), `target = "sagas/…"`, `decision = DENIED`,
   * `time > "…"`, joined by AND. Empty for all. At most 2,000 characters.
   */
  'filter': (string);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000; negative is refused. With reveal 100 at most.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'page_token': (string);
  /**
   * Shows the reasons of the entries. Needs the right to reveal and a reason, and is audited.
   */
  'reveal': (boolean);
  /**
   * Why the reasons are needed, 5 to 500 characters; required with reveal. Kept in the clear: no health data.
   */
  'reason': (string);
}
