// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

import type { Agent as _suoke_ai_agent_v1_Agent, Agent__Output as _suoke_ai_agent_v1_Agent__Output } from '../../../suoke/ai_agent/v1/Agent.js';
import type { AnalysisKind as _suoke_ai_agent_v1_AnalysisKind, AnalysisKind__Output as _suoke_ai_agent_v1_AnalysisKind__Output } from '../../../suoke/ai_agent/v1/AnalysisKind.js';
import type { LocalizedText as _suoke_type_v1_LocalizedText, LocalizedText__Output as _suoke_type_v1_LocalizedText__Output } from '../../../suoke/type/v1/LocalizedText.js';
import type { Finding as _suoke_ai_agent_v1_Finding, Finding__Output as _suoke_ai_agent_v1_Finding__Output } from '../../../suoke/ai_agent/v1/Finding.js';
import type { FiredRule as _suoke_ai_agent_v1_FiredRule, FiredRule__Output as _suoke_ai_agent_v1_FiredRule__Output } from '../../../suoke/ai_agent/v1/FiredRule.js';
import type { RedFlag as _suoke_ai_agent_v1_RedFlag, RedFlag__Output as _suoke_ai_agent_v1_RedFlag__Output } from '../../../suoke/ai_agent/v1/RedFlag.js';
import type { Recommendation as _suoke_ai_agent_v1_Recommendation, Recommendation__Output as _suoke_ai_agent_v1_Recommendation__Output } from '../../../suoke/ai_agent/v1/Recommendation.js';

/**
 * What an agent returns. Later steps of a saga take it over as a whole.
 */
export interface AnalysisResult {
  /**
   * Id of the analysis.
   */
  'analysis_id'?: (string);
  /**
   * Who did it.
   */
  'agent'?: (_suoke_ai_agent_v1_Agent);
  /**
   * What was asked.
   */
  'kind'?: (_suoke_ai_agent_v1_AnalysisKind);
  /**
   * The result in a sentence or two.
   */
  'summary'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * What was found, the most likely first.
   */
  'findings'?: (_suoke_ai_agent_v1_Finding)[];
  /**
   * Confidence in the result as a whole, 0 to 1.
   */
  'confidence'?: (number | string);
  /**
   * Rules that fired, in the order of the rule base.
   */
  'fired_rules'?: (_suoke_ai_agent_v1_FiredRule)[];
  /**
   * Signs that need a doctor, the most urgent first.
   */
  'red_flags'?: (_suoke_ai_agent_v1_RedFlag)[];
  /**
   * What the person may do.
   */
  'recommendations'?: (_suoke_ai_agent_v1_Recommendation)[];
  /**
   * Version of the rule base or the model that was used.
   */
  'engine_version'?: (string);
}

/**
 * What an agent returns. Later steps of a saga take it over as a whole.
 */
export interface AnalysisResult__Output {
  /**
   * Id of the analysis.
   */
  'analysis_id': (string);
  /**
   * Who did it.
   */
  'agent': (_suoke_ai_agent_v1_Agent__Output);
  /**
   * What was asked.
   */
  'kind': (_suoke_ai_agent_v1_AnalysisKind__Output);
  /**
   * The result in a sentence or two.
   */
  'summary': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * What was found, the most likely first.
   */
  'findings': (_suoke_ai_agent_v1_Finding__Output)[];
  /**
   * Confidence in the result as a whole, 0 to 1.
   */
  'confidence': (number);
  /**
   * Rules that fired, in the order of the rule base.
   */
  'fired_rules': (_suoke_ai_agent_v1_FiredRule__Output)[];
  /**
   * Signs that need a doctor, the most urgent first.
   */
  'red_flags': (_suoke_ai_agent_v1_RedFlag__Output)[];
  /**
   * What the person may do.
   */
  'recommendations': (_suoke_ai_agent_v1_Recommendation__Output)[];
  /**
   * Version of the rule base or the model that was used.
   */
  'engine_version': (string);
}
