// Generated from proto/suoke/consultation/v1/consultation.proto

/**
 * Shape of the tongue's body (舌形).
 */
export const TongueShape = {
  /**
   * Not observed.
   */
  TONGUE_SHAPE_UNSPECIFIED: 'TONGUE_SHAPE_UNSPECIFIED',
  /**
   * Enlarged (胖大舌).
   */
  TONGUE_SHAPE_ENLARGED: 'TONGUE_SHAPE_ENLARGED',
  /**
   * Thin (瘦薄舌).
   */
  TONGUE_SHAPE_THIN: 'TONGUE_SHAPE_THIN',
  /**
   * With tooth marks (齿痕舌).
   */
  TONGUE_SHAPE_TOOTH_MARKED: 'TONGUE_SHAPE_TOOTH_MARKED',
  /**
   * With cracks (裂纹舌).
   */
  TONGUE_SHAPE_CRACKED: 'TONGUE_SHAPE_CRACKED',
  /**
   * With prickles (芒刺舌).
   */
  TONGUE_SHAPE_PRICKLY: 'TONGUE_SHAPE_PRICKLY',
} as const;

/**
 * Shape of the tongue's body (舌形).
 */
export type TongueShape =
  /**
   * Not observed.
   */
  | 'TONGUE_SHAPE_UNSPECIFIED'
  | 0
  /**
   * Enlarged (胖大舌).
   */
  | 'TONGUE_SHAPE_ENLARGED'
  | 1
  /**
   * Thin (瘦薄舌).
   */
  | 'TONGUE_SHAPE_THIN'
  | 2
  /**
   * With tooth marks (齿痕舌).
   */
  | 'TONGUE_SHAPE_TOOTH_MARKED'
  | 3
  /**
   * With cracks (裂纹舌).
   */
  | 'TONGUE_SHAPE_CRACKED'
  | 4
  /**
   * With prickles (芒刺舌).
   */
  | 'TONGUE_SHAPE_PRICKLY'
  | 5

/**
 * Shape of the tongue's body (舌形).
 */
export type TongueShape__Output = typeof TongueShape[keyof typeof TongueShape]
