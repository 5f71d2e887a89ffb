// Generated from proto/suoke/ai_agent/v1/ai_agent.proto


/**
 * Request of GetAnalysis.
 */
export interface GetAnalysisRequest {
  /**
   * Id of the analysis.
   */
  'analysis_id'?: (string);
}

/**
 * Request of GetAnalysis.
 */
export interface GetAnalysisRequest__Output {
  /**
   * Id of the analysis.
   */
  'analysis_id': (string);
}
