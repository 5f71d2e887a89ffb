// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

/**
 * Who does the work.
 */
export const Agent = {
  /**
   * Not said; refused with INVALID_ARGUMENT in a request.
   */
  AGENT_UNSPECIFIED: 'AGENT_UNSPECIFIED',
  /**
   * 小艾: listens and analyzes.
   */
  AGENT_XIAOAI: 'AGENT_XIAOAI',
  /**
   * 小克: diagnoses and finds services.
   */
  AGENT_XIAOKE: 'AGENT_XIAOKE',
  /**
   * 老克: teaches and recommends.
   */
  AGENT_LAOKE: 'AGENT_LAOKE',
  /**
   * 索儿: looks after daily life.
   */
  AGENT_SOER: 'AGENT_SOER',
} as const;

/**
 * Who does the work.
 */
export type Agent =
  /**
   * Not said; refused with INVALID_ARGUMENT in a request.
   */
  | 'AGENT_UNSPECIFIED'
  | 0
  /**
   * 小艾: listens and analyzes.
   */
  | 'AGENT_XIAOAI'
  | 1
  /**
   * 小克: diagnoses and finds services.
   */
  | 'AGENT_XIAOKE'
  | 2
  /**
   * 老克: teaches and recommends.
   */
  | 'AGENT_LAOKE'
  | 3
  /**
   * 索儿: looks after daily life.
   */
  | 'AGENT_SOER'
  | 4

/**
 * Who does the work.
 */
export type Agent__Output = typeof Agent[keyof typeof Agent]
