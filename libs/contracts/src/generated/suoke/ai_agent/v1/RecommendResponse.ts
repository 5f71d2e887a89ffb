// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

import type { AnalysisResult as _suoke_ai_agent_v1_AnalysisResult, AnalysisResult__Output as _suoke_ai_agent_v1_AnalysisResult__Output } from '../../../suoke/ai_agent/v1/AnalysisResult.js';

/**
 * Reply of Recommend.
 */
export interface RecommendResponse {
  /**
   * Id of the analysis.
   */
  'analysis_id'?: (string);
  /**
   * What is recommended.
   */
  'result'?: (_suoke_ai_agent_v1_AnalysisResult | null);
}

/**
 * Reply of Recommend.
 */
export interface RecommendResponse__Output {
  /**
   * Id of the analysis.
   */
  'analysis_id': (string);
  /**
   * What is recommended.
   */
  'result': (_suoke_ai_agent_v1_AnalysisResult__Output | null);
}
