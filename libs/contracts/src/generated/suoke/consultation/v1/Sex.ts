// Generated from proto/suoke/consultation/v1/consultation.proto

/**
 * The sex that reference ranges and rules go by.
 */
export const Sex = {
  /**
   * Not told.
   */
  SEX_UNSPECIFIED: 'SEX_UNSPECIFIED',
  /**
   * Female.
   */
  SEX_FEMALE: 'SEX_FEMALE',
  /**
   * Male.
   */
  SEX_MALE: 'SEX_MALE',
  /**
   * Neither of the two.
   */
  SEX_OTHER: 'SEX_OTHER',
} as const;

/**
 * The sex that reference ranges and rules go by.
 */
export type Sex =
  /**
   * Not told.
   */
  | 'SEX_UNSPECIFIED'
  | 0
  /**
   * Female.
   */
  | 'SEX_FEMALE'
  | 1
  /**
   * Male.
   */
  | 'SEX_MALE'
  | 2
  /**
   * Neither of the two.
   */
  | 'SEX_OTHER'
  | 3

/**
 * The sex that reference ranges and rules go by.
 */
export type Sex__Output = typeof Sex[keyof typeof Sex]
