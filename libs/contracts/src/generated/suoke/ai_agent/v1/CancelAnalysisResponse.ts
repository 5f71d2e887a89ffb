// Generated from proto/suoke/ai_agent/v1/ai_agent.proto


/**
 * Reply of CancelAnalysis.
 */
export interface CancelAnalysisResponse {
  /**
   * An analysis was withdrawn; false when there was nothing to undo.
   */
  'cancelled'?: (boolean);
}

/**
 * Reply of CancelAnalysis.
 */
export interface CancelAnalysisResponse__Output {
  /**
   * An analysis was withdrawn; false when there was nothing to undo.
   */
  'cancelled': (boolean);
}
