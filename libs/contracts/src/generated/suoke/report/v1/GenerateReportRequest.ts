// Generated from proto/suoke/report/v1/report.proto

import type { ConsultationData as _suoke_consultation_v1_ConsultationData, ConsultationData__Output as _suoke_consultation_v1_ConsultationData__Output } from '../../../suoke/consultation/v1/ConsultationData.js';
import type { AnalysisResult as _suoke_ai_agent_v1_AnalysisResult, AnalysisResult__Output as _suoke_ai_agent_v1_AnalysisResult__Output } from '../../../suoke/ai_agent/v1/AnalysisResult.js';

/**
 * Request of GenerateReport.
 */
export interface GenerateReportRequest {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id'?: (string);
  /**
   * The consultation that the report is about. Required.
   */
  'consultation_id'?: (string);
  /**
   * What was told and observed. Required.
   */
  'data'?: (_suoke_consultation_v1_ConsultationData | null);
  /**
   * What the agents returned, 1 to 16 results, each of another analysis.
   */
  'results'?: (_suoke_ai_agent_v1_AnalysisResult)[];
}

/**
 * Request of GenerateReport.
 */
export interface GenerateReportRequest__Output {
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id': (string);
  /**
   * The consultation that the report is about. Required.
   */
  'consultation_id': (string);
  /**
   * What was told and observed. Required.
   */
  'data': (_suoke_consultation_v1_ConsultationData__Output | null);
  /**
   * What the agents returned, 1 to 16 results, each of another analysis.
   */
  'results': (_suoke_ai_agent_v1_AnalysisResult__Output)[];
}
