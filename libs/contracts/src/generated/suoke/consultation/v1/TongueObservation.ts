// Generated from proto/suoke/consultation/v1/consultation.proto

import type { TongueColor as _suoke_consultation_v1_TongueColor, TongueColor__Output as _suoke_consultation_v1_TongueColor__Output } from '../../../suoke/consultation/v1/TongueColor.js';
import type { TongueShape as _suoke_consultation_v1_TongueShape, TongueShape__Output as _suoke_consultation_v1_TongueShape__Output } from '../../../suoke/consultation/v1/TongueShape.js';
import type { CoatingColor as _suoke_consultation_v1_CoatingColor, CoatingColor__Output as _suoke_consultation_v1_CoatingColor__Output } from '../../../suoke/consultation/v1/CoatingColor.js';
import type { CoatingQuality as _suoke_consultation_v1_CoatingQuality, CoatingQuality__Output as _suoke_consultation_v1_CoatingQuality__Output } from '../../../suoke/consultation/v1/CoatingQuality.js';

/**
 * What the tongue shows (舌诊).
 */
export interface TongueObservation {
  /**
   * Colour of the body.
   */
  'color'?: (_suoke_consultation_v1_TongueColor);
  /**
   * Shapes of the body, each at most once.
   */
  'shapes'?: (_suoke_consultation_v1_TongueShape)[];
  /**
   * Colour of the coating.
   */
  'coating_color'?: (_suoke_consultation_v1_CoatingColor);
  /**
   * Qualities of the coating, each at most once.
   */
  'coating_qualities'?: (_suoke_consultation_v1_CoatingQuality)[];
  /**
   * Free description, at most 500 characters.
   */
  'note'?: (string);
}

/**
 * What the tongue shows (舌诊).
 */
export interface TongueObservation__Output {
  /**
   * Colour of the body.
   */
  'color': (_suoke_consultation_v1_TongueColor__Output);
  /**
   * Shapes of the body, each at most once.
   */
  'shapes': (_suoke_consultation_v1_TongueShape__Output)[];
  /**
   * Colour of the coating.
   */
  'coating_color': (_suoke_consultation_v1_CoatingColor__Output);
  /**
   * Qualities of the coating, each at most once.
   */
  'coating_qualities': (_suoke_consultation_v1_CoatingQuality__Output)[];
  /**
   * Free description, at most 500 characters.
   */
  'note': (string);
}
