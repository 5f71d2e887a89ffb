// Generated from proto/suoke/consultation/v1/consultation.proto

/**
 * Colour of the tongue's body (舌色).
 */
export const TongueColor = {
  /**
   * Not observed.
   */
  TONGUE_COLOR_UNSPECIFIED: 'TONGUE_COLOR_UNSPECIFIED',
  /**
   * Pale (淡白舌).
   */
  TONGUE_COLOR_PALE: 'TONGUE_COLOR_PALE',
  /**
   * Pale red, the healthy colour (淡红舌).
   */
  TONGUE_COLOR_PALE_RED: 'TONGUE_COLOR_PALE_RED',
  /**
   * Red (红舌).
   */
  TONGUE_COLOR_RED: 'TONGUE_COLOR_RED',
  /**
   * Crimson (绛舌).
   */
  TONGUE_COLOR_CRIMSON: 'TONGUE_COLOR_CRIMSON',
  /**
   * Blue or purple (青紫舌).
   */
  TONGUE_COLOR_PURPLE: 'TONGUE_COLOR_PURPLE',
} as const;

/**
 * Colour of the tongue's body (舌色).
 */
export type TongueColor =
  /**
   * Not observed.
   */
  | 'TONGUE_COLOR_UNSPECIFIED'
  | 0
  /**
   * Pale (淡白舌).
   */
  | 'TONGUE_COLOR_PALE'
  | 1
  /**
   * Pale red, the healthy colour (淡红舌).
   */
  | 'TONGUE_COLOR_PALE_RED'
  | 2
  /**
   * Red (红舌).
   */
  | 'TONGUE_COLOR_RED'
  | 3
  /**
   * Crimson (绛舌).
   */
  | 'TONGUE_COLOR_CRIMSON'
  | 4
  /**
   * Blue or purple (青紫舌).
   */
  | 'TONGUE_COLOR_PURPLE'
  | 5

/**
 * Colour of the tongue's body (舌色).
 */
export type TongueColor__Output = typeof TongueColor[keyof typeof TongueColor]
