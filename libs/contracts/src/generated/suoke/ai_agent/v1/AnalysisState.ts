// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

/**
 * Where an analysis stands.
 */
export const AnalysisState = {
  /**
   * Never sent.
   */
  ANALYSIS_STATE_UNSPECIFIED: 'ANALYSIS_STATE_UNSPECIFIED',
  /**
   * Stored and valid.
   */
  ANALYSIS_STATE_DONE: 'ANALYSIS_STATE_DONE',
  /**
   * Withdrawn by CancelAnalysis.
   */
  ANALYSIS_STATE_CANCELLED: 'ANALYSIS_STATE_CANCELLED',
} as const;

/**
 * Where an analysis stands.
 */
export type AnalysisState =
  /**
   * Never sent.
   */
  | 'ANALYSIS_STATE_UNSPECIFIED'
  | 0
  /**
   * Stored and valid.
   */
  | 'ANALYSIS_STATE_DONE'
  | 1
  /**
   * Withdrawn by CancelAnalysis.
   */
  | 'ANALYSIS_STATE_CANCELLED'
  | 2

/**
 * Where an analysis stands.
 */
export type AnalysisState__Output = typeof AnalysisState[keyof typeof AnalysisState]
