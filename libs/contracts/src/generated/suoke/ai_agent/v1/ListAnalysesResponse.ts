// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

import type { Analysis as _suoke_ai_agent_v1_Analysis, Analysis__Output as _suoke_ai_agent_v1_Analysis__Output } from '../../../suoke/ai_agent/v1/Analysis.js';

/**
 * Reply of ListAnalyses.
 */
export interface ListAnalysesResponse {
  /**
   * The page.
   */
  'analyses'?: (_suoke_ai_agent_v1_Analysis)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
}

/**
 * Reply of ListAnalyses.
 */
export interface ListAnalysesResponse__Output {
  /**
   * The page.
   */
  'analyses': (_suoke_ai_agent_v1_Analysis__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
}
