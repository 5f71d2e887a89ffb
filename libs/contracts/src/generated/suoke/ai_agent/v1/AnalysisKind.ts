// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

/**
 * What was asked of the agent.
 */
export const AnalysisKind = {
  /**
   * Never sent.
   */
  ANALYSIS_KIND_UNSPECIFIED: 'ANALYSIS_KIND_UNSPECIFIED',
  /**
   * Analyze.
   */
  ANALYSIS_KIND_ANALYSIS: 'ANALYSIS_KIND_ANALYSIS',
  /**
   * Diagnose.
   */
  ANALYSIS_KIND_DIAGNOSIS: 'ANALYSIS_KIND_DIAGNOSIS',
  /**
   * Recommend.
   */
  ANALYSIS_KIND_RECOMMENDATION: 'ANALYSIS_KIND_RECOMMENDATION',
} as const;

/**
 * What was asked of the agent.
 */
export type AnalysisKind =
  /**
   * Never sent.
   */
  | 'ANALYSIS_KIND_UNSPECIFIED'
  | 0
  /**
   * Analyze.
   */
  | 'ANALYSIS_KIND_ANALYSIS'
  | 1
  /**
   * Diagnose.
   */
  | 'ANALYSIS_KIND_DIAGNOSIS'
  | 2
  /**
   * Recommend.
   */
  | 'ANALYSIS_KIND_RECOMMENDATION'
  | 3

/**
 * What was asked of the agent.
 */
export type AnalysisKind__Output = typeof AnalysisKind[keyof typeof AnalysisKind]
