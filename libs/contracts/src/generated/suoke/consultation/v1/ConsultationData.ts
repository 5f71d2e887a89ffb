// Generated from proto/suoke/consultation/v1/consultation.proto

import type { Symptom as _suoke_consultation_v1_Symptom, Symptom__Output as _suoke_consultation_v1_Symptom__Output } from '../../../suoke/consultation/v1/Symptom.js';
import type { TongueObservation as _suoke_consultation_v1_TongueObservation, TongueObservation__Output as _suoke_consultation_v1_TongueObservation__Output } from '../../../suoke/consultation/v1/TongueObservation.js';
import type { PulseObservation as _suoke_consultation_v1_PulseObservation, PulseObservation__Output as _suoke_consultation_v1_PulseObservation__Output } from '../../../suoke/consultation/v1/PulseObservation.js';
import type { VitalSigns as _suoke_consultation_v1_VitalSigns, VitalSigns__Output as _suoke_consultation_v1_VitalSigns__Output } from '../../../suoke/consultation/v1/VitalSigns.js';
import type { Sex as _suoke_consultation_v1_Sex, Sex__Output as _suoke_consultation_v1_Sex__Output } from '../../../suoke/consultation/v1/Sex.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';

/**
 * Everything that a consultation goes by.
 */
export interface ConsultationData {
  /**
   * What brings the person here, 1 to 2,000 characters.
   */
  'complaint'?: (string);
  /**
   * At most 50 symptoms, each term at most once.
   */
  'symptoms'?: (_suoke_consultation_v1_Symptom)[];
  /**
   * What the tongue shows; unset when not looked at.
   */
  'tongue'?: (_suoke_consultation_v1_TongueObservation | null);
  /**
   * What the pulse shows; unset when not felt.
   */
  'pulse'?: (_suoke_consultation_v1_PulseObservation | null);
  /**
   * Measured values; unset when nothing was measured.
   */
  'vitals'?: (_suoke_consultation_v1_VitalSigns | null);
  /**
   * Age in full years, 0 to 150; unset when not told.
   */
  'age_years'?: (number);
  /**
   * Sex.
   */
  'sex'?: (_suoke_consultation_v1_Sex);
  /**
   * Earlier and chronic illnesses, at most 50 of 200 characters.
   */
  'medical_history'?: (string)[];
  /**
   * Medicines taken now, at most 50 of 200 characters.
   */
  'medications'?: (string)[];
  /**
   * Known allergies, at most 50 of 200 characters.
   */
  'allergies'?: (string)[];
  /**
   * When the observations were made; the time of arrival where unset. Not more than five minutes in the future.
   */
  'observed_at'?: (_google_protobuf_Timestamp | null);
  '_age_years'?: "age_years";
}

/**
 * Everything that a consultation goes by.
 */
export interface ConsultationData__Output {
  /**
   * What brings the person here, 1 to 2,000 characters.
   */
  'complaint': (string);
  /**
   * At most 50 symptoms, each term at most once.
   */
  'symptoms': (_suoke_consultation_v1_Symptom__Output)[];
  /**
   * What the tongue shows; unset when not looked at.
   */
  'tongue': (_suoke_consultation_v1_TongueObservation__Output | null);
  /**
   * What the pulse shows; unset when not felt.
   */
  'pulse': (_suoke_consultation_v1_PulseObservation__Output | null);
  /**
   * Measured values; unset when nothing was measured.
   */
  'vitals': (_suoke_consultation_v1_VitalSigns__Output | null);
  /**
   * Age in full years, 0 to 150; unset when not told.
   */
  'age_years'?: (number);
  /**
   * Sex.
   */
  'sex': (_suoke_consultation_v1_Sex__Output);
  /**
   * Earlier and chronic illnesses, at most 50 of 200 characters.
   */
  'medical_history': (string)[];
  /**
   * Medicines taken now, at most 50 of 200 characters.
   */
  'medications': (string)[];
  /**
   * Known allergies, at most 50 of 200 characters.
   */
  'allergies': (string)[];
  /**
   * When the observations were made; the time of arrival where unset. Not more than five minutes in the future.
   */
  'observed_at': (_google_protobuf_Timestamp__Output | null);
}
