// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

import type { LocalizedText as _suoke_type_v1_LocalizedText, LocalizedText__Output as _suoke_type_v1_LocalizedText__Output } from '../../../suoke/type/v1/LocalizedText.js';

/**
 * What the person may do.
 */
export interface Recommendation {
  /**
   * Stable code of the rule base: `sleep_before_eleven`.
   */
  'code'?: (string);
  /**
   * Area of life: `diet`, `sleep`, `movement`, `mood`, `acupressure`, `follow_up`.
   */
  'category'?: (string);
  /**
   * The advice.
   */
  'text'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * Code of the finding that it answers; empty when it is general.
   */
  'finding_code'?: (string);
}

/**
 * What the person may do.
 */
export interface Recommendation__Output {
  /**
   * Stable code of the rule base: `sleep_before_eleven`.
   */
  'code': (string);
  /**
   * Area of life: `diet`, `sleep`, `movement`, `mood`, `acupressure`, `follow_up`.
   */
  'category': (string);
  /**
   * The advice.
   */
  'text': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * Code of the finding that it answers; empty when it is general.
   */
  'finding_code': (string);
}
