// Generated from proto/suoke/participant/v1/call_status.proto

/**
 * How a seal ended.
 */
export const SealOutcome = {
  /**
   * Never sent.
   */
  SEAL_OUTCOME_UNSPECIFIED: 'SEAL_OUTCOME_UNSPECIFIED',
  /**
   * The action had not taken effect, and never will.
   */
  SEAL_OUTCOME_SEALED: 'SEAL_OUTCOME_SEALED',
  /**
   * The action had taken effect; its reply is at hand.
   */
  SEAL_OUTCOME_APPLIED: 'SEAL_OUTCOME_APPLIED',
} as const;

/**
 * How a seal ended.
 */
export type SealOutcome =
  /**
   * Never sent.
   */
  | 'SEAL_OUTCOME_UNSPECIFIED'
  | 0
  /**
   * The action had not taken effect, and never will.
   */
  | 'SEAL_OUTCOME_SEALED'
  | 1
  /**
   * The action had taken effect; its reply is at hand.
   */
  | 'SEAL_OUTCOME_APPLIED'
  | 2

/**
 * How a seal ended.
 */
export type SealOutcome__Output = typeof SealOutcome[keyof typeof SealOutcome]
