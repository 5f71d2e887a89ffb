// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

/**
 * What is known about the effect of a call before it is made (again).
 */
export const EffectKnowledge = {
  /**
   * Never sent.
   */
  EFFECT_KNOWLEDGE_UNSPECIFIED: 'EFFECT_KNOWLEDGE_UNSPECIFIED',
  /**
   * It has not taken effect under this key.
   */
  EFFECT_KNOWLEDGE_NOT_APPLIED: 'EFFECT_KNOWLEDGE_NOT_APPLIED',
  /**
   * It has; the participant will answer with the stored reply.
   */
  EFFECT_KNOWLEDGE_APPLIED: 'EFFECT_KNOWLEDGE_APPLIED',
  /**
   * Nobody knows; behind a barrier the repeat is harmless.
   */
  EFFECT_KNOWLEDGE_UNKNOWN: 'EFFECT_KNOWLEDGE_UNKNOWN',
} as const;

/**
 * What is known about the effect of a call before it is made (again).
 */
export type EffectKnowledge =
  /**
   * Never sent.
   */
  | 'EFFECT_KNOWLEDGE_UNSPECIFIED'
  | 0
  /**
   * It has not taken effect under this key.
   */
  | 'EFFECT_KNOWLEDGE_NOT_APPLIED'
  | 1
  /**
   * It has; the participant will answer with the stored reply.
   */
  | 'EFFECT_KNOWLEDGE_APPLIED'
  | 2
  /**
   * Nobody knows; behind a barrier the repeat is harmless.
   */
  | 'EFFECT_KNOWLEDGE_UNKNOWN'
  | 3

/**
 * What is known about the effect of a call before it is made (again).
 */
export type EffectKnowledge__Output = typeof EffectKnowledge[keyof typeof EffectKnowledge]
