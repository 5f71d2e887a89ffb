// Generated from proto/suoke/saga/v1/saga.proto

/**
 * How fresh an answer must be.
 */
export const Consistency = {
  /**
   * Read as EVENTUAL.
   */
  CONSISTENCY_UNSPECIFIED: 'CONSISTENCY_UNSPECIFIED',
  /**
   * May lag behind by the latency of a cache; never goes back for one reader who passes on the revision it has seen.
   */
  CONSISTENCY_EVENTUAL: 'CONSISTENCY_EVENTUAL',
  /**
   * Read from Postgres: everything that was acknowledged before the request is in it.
   */
  CONSISTENCY_STRONG: 'CONSISTENCY_STRONG',
} as const;

/**
 * How fresh an answer must be.
 */
export type Consistency =
  /**
   * Read as EVENTUAL.
   */
  | 'CONSISTENCY_UNSPECIFIED'
  | 0
  /**
   * May lag behind by the latency of a cache; never goes back for one reader who passes on the revision it has seen.
   */
  | 'CONSISTENCY_EVENTUAL'
  | 1
  /**
   * Read from Postgres: everything that was acknowledged before the request is in it.
   */
  | 'CONSISTENCY_STRONG'
  | 2

/**
 * How fresh an answer must be.
 */
export type Consistency__Output = typeof Consistency[keyof typeof Consistency]
