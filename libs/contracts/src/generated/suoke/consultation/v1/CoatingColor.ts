// Generated from proto/suoke/consultation/v1/consultation.proto

/**
 * Colour of the tongue's coating (苔色).
 */
export const CoatingColor = {
  /**
   * Not observed.
   */
  COATING_COLOR_UNSPECIFIED: 'COATING_COLOR_UNSPECIFIED',
  /**
   * White (白苔).
   */
  COATING_COLOR_WHITE: 'COATING_COLOR_WHITE',
  /**
   * Yellow (黄苔).
   */
  COATING_COLOR_YELLOW: 'COATING_COLOR_YELLOW',
  /**
   * Grey or black (灰黑苔).
   */
  COATING_COLOR_GREY_BLACK: 'COATING_COLOR_GREY_BLACK',
} as const;

/**
 * Colour of the tongue's coating (苔色).
 */
export type CoatingColor =
  /**
   * Not observed.
   */
  | 'COATING_COLOR_UNSPECIFIED'
  | 0
  /**
   * White (白苔).
   */
  | 'COATING_COLOR_WHITE'
  | 1
  /**
   * Yellow (黄苔).
   */
  | 'COATING_COLOR_YELLOW'
  | 2
  /**
   * Grey or black (灰黑苔).
   */
  | 'COATING_COLOR_GREY_BLACK'
  | 3

/**
 * Colour of the tongue's coating (苔色).
 */
export type CoatingColor__Output = typeof CoatingColor[keyof typeof CoatingColor]
