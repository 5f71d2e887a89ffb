// Generated from proto/suoke/ai_agent/v1/ai_agent.proto


/**
 * Request of ListAnalyses.
 */
export interface ListAnalysesRequest {
  /**
   * Only analyses for this person; empty for all.
   */
  'user_id'?: (string);
  /**
   * Only analyses of this consultation; empty for all.
   */
  'consultation_id'?: (string);
  /**
   * Only analyses that this saga asked for; empty for all.
   */
  'saga_id'?: (string);
  /**
   * Withdrawn ones too.
   */
  'show_cancelled'?: (boolean);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000.
   */
  'page_size'?: (number);
  /**
   * `next_page_token` of the page before; empty for the first. The filters must be the same.
   */
  'page_token'?: (string);
}

/**
 * Request of ListAnalyses.
 */
export interface ListAnalysesRequest__Output {
  /**
   * Only analyses for this person; empty for all.
   */
  'user_id': (string);
  /**
   * Only analyses of this consultation; empty for all.
   */
  'consultation_id': (string);
  /**
   * Only analyses that this saga asked for; empty for all.
   */
  'saga_id': (string);
  /**
   * Withdrawn ones too.
   */
  'show_cancelled': (boolean);
  /**
   * How many at most: 0 for 50, more than 1,000 is read as 1,000.
   */
  'page_size': (number);
  /**
   * `next_page_token` of the page before; empty for the first. The filters must be the same.
   */
  'page_token': (string);
}
