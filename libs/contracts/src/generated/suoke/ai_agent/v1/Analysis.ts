// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

import type { AnalysisState as _suoke_ai_agent_v1_AnalysisState, AnalysisState__Output as _suoke_ai_agent_v1_AnalysisState__Output } from '../../../suoke/ai_agent/v1/AnalysisState.js';
import type { AnalysisResult as _suoke_ai_agent_v1_AnalysisResult, AnalysisResult__Output as _suoke_ai_agent_v1_AnalysisResult__Output } from '../../../suoke/ai_agent/v1/AnalysisResult.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';

/**
 * One stored analysis.
 */
export interface Analysis {
  /**
   * Id, made by the service.
   */
  'analysis_id'?: (string);
  /**
   * The person.
   */
  'user_id'?: (string);
  /**
   * The consultation that it belongs to.
   */
  'consultation_id'?: (string);
  /**
   * Where it stands.
   */
  'state'?: (_suoke_ai_agent_v1_AnalysisState);
  /**
   * What the agent returned.
   */
  'result'?: (_suoke_ai_agent_v1_AnalysisResult | null);
  /**
   * When it was stored.
   */
  'create_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When it was withdrawn; unset while it is valid.
   */
  'cancel_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Why it was withdrawn.
   */
  'cancel_reason'?: (string);
  /**
   * The saga that asked for it; empty when none did.
   */
  'saga_id'?: (string);
}

/**
 * One stored analysis.
 */
export interface Analysis__Output {
  /**
   * Id, made by the service.
   */
  'analysis_id': (string);
  /**
   * The person.
   */
  'user_id': (string);
  /**
   * The consultation that it belongs to.
   */
  'consultation_id': (string);
  /**
   * Where it stands.
   */
  'state': (_suoke_ai_agent_v1_AnalysisState__Output);
  /**
   * What the agent returned.
   */
  'result': (_suoke_ai_agent_v1_AnalysisResult__Output | null);
  /**
   * When it was stored.
   */
  'create_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it was withdrawn; unset while it is valid.
   */
  'cancel_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Why it was withdrawn.
   */
  'cancel_reason': (string);
  /**
   * The saga that asked for it; empty when none did.
   */
  'saga_id': (string);
}
