// Generated from proto/suoke/ai_agent/v1/ai_agent.proto


/**
 * A rule that fired, so that a reader can follow how the agent came to its findings.
 */
export interface FiredRule {
  /**
   * Id of the rule in the rule base.
   */
  'rule_id'?: (string);
  /**
   * What it added to its finding, -1 to 1; below 0 it spoke against it.
   */
  'weight'?: (number | string);
  /**
   * Observations that made it fire.
   */
  'matched'?: (string)[];
}

/**
 * A rule that fired, so that a reader can follow how the agent came to its findings.
 */
export interface FiredRule__Output {
  /**
   * Id of the rule in the rule base.
   */
  'rule_id': (string);
  /**
   * What it added to its finding, -1 to 1; below 0 it spoke against it.
   */
  'weight': (number);
  /**
   * Observations that made it fire.
   */
  'matched': (string)[];
}
