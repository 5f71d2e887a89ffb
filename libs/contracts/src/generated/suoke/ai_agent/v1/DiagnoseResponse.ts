// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

import type { AnalysisResult as _suoke_ai_agent_v1_AnalysisResult, AnalysisResult__Output as _suoke_ai_agent_v1_AnalysisResult__Output } from '../../../suoke/ai_agent/v1/AnalysisResult.js';

/**
 * Reply of Diagnose.
 */
export interface DiagnoseResponse {
  /**
   * Id of the analysis.
   */
  'analysis_id'?: (string);
  /**
   * The patterns that were found.
   */
  'result'?: (_suoke_ai_agent_v1_AnalysisResult | null);
}

/**
 * Reply of Diagnose.
 */
export interface DiagnoseResponse__Output {
  /**
   * Id of the analysis.
   */
  'analysis_id': (string);
  /**
   * The patterns that were found.
   */
  'result': (_suoke_ai_agent_v1_AnalysisResult__Output | null);
}
