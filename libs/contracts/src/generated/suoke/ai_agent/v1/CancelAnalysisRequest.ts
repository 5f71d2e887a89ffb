// Generated from proto/suoke/ai_agent/v1/ai_agent.proto


/**
 * Request of CancelAnalysis.
 */
export interface CancelAnalysisRequest {
  /**
   * Id of the analysis. Empty by design when the outcome of the action is unknown: the effect is found by the key.
   */
  'analysis_id'?: (string);
  /**
   * Why, at most 500 characters.
   */
  'reason'?: (string);
}

/**
 * Request of CancelAnalysis.
 */
export interface CancelAnalysisRequest__Output {
  /**
   * Id of the analysis. Empty by design when the outcome of the action is unknown: the effect is found by the key.
   */
  'analysis_id': (string);
  /**
   * Why, at most 500 characters.
   */
  'reason': (string);
}
