// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

import type { Agent as _suoke_ai_agent_v1_Agent, Agent__Output as _suoke_ai_agent_v1_Agent__Output } from '../../../suoke/ai_agent/v1/Agent.js';
import type { ConsultationData as _suoke_consultation_v1_ConsultationData, ConsultationData__Output as _suoke_consultation_v1_ConsultationData__Output } from '../../../suoke/consultation/v1/ConsultationData.js';

/**
 * Request of Analyze.
 */
export interface AnalyzeRequest {
  /**
   * Who shall do it. Required.
   */
  'agent'?: (_suoke_ai_agent_v1_Agent);
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id'?: (string);
  /**
   * The consultation that it belongs to. Required.
   */
  'consultation_id'?: (string);
  /**
   * What the agent goes by. Required.
   */
  'data'?: (_suoke_consultation_v1_ConsultationData | null);
}

/**
 * Request of Analyze.
 */
export interface AnalyzeRequest__Output {
  /**
   * Who shall do it. Required.
   */
  'agent': (_suoke_ai_agent_v1_Agent__Output);
  /**
   * The person, `[A-Za-z0-9_-]{1,64}`.
   */
  'user_id': (string);
  /**
   * The consultation that it belongs to. Required.
   */
  'consultation_id': (string);
  /**
   * What the agent goes by. Required.
   */
  'data': (_suoke_consultation_v1_ConsultationData__Output | null);
}
