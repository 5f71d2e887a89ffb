import type { consultation_v1 } from '#libs/contracts';

/** A consultation with everything in it: deficiency of heart and spleen, as it is told and observed. */
export function fullConsultation(): consultation_v1.ConsultationData {
  return {
    complaint: '近三个月心悸、失眠、乏力，食欲不振。',
    symptoms: [
      { name: '心悸', severity: 'SEVERITY_MODERATE', duration_days: 90, note: '劳累后加重' },
      { name: 'insomnia', severity: 'SEVERITY_SEVERE', duration_days: 90, note: '' },
      { name: '乏力', severity: 'SEVERITY_UNSPECIFIED', duration_days: 0, note: '' },
      { name: '食欲不振', severity: 'SEVERITY_MILD', duration_days: 30, note: '' },
    ],
    tongue: {
      color: 'TONGUE_COLOR_PALE',
      shapes: ['TONGUE_SHAPE_TOOTH_MARKED'],
      coating_color: 'COATING_COLOR_WHITE',
      coating_qualities: ['COATING_QUALITY_THIN'],
      note: '',
    },
    pulse: { qualities: ['PULSE_QUALITY_THREADY', 'PULSE_QUALITY_WEAK'], rate_bpm: 78, note: '' },
    vitals: { temperature_celsius: 36.6, heart_rate_bpm: 78, systolic_mmhg: 118, diastolic_mmhg: 76 },
    age_years: 42,
    sex: 'SEX_FEMALE',
    medical_history: ['缺铁性贫血'],
    medications: [],
    allergies: ['青霉素'],
    observed_at: { seconds: 1_795_000_000, nanos: 0 },
  };
}
