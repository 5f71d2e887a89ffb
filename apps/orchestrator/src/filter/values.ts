/** Values of filters as their fields need them. What does not fit is refused with the place where it stands. */
import { JsonMappingError, timestampOfText } from '#libs/contracts';
import type { RangeField, RangeTerm } from './condition.js';
import type { Comparison } from './parser.js';
import { refuse } from './refusal.js';

const MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DURATION = /^(-?)(\d{1,9}(?:\.\d{1,3})?)([smhd])$/;
/** Longer than any saga is kept. */
const LONGEST_DURATION_MS = 36_525 * 86_400_000;
const LARGEST_INTEGER = 2 ** 31 - 2;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The value of a comparison that is not `:*`, which the caller has dealt with. */
export function valueOf({ value, operatorAt }: Comparison): string {
  return value ?? refuse({ it: 'cannot compare in this way', at: operatorAt });
}

/** Whether it is `!=`. Everything but that and `=` is refused. */
export function isUnequal({ field, operator, operatorAt }: Comparison): boolean {
  if (operator === '=' || operator === '!=') return operator === '!=';
  return refuse({ it: `compares ${plain(field)} by = and != only`, at: operatorAt });
}

/** A text that has to have a form. */
export function textLike(comparison: Comparison, pattern: RegExp, what: string): string {
  const value = valueOf(comparison);
  return pattern.test(value) ? value : refuse({ it: `needs ${what}`, at: comparison.valueAt });
}

export function idOf(comparison: Comparison): string {
  return textLike(comparison, UUID, 'a UUID in lower case');
}

export function flagOf(comparison: Comparison): boolean {
  return textLike(comparison, /^(true|false)$/, 'true or false') === 'true';
}

type Bound = 'from' | 'before';

/** Which side of a moment an ordering means, and whether the moment itself is on it. */
const SIDES: Readonly<Record<string, { bound: Bound; isIn: boolean }>> = {
  '>=': { bound: 'from', isIn: true },
  '>': { bound: 'from', isIn: false },
  '<': { bound: 'before', isIn: false },
  '<=': { bound: 'before', isIn: true },
};

function sideOf({ field, operator, operatorAt }: Comparison) {
  const hint = 'a moment has neighbours: give a range';
  return (
    SIDES[operator] ??
    refuse({ it: `compares ${plain(field)} by <, <=, > and >= only`, at: operatorAt, hint })
  );
}

/** The range on one side of a value that may lie between two whole numbers. */
function rangeOf(
  field: RangeField,
  { bound, isIn }: { bound: Bound; isIn: boolean },
  value: number,
): RangeTerm {
  // From t on, with it, and up to t, without it, begin or end at the next whole number; the others one after the last.
  const edge = (bound === 'from') === isIn ? Math.ceil(value) : Math.floor(value) + 1;
  const none = { from: null, before: null };
  return { kind: 'range', field, ...none, [bound]: edge };
}

/** An RFC 3339 time. */
export function timeRange(field: RangeField, comparison: Comparison): RangeTerm {
  const side = sideOf(comparison);
  try {
    const { seconds, nanos } = timestampOfText(valueOf(comparison));
    const ms = seconds * 1_000 + Math.floor(nanos / 1_000_000);
    // What lies within a millisecond lies between two whole numbers, exactly where makes no difference.
    return rangeOf(field, side, nanos % 1_000_000 === 0 ? ms : ms + 0.5);
  } catch (error) {
    if (!(error instanceof JsonMappingError)) throw error;
    const hint = 'as in "2026-11-23T10:00:00Z"';
    return refuse({ it: 'needs an RFC 3339 time in double quotes', at: comparison.valueAt, hint });
  }
}

function durationOf(comparison: Comparison): number {
  const match = DURATION.exec(valueOf(comparison));
  const sign = match?.[1] === '-' ? -1 : 1;
  const ms = match === null ? Infinity : Math.round(Number(match[2]) * (MS[match[3] ?? ''] ?? 0));
  if (ms <= LONGEST_DURATION_MS) return sign * ms;
  return refuse({
    it: 'needs a duration of at most 36525d',
    at: comparison.valueAt,
    hint: 'as in 90s, 30m, 2h or 7d',
  });
}

/** How long ago something was: more than 30 minutes ago is before a moment. */
export function agoRange(field: RangeField, comparison: Comparison, nowMs: number): RangeTerm {
  const { bound, isIn } = sideOf(comparison);
  const agoMs = durationOf(comparison);
  if (agoMs < 0) refuse({ it: 'needs a duration that is not negative', at: comparison.valueAt });
  return rangeOf(field, { bound: bound === 'from' ? 'before' : 'from', isIn }, nowMs - agoMs);
}

/** How long until something is; negative where it was. */
export function untilRange(field: RangeField, comparison: Comparison, nowMs: number): RangeTerm {
  return rangeOf(field, sideOf(comparison), nowMs + durationOf(comparison));
}

/** A whole number from 0 on; `=` is the range that holds it alone. */
export function numberRange(field: RangeField, comparison: Comparison): RangeTerm {
  const value = Number(textLike(comparison, /^\d{1,10}$/, 'a whole number from 0 on'));
  if (value > LARGEST_INTEGER) refuse({ it: 'needs a smaller number', at: comparison.valueAt });
  const { operator } = comparison;
  if (operator === '=' || operator === '!=') return { kind: 'range', field, from: value, before: value + 1 };
  return rangeOf(field, sideOf(comparison), value);
}

/** A name from the list of fields; of a label only that it is one. */
export function plain(field: string): string {
  return field.startsWith('labels.') ? 'a label' : field;
}
