// Generated from proto/suoke/consultation/v1/consultation.proto

/**
 * How much a symptom weighs on the person.
 */
export const Severity = {
  /**
   * Not told; rules read it as moderate.
   */
  SEVERITY_UNSPECIFIED: 'SEVERITY_UNSPECIFIED',
  /**
   * Noticed, does not hinder.
   */
  SEVERITY_MILD: 'SEVERITY_MILD',
  /**
   * Hinders daily life.
   */
  SEVERITY_MODERATE: 'SEVERITY_MODERATE',
  /**
   * Makes daily life impossible.
   */
  SEVERITY_SEVERE: 'SEVERITY_SEVERE',
} as const;

/**
 * How much a symptom weighs on the person.
 */
export type Severity =
  /**
   * Not told; rules read it as moderate.
   */
  | 'SEVERITY_UNSPECIFIED'
  | 0
  /**
   * Noticed, does not hinder.
   */
  | 'SEVERITY_MILD'
  | 1
  /**
   * Hinders daily life.
   */
  | 'SEVERITY_MODERATE'
  | 2
  /**
   * Makes daily life impossible.
   */
  | 'SEVERITY_SEVERE'
  | 3

/**
 * How much a symptom weighs on the person.
 */
export type Severity__Output = typeof Severity[keyof typeof Severity]
