// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

import type { LocalizedText as _suoke_type_v1_LocalizedText, LocalizedText__Output as _suoke_type_v1_LocalizedText__Output } from '../../../suoke/type/v1/LocalizedText.js';

/**
 * One thing that the agent found.
 */
export interface Finding {
  /**
   * Stable code of the rule base: `qi_deficiency`.
   */
  'code'?: (string);
  /**
   * What it is called: 气虚证, qi deficiency.
   */
  'title'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * Share of the pattern's weight that the observations reach, 0 to 1.
   */
  'confidence'?: (number | string);
  /**
   * Observations that speak for it, as they were given.
   */
  'evidence'?: (string)[];
}

/**
 * One thing that the agent found.
 */
export interface Finding__Output {
  /**
   * Stable code of the rule base: `qi_deficiency`.
   */
  'code': (string);
  /**
   * What it is called: 气虚证, qi deficiency.
   */
  'title': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * Share of the pattern's weight that the observations reach, 0 to 1.
   */
  'confidence': (number);
  /**
   * Observations that speak for it, as they were given.
   */
  'evidence': (string)[];
}
