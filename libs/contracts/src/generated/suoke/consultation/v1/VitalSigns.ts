// Generated from proto/suoke/consultation/v1/consultation.proto


/**
 * Measured values; each unset when it was not measured.
 */
export interface VitalSigns {
  /**
   * Body temperature in degrees Celsius, 30 to 45.
   */
  'temperature_celsius'?: (number | string);
  /**
   * Heart rate in beats per minute, 20 to 300.
   */
  'heart_rate_bpm'?: (number);
  /**
   * Breaths per minute, 4 to 80.
   */
  'respiratory_rate_bpm'?: (number);
  /**
   * Systolic blood pressure in mmHg, 40 to 300.
   */
  'systolic_mmhg'?: (number);
  /**
   * Diastolic blood pressure in mmHg, 20 to 200, below the systolic one.
   */
  'diastolic_mmhg'?: (number);
  /**
   * Oxygen saturation in percent, 40 to 100.
   */
  'oxygen_saturation_percent'?: (number | string);
  /**
   * Blood glucose in mmol/l, 0.5 to 60.
   */
  'blood_glucose_mmol_per_l'?: (number | string);
  /**
   * Body weight in kilograms, 0.3 to 500.
   */
  'weight_kg'?: (number | string);
  /**
   * Body height in centimetres, 20 to 260.
   */
  'height_cm'?: (number | string);
  '_temperature_celsius'?: "temperature_celsius";
  '_heart_rate_bpm'?: "heart_rate_bpm";
  '_respiratory_rate_bpm'?: "respiratory_rate_bpm";
  '_systolic_mmhg'?: "systolic_mmhg";
  '_diastolic_mmhg'?: "diastolic_mmhg";
  '_oxygen_saturation_percent'?: "oxygen_saturation_percent";
  '_blood_glucose_mmol_per_l'?: "blood_glucose_mmol_per_l";
  '_weight_kg'?: "weight_kg";
  '_height_cm'?: "height_cm";
}

/**
 * Measured values; each unset when it was not measured.
 */
export interface VitalSigns__Output {
  /**
   * Body temperature in degrees Celsius, 30 to 45.
   */
  'temperature_celsius'?: (number);
  /**
   * Heart rate in beats per minute, 20 to 300.
   */
  'heart_rate_bpm'?: (number);
  /**
   * Breaths per minute, 4 to 80.
   */
  'respiratory_rate_bpm'?: (number);
  /**
   * Systolic blood pressure in mmHg, 40 to 300.
   */
  'systolic_mmhg'?: (number);
  /**
   * Diastolic blood pressure in mmHg, 20 to 200, below the systolic one.
   */
  'diastolic_mmhg'?: (number);
  /**
   * Oxygen saturation in percent, 40 to 100.
   */
  'oxygen_saturation_percent'?: (number);
  /**
   * Blood glucose in mmol/l, 0.5 to 60.
   */
  'blood_glucose_mmol_per_l'?: (number);
  /**
   * Body weight in kilograms, 0.3 to 500.
   */
  'weight_kg'?: (number);
  /**
   * Body height in centimetres, 20 to 260.
   */
  'height_cm'?: (number);
}
