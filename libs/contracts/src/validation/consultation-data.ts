/**
 * The rules of `suoke.consultation.v1.ConsultationData`, which three services receive.
 */
import { z } from 'zod';
import { CoatingColor } from '../generated/suoke/consultation/v1/CoatingColor.js';
import { CoatingQuality } from '../generated/suoke/consultation/v1/CoatingQuality.js';
import { PulseQuality } from '../generated/suoke/consultation/v1/PulseQuality.js';
import { Severity } from '../generated/suoke/consultation/v1/Severity.js';
import { Sex } from '../generated/suoke/consultation/v1/Sex.js';
import { TongueColor } from '../generated/suoke/consultation/v1/TongueColor.js';
import { TongueShape } from '../generated/suoke/consultation/v1/TongueShape.js';
import {
  decimalNumber,
  distinctList,
  enumName,
  list,
  required,
  text,
  timestamp,
  wholeNumber,
} from './fields.js';

/** How far ahead the clock of whoever observed may be. */
const LARGEST_CLOCK_LEAD_MS = 5 * 60_000;

const symptom = z.object({
  name: text(1, 64),
  severity: enumName(Severity),
  duration_days: wholeNumber(0, 36_500),
  note: text(0, 500),
});

const tongue = z.object({
  color: enumName(TongueColor),
  shapes: distinctList(enumName(TongueShape, 'required'), Object.keys(TongueShape).length, String),
  coating_color: enumName(CoatingColor),
  coating_qualities: distinctList(
    enumName(CoatingQuality, 'required'),
    Object.keys(CoatingQuality).length,
    String,
  ),
  note: text(0, 500),
});

const pulse = z.object({
  qualities: distinctList(enumName(PulseQuality, 'required'), Object.keys(PulseQuality).length, String),
  rate_bpm: wholeNumber(20, 300).optional(),
  note: text(0, 500),
});

const vitals = z
  .object({
    temperature_celsius: decimalNumber(30, 45).optional(),
    heart_rate_bpm: wholeNumber(20, 300).optional(),
    respiratory_rate_bpm: wholeNumber(4, 80).optional(),
    systolic_mmhg: wholeNumber(40, 300).optional(),
    diastolic_mmhg: wholeNumber(20, 200).optional(),
    oxygen_saturation_percent: decimalNumber(40, 100).optional(),
    blood_glucose_mmol_per_l: decimalNumber(0.5, 60).optional(),
    weight_kg: decimalNumber(0.3, 500).optional(),
    height_cm: decimalNumber(20, 260).optional(),
  })
  .refine(
    ({ systolic_mmhg: systolic, diastolic_mmhg: diastolic }) =>
      systolic === undefined || diastolic === undefined || diastolic < systolic,
    // Also where another value is wrong: all mistakes are told at once.
    {
      path: ['diastolic_mmhg'],
      message: 'must be below systolic_mmhg',
      when: ({ value }) => isObject(value),
    },
  );

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/**
 * The rules of ConsultationData, to be parsed from what the loader hands out.
 * @param now the time in epoch milliseconds against which `observed_at` is held
 */
export function consultationDataSchema(now: () => number) {
  return required({
    complaint: text(1, 2_000),
    symptoms: distinctList(symptom, 50, ({ name }) => name.trim().toLowerCase()),
    tongue: tongue.nullable(),
    pulse: pulse.nullable(),
    vitals: vitals.nullable(),
    age_years: wholeNumber(0, 150).optional(),
    sex: enumName(Sex),
    medical_history: list(text(1, 200), 50),
    medications: list(text(1, 200), 50),
    allergies: list(text(1, 200), 50),
    observed_at: timestamp()
      .refine(
        ({ seconds }) => Number(seconds) * 1_000 <= now() + LARGEST_CLOCK_LEAD_MS,
        'must not lie in the future',
      )
      .nullable(),
  });
}

/** ConsultationData that keeps its rules. */
export type ValidConsultationData = z.output<ReturnType<typeof consultationDataSchema>>;
