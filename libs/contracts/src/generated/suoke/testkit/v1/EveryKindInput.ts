// Generated from proto/suoke/testkit/v1/every_kind.proto


/**
 * Input of the saga `every-kind`, which has one of everything that a saga can be made of: for tests and chaos; no service of
 * Suoke Life speaks it. What is asked for decides how it ends: `sold-out` is refused at the first step, `unpayable` at the
 * pivot, everything else completes.
 */
export interface EveryKindInput {
  /**
   * What is asked for, 1 to 64 characters.
   */
  'item'?: (string);
}

/**
 * Input of the saga `every-kind`, which has one of everything that a saga can be made of: for tests and chaos; no service of
 * Suoke Life speaks it. What is asked for decides how it ends: `sold-out` is refused at the first step, `unpayable` at the
 * pivot, everything else completes.
 */
export interface EveryKindInput__Output {
  /**
   * What is asked for, 1 to 64 characters.
   */
  'item': (string);
}
