// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

/**
 * How soon somebody must act.
 */
export const Urgency = {
  /**
   * Never sent.
   */
  URGENCY_UNSPECIFIED: 'URGENCY_UNSPECIFIED',
  /**
   * See a doctor within days.
   */
  URGENCY_SOON: 'URGENCY_SOON',
  /**
   * See a doctor today.
   */
  URGENCY_URGENT: 'URGENCY_URGENT',
  /**
   * Call emergency care now.
   */
  URGENCY_EMERGENCY: 'URGENCY_EMERGENCY',
} as const;

/**
 * How soon somebody must act.
 */
export type Urgency =
  /**
   * Never sent.
   */
  | 'URGENCY_UNSPECIFIED'
  | 0
  /**
   * See a doctor within days.
   */
  | 'URGENCY_SOON'
  | 1
  /**
   * See a doctor today.
   */
  | 'URGENCY_URGENT'
  | 2
  /**
   * Call emergency care now.
   */
  | 'URGENCY_EMERGENCY'
  | 3

/**
 * How soon somebody must act.
 */
export type Urgency__Output = typeof Urgency[keyof typeof Urgency]
