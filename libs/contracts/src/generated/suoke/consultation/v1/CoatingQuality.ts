// Generated from proto/suoke/consultation/v1/consultation.proto

/**
 * Quality of the tongue's coating (苔质).
 */
export const CoatingQuality = {
  /**
   * Not observed.
   */
  COATING_QUALITY_UNSPECIFIED: 'COATING_QUALITY_UNSPECIFIED',
  /**
   * Thin (薄苔).
   */
  COATING_QUALITY_THIN: 'COATING_QUALITY_THIN',
  /**
   * Thick (厚苔).
   */
  COATING_QUALITY_THICK: 'COATING_QUALITY_THICK',
  /**
   * Greasy (腻苔).
   */
  COATING_QUALITY_GREASY: 'COATING_QUALITY_GREASY',
  /**
   * Dry (燥苔).
   */
  COATING_QUALITY_DRY: 'COATING_QUALITY_DRY',
  /**
   * Slippery and wet (滑苔).
   */
  COATING_QUALITY_SLIPPERY: 'COATING_QUALITY_SLIPPERY',
  /**
   * Peeled (剥苔).
   */
  COATING_QUALITY_PEELED: 'COATING_QUALITY_PEELED',
  /**
   * Hardly any (少苔).
   */
  COATING_QUALITY_SCANTY: 'COATING_QUALITY_SCANTY',
} as const;

/**
 * Quality of the tongue's coating (苔质).
 */
export type CoatingQuality =
  /**
   * Not observed.
   */
  | 'COATING_QUALITY_UNSPECIFIED'
  | 0
  /**
   * Thin (薄苔).
   */
  | 'COATING_QUALITY_THIN'
  | 1
  /**
   * Thick (厚苔).
   */
  | 'COATING_QUALITY_THICK'
  | 2
  /**
   * Greasy (腻苔).
   */
  | 'COATING_QUALITY_GREASY'
  | 3
  /**
   * Dry (燥苔).
   */
  | 'COATING_QUALITY_DRY'
  | 4
  /**
   * Slippery and wet (滑苔).
   */
  | 'COATING_QUALITY_SLIPPERY'
  | 5
  /**
   * Peeled (剥苔).
   */
  | 'COATING_QUALITY_PEELED'
  | 6
  /**
   * Hardly any (少苔).
   */
  | 'COATING_QUALITY_SCANTY'
  | 7

/**
 * Quality of the tongue's coating (苔质).
 */
export type CoatingQuality__Output = typeof CoatingQuality[keyof typeof CoatingQuality]
