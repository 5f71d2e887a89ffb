// Generated from proto/suoke/consultation/v1/consultation.proto

import type { PulseQuality as _suoke_consultation_v1_PulseQuality, PulseQuality__Output as _suoke_consultation_v1_PulseQuality__Output } from '../../../suoke/consultation/v1/PulseQuality.js';

/**
 * What the pulse shows (脉诊).
 */
export interface PulseObservation {
  /**
   * Qualities felt, each at most once.
   */
  'qualities'?: (_suoke_consultation_v1_PulseQuality)[];
  /**
   * Beats per minute, 20 to 300; unset when not counted.
   */
  'rate_bpm'?: (number);
  /**
   * Free description, at most 500 characters.
   */
  'note'?: (string);
  '_rate_bpm'?: "rate_bpm";
}

/**
 * What the pulse shows (脉诊).
 */
export interface PulseObservation__Output {
  /**
   * Qualities felt, each at most once.
   */
  'qualities': (_suoke_consultation_v1_PulseQuality__Output)[];
  /**
   * Beats per minute, 20 to 300; unset when not counted.
   */
  'rate_bpm'?: (number);
  /**
   * Free description, at most 500 characters.
   */
  'note': (string);
}
