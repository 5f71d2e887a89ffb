/**
 * A filter that was checked: what holds of the sagas that it finds, in the words of their rows. Relative times have become
 * absolute, and every NOT stands at a term.
 */
import type { SagaStatus, StuckClass } from '#libs/saga-core';

/** As doors show it: RUNNING is PENDING until the first claim. */
export type ShownStatus = SagaStatus | 'PENDING';

/** What may be unset in a row. */
export type Unsettable =
  'stuck_class' | 'error.code' | 'error.reason' | 'cause' | 'owner' | 'blocked_on' | 'origin' | 'finish_time';

export type TextField = 'type' | 'step' | 'error.code' | 'error.reason' | 'cause' | 'blocked_on';

export type RangeField = 'create_time' | 'update_time' | 'finish_time' | 'due_time' | 'revision';

/** Times are epoch milliseconds. What is unset lies in no range. */
export interface RangeTerm {
  readonly kind: 'range';
  readonly field: RangeField;
  /** Inclusive. */
  readonly from: number | null;
  /** Exclusive. */
  readonly before: number | null;
}

export type Term =
  | { readonly kind: 'status'; readonly status: ShownStatus }
  | { readonly kind: 'stuck_class'; readonly stuckClass: StuckClass }
  | { readonly kind: 'text'; readonly field: TextField; readonly value: string }
  | { readonly kind: 'id'; readonly field: 'owner' | 'origin'; readonly value: string }
  | { readonly kind: 'paused' }
  | { readonly kind: 'set'; readonly field: Unsettable }
  /** In its stored form; null: any value. */
  | { readonly kind: 'label'; readonly key: string; readonly value: string | null }
  | RangeTerm;

export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[]; readonly at: number }
  /** `at`: where it stands in the filter. */
  | { readonly kind: 'term'; readonly term: Term; readonly negated: boolean; readonly at: number };

/** The terms that must hold together at the top of a condition; of alternatives it is the whole. */
export function conjunctsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'all' ? condition.of : [condition];
}
