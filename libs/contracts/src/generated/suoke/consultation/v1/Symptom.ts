// Generated from proto/suoke/consultation/v1/consultation.proto

import type { Severity as _suoke_consultation_v1_Severity, Severity__Output as _suoke_consultation_v1_Severity__Output } from '../../../suoke/consultation/v1/Severity.js';

/**
 * One thing that the person complains of or that was asked for.
 */
export interface Symptom {
  /**
   * Term of the symptom, 1 to 64 characters, in Chinese or English: `乏力`, `fatigue`. Rules match it without case.
   */
  'name'?: (string);
  /**
   * How much it weighs.
   */
  'severity'?: (_suoke_consultation_v1_Severity);
  /**
   * For how many days, 0 to 36,500; 0 when not told.
   */
  'duration_days'?: (number);
  /**
   * In the person's words, at most 500 characters.
   */
  'note'?: (string);
}

/**
 * One thing that the person complains of or that was asked for.
 */
export interface Symptom__Output {
  /**
   * Term of the symptom, 1 to 64 characters, in Chinese or English: `乏力`, `fatigue`. Rules match it without case.
   */
  'name': (string);
  /**
   * How much it weighs.
   */
  'severity': (_suoke_consultation_v1_Severity__Output);
  /**
   * For how many days, 0 to 36,500; 0 when not told.
   */
  'duration_days': (number);
  /**
   * In the person's words, at most 500 characters.
   */
  'note': (string);
}
