/** The form of the files in rules/. Unknown keys are mistakes: a misspelt condition must not silently never fire. */
import { enums } from '#libs/contracts';
import { z } from 'zod';
import { AGENTS } from './engine.js';

/** `TONGUE_COLOR_PALE` → `pale`; the value for "not said" is none that a rule may name. */
function namesOf(names: Readonly<Record<string, string>>, prefix: string): [string, ...string[]] {
  const [first = '', ...rest] = Object.values(names)
    .map((name) => name.slice(prefix.length).toLowerCase())
    .filter((name) => name !== 'unspecified');
  return [first, ...rest];
}

export const VITALS = [
  'temperature_celsius',
  'heart_rate_bpm',
  'respiratory_rate_bpm',
  'systolic_mmhg',
  'diastolic_mmhg',
  'oxygen_saturation_percent',
  'blood_glucose_mmol_per_l',
  'weight_kg',
  'height_cm',
] as const;

export type VitalName = (typeof VITALS)[number];

const code = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'must be a lower-case word of at most 64 characters');
const localized = z.strictObject({ zh_cn: z.string().min(1).max(1_000), en: z.string().min(1).max(1_000) });
const bounds = z
  .strictObject({ at_least: z.number().optional(), below: z.number().optional() })
  .refine(
    (range) => range.at_least !== undefined || range.below !== undefined,
    'names neither at_least nor below',
  );

export interface Bounds {
  at_least?: number | undefined;
  below?: number | undefined;
}

/** What must hold for a rule to fire. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { symptom: string; severity?: 'severe' | undefined; min_days?: number | undefined }
  | { tongue_color: string }
  | { tongue_shape: string }
  | { coating_color: string }
  | { coating_quality: string }
  | { pulse: string }
  | ({ vital: VitalName } & Bounds)
  | { age: Bounds }
  | { bmi: Bounds };

const FORMS = {
  all: z.strictObject({ all: z.array(z.lazy(() => condition)).min(2) }),
  any: z.strictObject({ any: z.array(z.lazy(() => condition)).min(2) }),
  symptom: z.strictObject({
    symptom: code,
    severity: z.literal('severe').optional(),
    min_days: z.number().int().min(1).optional(),
  }),
  tongue_color: z.strictObject({ tongue_color: z.enum(namesOf(enums.TongueColor, 'TONGUE_COLOR_')) }),
  tongue_shape: z.strictObject({ tongue_shape: z.enum(namesOf(enums.TongueShape, 'TONGUE_SHAPE_')) }),
  coating_color: z.strictObject({ coating_color: z.enum(namesOf(enums.CoatingColor, 'COATING_COLOR_')) }),
  coating_quality: z.strictObject({
    coating_quality: z.enum(namesOf(enums.CoatingQuality, 'COATING_QUALITY_')),
  }),
  pulse: z.strictObject({ pulse: z.enum(namesOf(enums.PulseQuality, 'PULSE_QUALITY_')) }),
  vital: z
    .strictObject({ vital: z.enum(VITALS), at_least: z.number().optional(), below: z.number().optional() })
    .refine(
      (range) => range.at_least !== undefined || range.below !== undefined,
      'names neither at_least nor below',
    ),
  age: z.strictObject({ age: bounds }),
  bmi: z.strictObject({ bmi: bounds }),
};

/** Each form has one word of its own; by that word the form is chosen, so that a mistake is told in its terms. */
const condition: z.ZodType<Condition> = z.lazy(() =>
  z.record(z.string(), z.unknown()).transform((value, context): Condition => {
    const form = Object.keys(value).find((key): key is keyof typeof FORMS => Object.hasOwn(FORMS, key));
    if (form === undefined) {
      context.addIssue({ code: 'custom', message: `names none of ${Object.keys(FORMS).join(', ')}` });
      return z.NEVER;
    }
    const result = FORMS[form].safeParse(value);
    if (result.success) return result.data as Condition;
    for (const { path, message } of result.error.issues) context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  }),
);

const rule = z.strictObject({
  id: code,
  weight: z
    .number()
    .min(-100)
    .max(100)
    .refine((weight) => weight !== 0, 'must not be 0'),
  when: condition,
});

const pattern = z.strictObject({
  code,
  title: localized,
  full_weight: z.number().positive(),
  threshold: z.number().gt(0).max(1),
  key: z.array(code).min(1),
  rules: z.array(rule).min(1),
});

const redFlag = z.strictObject({
  code,
  group: code,
  urgency: z.enum(['soon', 'urgent', 'emergency']),
  when: condition,
  advice: localized,
});

export const CATEGORIES = ['diet', 'sleep', 'movement', 'mood', 'acupressure', 'follow_up'] as const;

const recommendation = z.strictObject({
  code,
  category: z.enum(CATEGORIES),
  for: z.array(code).min(1).optional(),
  unless: condition.optional(),
  text: localized,
});

const agent = z.strictObject({
  agent: z.enum(AGENTS),
  name: localized,
  trust: z.strictObject({
    symptom: z.number().positive().max(2),
    tongue: z.number().positive().max(2),
    pulse: z.number().positive().max(2),
    vital: z.number().positive().max(2),
  }),
  categories: z.array(z.enum(CATEGORIES)).min(1),
});

const symptom = z.strictObject({
  id: code,
  zh: z.array(z.string().min(1).max(64)).min(1),
  en: z.array(z.string().min(1).max(64)).min(1),
});

/** One file each. */
export const RULE_FILES = {
  symptoms: z.strictObject({ symptoms: z.array(symptom).min(1) }),
  findings: z.strictObject({ findings: z.array(pattern).min(1) }),
  patterns: z.strictObject({ patterns: z.array(pattern).min(1) }),
  'red-flags': z.strictObject({ red_flags: z.array(redFlag).min(1) }),
  recommendations: z.strictObject({ recommendations: z.array(recommendation).min(1) }),
  agents: z.strictObject({ agents: z.array(agent).min(1) }),
};

export type SymptomTerm = z.output<typeof symptom>;
export type Rule = z.output<typeof rule>;
export type Pattern = z.output<typeof pattern>;
export type RedFlagRule = z.output<typeof redFlag>;
export type RecommendationRule = z.output<typeof recommendation>;
export type AgentProfile = z.output<typeof agent>;
