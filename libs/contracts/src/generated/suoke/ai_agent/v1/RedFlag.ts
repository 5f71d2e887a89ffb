// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

import type { Urgency as _suoke_ai_agent_v1_Urgency, Urgency__Output as _suoke_ai_agent_v1_Urgency__Output } from '../../../suoke/ai_agent/v1/Urgency.js';
import type { LocalizedText as _suoke_type_v1_LocalizedText, LocalizedText__Output as _suoke_type_v1_LocalizedText__Output } from '../../../suoke/type/v1/LocalizedText.js';

/**
 * A sign that needs a doctor, whatever else was found.
 */
export interface RedFlag {
  /**
   * Stable code of the rule base: `chest_pain`.
   */
  'code'?: (string);
  /**
   * How soon.
   */
  'urgency'?: (_suoke_ai_agent_v1_Urgency);
  /**
   * What to do.
   */
  'advice'?: (_suoke_type_v1_LocalizedText | null);
}

/**
 * A sign that needs a doctor, whatever else was found.
 */
export interface RedFlag__Output {
  /**
   * Stable code of the rule base: `chest_pain`.
   */
  'code': (string);
  /**
   * How soon.
   */
  'urgency': (_suoke_ai_agent_v1_Urgency__Output);
  /**
   * What to do.
   */
  'advice': (_suoke_type_v1_LocalizedText__Output | null);
}
