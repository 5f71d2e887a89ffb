/** A consultation in the words of the rule base, and whether a condition holds for it. Pure. */
import type { ValidConsultationData } from '#libs/contracts';
import type { AgentProfile, Bounds, Condition, VitalName } from './rule-schema.js';
import type { SymptomReader } from './symptom-reader.js';

interface ObservedSymptom {
  /** In the person's words. */
  given: string;
  /** What a rule's weight is multiplied by. */
  factor: number;
  severe: boolean;
  days: number;
}

export interface Observations {
  symptoms: ReadonlyMap<string, ObservedSymptom>;
  tongueColor: string;
  tongueShapes: readonly string[];
  coatingColor: string;
  coatingQualities: readonly string[];
  pulses: readonly string[];
  vitals: Readonly<Partial<Record<VitalName, number>>>;
  age: number | undefined;
  bmi: number | undefined;
}

/** A condition that holds: by what, and how much it counts. */
export interface Match {
  matched: string[];
  factor: number;
}

const SEVERITY_FACTORS = {
  SEVERITY_UNSPECIFIED: 1,
  SEVERITY_MILD: 0.7,
  SEVERITY_MODERATE: 1,
  SEVERITY_SEVERE: 1.2,
} as const;

/** What is only mentioned in the complaint was not asked for, so it counts for less. */
const MENTIONED_FACTOR = 0.8;

/** Reads a consultation. A symptom of the list goes before its mention in the complaint. */
export function observe(data: ValidConsultationData, reader: SymptomReader): Observations {
  const symptoms = new Map<string, ObservedSymptom>();
  for (const { name, severity, duration_days: days } of data.symptoms) {
    const severe = severity === 'SEVERITY_SEVERE';
    for (const { id } of reader.read(name)) {
      const known = symptoms.get(id);
      if (known === undefined || known.factor < SEVERITY_FACTORS[severity])
        symptoms.set(id, {
          given: name.trim(),
          factor: SEVERITY_FACTORS[severity],
          severe,
          days: Math.max(days, known?.days ?? 0),
        });
    }
  }
  for (const { id, word } of reader.read(data.complaint)) {
    if (!symptoms.has(id))
      symptoms.set(id, { given: word, factor: MENTIONED_FACTOR, severe: false, days: 0 });
  }
  const { tongue, pulse } = data;
  const vitals = vitalsOf(data);
  return {
    symptoms,
    tongueColor: wordOf(tongue?.color, 'TONGUE_COLOR_'),
    tongueShapes: (tongue?.shapes ?? []).map((shape) => wordOf(shape, 'TONGUE_SHAPE_')),
    coatingColor: wordOf(tongue?.coating_color, 'COATING_COLOR_'),
    coatingQualities: (tongue?.coating_qualities ?? []).map((quality) => wordOf(quality, 'COATING_QUALITY_')),
    pulses: (pulse?.qualities ?? []).map((quality) => wordOf(quality, 'PULSE_QUALITY_')),
    vitals,
    age: data.age_years,
    bmi: bmiOf(vitals),
  };
}

/** Does the condition hold, and by what? Null when it does not. */
export function match(
  condition: Condition,
  observed: Observations,
  trust: AgentProfile['trust'],
): Match | null {
  if ('all' in condition) {
    const parts = condition.all.map((part) => match(part, observed, trust));
    return parts.every((part) => part !== null) ? joined(parts, average) : null;
  }
  if ('any' in condition) {
    const parts = condition.any.map((part) => match(part, observed, trust)).filter((part) => part !== null);
    return parts.length > 0 ? joined(parts, (factors) => Math.max(...factors)) : null;
  }
  return matchOne(condition, observed, trust);
}

function matchOne(
  condition: Exclude<Condition, { all: unknown } | { any: unknown }>,
  observed: Observations,
  trust: AgentProfile['trust'],
): Match | null {
  const seen = (holds: boolean, word: string, factor: number): Match | null =>
    holds ? { matched: [word], factor } : null;
  if ('symptom' in condition) return matchSymptom(condition, observed, trust);
  if ('tongue_color' in condition) {
    return seen(
      observed.tongueColor === condition.tongue_color,
      `tongue_color:${condition.tongue_color}`,
      trust.tongue,
    );
  }
  if ('tongue_shape' in condition) {
    const { tongue_shape: shape } = condition;
    return seen(observed.tongueShapes.includes(shape), `tongue_shape:${shape}`, trust.tongue);
  }
  if ('coating_color' in condition) {
    return seen(
      observed.coatingColor === condition.coating_color,
      `coating_color:${condition.coating_color}`,
      trust.tongue,
    );
  }
  if ('coating_quality' in condition) {
    const { coating_quality: quality } = condition;
    return seen(observed.coatingQualities.includes(quality), `coating_quality:${quality}`, trust.tongue);
  }
  if ('pulse' in condition) {
    return seen(observed.pulses.includes(condition.pulse), `pulse:${condition.pulse}`, trust.pulse);
  }
  if ('vital' in condition) {
    const value = observed.vitals[condition.vital];
    return seen(within(value, condition), `${condition.vital}:${value}`, trust.vital);
  }
  if ('age' in condition) return seen(within(observed.age, condition.age), `age_years:${observed.age}`, 1);
  return seen(within(observed.bmi, condition.bmi), `bmi:${observed.bmi}`, trust.vital);
}

function matchSymptom(
  condition: Extract<Condition, { symptom: string }>,
  observed: Observations,
  trust: AgentProfile['trust'],
): Match | null {
  const found = observed.symptoms.get(condition.symptom);
  if (found === undefined) return null;
  if (condition.severity === 'severe' && !found.severe) return null;
  if (condition.min_days !== undefined && found.days < condition.min_days) return null;
  return { matched: [found.given], factor: found.factor * trust.symptom };
}

function joined(parts: readonly Match[], combine: (factors: number[]) => number): Match {
  return {
    matched: [...new Set(parts.flatMap(({ matched }) => matched))],
    factor: combine(parts.map(({ factor }) => factor)),
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function within(value: number | undefined, { at_least, below }: Bounds): boolean {
  if (value === undefined) return false;
  return (at_least === undefined || value >= at_least) && (below === undefined || value < below);
}

function wordOf(name: string | undefined, prefix: string): string {
  return name === undefined ? 'unspecified' : name.slice(prefix.length).toLowerCase();
}

/** A pulse that was counted stands in for a heart rate that was not measured. */
function vitalsOf({ vitals, pulse }: ValidConsultationData): Partial<Record<VitalName, number>> {
  const rate = pulse?.rate_bpm;
  return { ...(rate === undefined ? {} : { heart_rate_bpm: rate }), ...vitals };
}

function bmiOf({
  weight_kg: weight,
  height_cm: height,
}: Partial<Record<VitalName, number>>): number | undefined {
  return weight === undefined || height === undefined
    ? undefined
    : Math.round((weight / (height / 100) ** 2) * 10) / 10;
}
