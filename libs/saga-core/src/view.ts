/** What only the process that moves a saga knows: calls in flight, and answers that are not recorded yet. */
import type { ClearError } from './events.js';
import type { Outcome } from './outcome.js';
import type { CallRef } from './state.js';
import type { Json } from './template.js';

/** The answer to one call, classified. */
export type CallResult =
  | { readonly ref: CallRef; readonly outcome: 'done'; readonly reply: Json }
  | { readonly ref: CallRef; readonly outcome: 'sealed' }
  | {
      readonly ref: CallRef;
      readonly outcome: Exclude<Outcome, 'done'>;
      readonly error: ClearError;
      readonly message?: string;
      /** The participant asked to wait this long. */
      readonly retryAfterMs?: number;
    };

/** A call that was not sent: our breaker or limit refused, or no connection was there. Not an attempt. */
export interface Postponement {
  readonly ref: CallRef;
  readonly sinceMs: number;
  readonly retryAtMs: number;
}

export interface MoverView {
  /** Settled, not recorded. */
  readonly results: readonly CallResult[];
  /** When the first of them settled; null when there is none. */
  readonly firstResultAtMs: number | null;
  readonly inFlight: readonly CallRef[];
  readonly postponed: readonly Postponement[];
}

export const EMPTY_VIEW: MoverView = { results: [], firstResultAtMs: null, inFlight: [], postponed: [] };

export function sameCall(a: CallRef, b: CallRef): boolean {
  return a.stepIndex === b.stepIndex && a.branchIndex === b.branchIndex && a.direction === b.direction;
}

/** A settled branch waits this long for its siblings, so that they share one transition. */
export const GATHER_MS = 50;
/** Siblings of a refused branch may still answer for this long, then they are aborted and count as unknown. */
export const SIBLING_GRACE_MS = 1_000;
/** Calls in flight when a cancel was accepted may still answer for this long. */
export const CANCEL_GRACE_MS = 2_000;
/** Waits up to this long are waited for without giving the saga up. */
export const IN_SLOT_WAIT_MS = 2_000;
/** A compensation or committed call that was not sent for this long records one attempt without effect. */
export const NOT_SENT_LIMIT_MS = 3_600_000;
