// Generated from proto/suoke/consultation/v1/consultation.proto

/**
 * Quality of the pulse (脉象); several may be felt together.
 */
export const PulseQuality = {
  /**
   * Not felt.
   */
  PULSE_QUALITY_UNSPECIFIED: 'PULSE_QUALITY_UNSPECIFIED',
  /**
   * Even and calm, the healthy pulse (平脉).
   */
  PULSE_QUALITY_NORMAL: 'PULSE_QUALITY_NORMAL',
  /**
   * Floating (浮脉).
   */
  PULSE_QUALITY_FLOATING: 'PULSE_QUALITY_FLOATING',
  /**
   * Deep (沉脉).
   */
  PULSE_QUALITY_DEEP: 'PULSE_QUALITY_DEEP',
  /**
   * Slow (迟脉).
   */
  PULSE_QUALITY_SLOW: 'PULSE_QUALITY_SLOW',
  /**
   * Rapid (数脉).
   */
  PULSE_QUALITY_RAPID: 'PULSE_QUALITY_RAPID',
  /**
   * Slippery (滑脉).
   */
  PULSE_QUALITY_SLIPPERY: 'PULSE_QUALITY_SLIPPERY',
  /**
   * Choppy (涩脉).
   */
  PULSE_QUALITY_CHOPPY: 'PULSE_QUALITY_CHOPPY',
  /**
   * Wiry (弦脉).
   */
  PULSE_QUALITY_WIRY: 'PULSE_QUALITY_WIRY',
  /**
   * Thready (细脉).
   */
  PULSE_QUALITY_THREADY: 'PULSE_QUALITY_THREADY',
  /**
   * Weak, deficient (虚脉).
   */
  PULSE_QUALITY_WEAK: 'PULSE_QUALITY_WEAK',
  /**
   * Strong, full (实脉).
   */
  PULSE_QUALITY_STRONG: 'PULSE_QUALITY_STRONG',
  /**
   * Tight (紧脉).
   */
  PULSE_QUALITY_TIGHT: 'PULSE_QUALITY_TIGHT',
  /**
   * Irregular: knotted or intermittent (结代脉).
   */
  PULSE_QUALITY_IRREGULAR: 'PULSE_QUALITY_IRREGULAR',
} as const;

/**
 * Quality of the pulse (脉象); several may be felt together.
 */
export type PulseQuality =
  /**
   * Not felt.
   */
  | 'PULSE_QUALITY_UNSPECIFIED'
  | 0
  /**
   * Even and calm, the healthy pulse (平脉).
   */
  | 'PULSE_QUALITY_NORMAL'
  | 1
  /**
   * Floating (浮脉).
   */
  | 'PULSE_QUALITY_FLOATING'
  | 2
  /**
   * Deep (沉脉).
   */
  | 'PULSE_QUALITY_DEEP'
  | 3
  /**
   * Slow (迟脉).
   */
  | 'PULSE_QUALITY_SLOW'
  | 4
  /**
   * Rapid (数脉).
   */
  | 'PULSE_QUALITY_RAPID'
  | 5
  /**
   * Slippery (滑脉).
   */
  | 'PULSE_QUALITY_SLIPPERY'
  | 6
  /**
   * Choppy (涩脉).
   */
  | 'PULSE_QUALITY_CHOPPY'
  | 7
  /**
   * Wiry (弦脉).
   */
  | 'PULSE_QUALITY_WIRY'
  | 8
  /**
   * Thready (细脉).
   */
  | 'PULSE_QUALITY_THREADY'
  | 9
  /**
   * Weak, deficient (虚脉).
   */
  | 'PULSE_QUALITY_WEAK'
  | 10
  /**
   * Strong, full (实脉).
   */
  | 'PULSE_QUALITY_STRONG'
  | 11
  /**
   * Tight (紧脉).
   */
  | 'PULSE_QUALITY_TIGHT'
  | 12
  /**
   * Irregular: knotted or intermittent (结代脉).
   */
  | 'PULSE_QUALITY_IRREGULAR'
  | 13

/**
 * Quality of the pulse (脉象); several may be felt together.
 */
export type PulseQuality__Output = typeof PulseQuality[keyof typeof PulseQuality]
