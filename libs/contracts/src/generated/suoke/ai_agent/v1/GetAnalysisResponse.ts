// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

import type { Analysis as _suoke_ai_agent_v1_Analysis, Analysis__Output as _suoke_ai_agent_v1_Analysis__Output } from '../../../suoke/ai_agent/v1/Analysis.js';

/**
 * Reply of GetAnalysis.
 */
export interface GetAnalysisResponse {
  /**
   * The analysis.
   */
  'analysis'?: (_suoke_ai_agent_v1_Analysis | null);
}

/**
 * Reply of GetAnalysis.
 */
export interface GetAnalysisResponse__Output {
  /**
   * The analysis.
   */
  'analysis': (_suoke_ai_agent_v1_Analysis__Output | null);
}
