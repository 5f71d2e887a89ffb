/**
 * What a filter means, told a second time: a tree that is written as a filter, and the rows that it finds, worked out without
 * anything of the code that is tested.
 */
import fc from 'fast-check';
import type { PlantedSaga } from './filter-sagas.js';

export type Wanted =
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly operator: string;
      readonly value: string | number | boolean;
    }
  | { readonly kind: 'set'; readonly field: string }
  | { readonly kind: 'not'; readonly of: Wanted }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Wanted[] };

/** The time from which ages count, and around which the rows lie. */
export const NOW = Date.UTC(2026, 10, 23, 12);
export const IDS = ['0190b2a8-0000-4000-8000-000000000001', '0190b2a8-0000-4000-8000-000000000002'] as const;
export const STEPS: Readonly<Record<string, readonly string[]>> = {
  'definition-1': ['reserve', 'pay', 'tell'],
  'definition-2': ['pay', 'reserve'],
};

const EQUALITY = ['=', '!='];
const ORDER = ['<', '<=', '>', '>='];
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  status: ['PENDING', 'RUNNING', 'COMPENSATING', 'COMPLETED', 'COMPENSATED', 'FAILED', 'CLOSED'],
  type: ['consultation', 'follow-up', "o'hara", 'nobody'],
  stuck_class: ['REFUSED', 'exhausted', 'POISON'],
  step: ['reserve', 'pay', 'tell', 'nowhere'],
  'error.code': ['UNAVAILABLE', 'FAILED_PRECONDITION', 'ABORTED'],
  'error.reason': ['NO_PAPER', 'SOLD_OUT'],
  cause: ['cause-1', 'cause-2'],
  owner: IDS,
  blocked_on: ['a.Service', 'b.Service'],
  origin: IDS,
  'labels.clinic': ['east', 'west', '王 "小" 明'],
  'labels.__proto__': ['east'],
};
const FLAGS = ['paused', 'overdue'];
const SETTABLE = [
  ...['stuck_class', 'error.code', 'error.reason', 'cause', 'owner', 'blocked_on', 'origin', 'finish_time'],
  ...['labels.clinic', 'labels.__proto__'],
];
const TIMES = ['create_time', 'update_time', 'finish_time'];

/** Moments on, before and between the milliseconds of the rows. */
const moment = fc
  .tuple(fc.integer({ min: -6, max: 6 }), fc.constantFrom(-1, 0, 0, 0.5, 1))
  .map(([hours, ms]) => NOW + hours * 3_600_000 + ms);
const hours = fc.constantFrom(0, 1, 2, 3, 5, 0.001);

const compare = (
  field: string,
  operators: readonly string[],
  value: fc.Arbitrary<string | number | boolean>,
) =>
  fc.record({
    ...{ kind: fc.constant('compare' as const), field: fc.constant(field) },
    ...{ operator: fc.constantFrom(...operators), value },
  });

const leaf: fc.Arbitrary<Wanted> = fc.oneof(
  ...Object.entries(TEXTS).map(([field, values]) => compare(field, EQUALITY, fc.constantFrom(...values))),
  ...FLAGS.map((field) => compare(field, EQUALITY, fc.boolean())),
  ...TIMES.map((field) => compare(field, ORDER, moment)),
  compare('age', ORDER, hours),
  compare(
    'due',
    ORDER,
    fc.oneof(
      hours,
      hours.map((value) => -value),
    ),
  ),
  compare('revision', [...EQUALITY, ...ORDER], fc.integer({ min: 0, max: 6 })),
  ...SETTABLE.map((field) => fc.record({ kind: fc.constant('set' as const), field: fc.constant(field) })),
);

export const wanted: fc.Arbitrary<Wanted> = fc.letrec<{ tree: Wanted }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ kind: fc.constant('not' as const), of: tie('tree') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).tree;

function timeText(ms: number): string {
  const whole = new Date(Math.floor(ms)).toISOString();
  return ms === Math.floor(ms) ? whole : whole.replace('Z', '5Z');
}

function valueText({ field, value }: Extract<Wanted, { kind: 'compare' }>): string {
  if (TIMES.includes(field)) return `"${timeText(Number(value))}"`;
  if (field === 'age' || field === 'due') return `${String(value)}h`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** The filter as an operator would write it. */
export function written(tree: Wanted): string {
  switch (tree.kind) {
    case 'compare':
      return `${tree.field} ${tree.operator} ${valueText(tree)}`;
    case 'set':
      return `${tree.field}:*`;
    case 'not':
      return `NOT (${written(tree.of)})`;
    default:
      return tree.of.map((part) => `(${written(part)})`).join(tree.kind === 'and' ? ' AND ' : ' OR ');
  }
}

/** What a row has in a field; null where it is unset. */
function valueIn(row: PlantedSaga, field: string): string | number | boolean | null {
  const label = field.startsWith('labels.') ? field.slice('labels.'.length) : null;
  if (label !== null) return Object.hasOwn(row.labels, label) ? (row.labels[label] ?? null) : null;
  const isPending = row.status === 'RUNNING' && row.epoch === 0;
  const values: Readonly<Record<string, string | number | boolean | null>> = {
    status: isPending ? 'PENDING' : row.status,
    type: row.type,
    stuck_class: row.stuckClass?.toUpperCase() ?? null,
    step: STEPS[row.hash]?.[row.stepIndex] ?? null,
    'error.code': row.errorCode,
    'error.reason': row.errorReason,
    cause: row.cause,
    owner: row.owner,
    blocked_on: row.blockedOn,
    origin: row.origin,
    paused: row.pausedAtMs !== null,
    overdue: row.dueAtMs !== null && NOW - row.dueAtMs > 30_000,
    create_time: row.createdAtMs,
    update_time: row.updatedAtMs,
    finish_time: row.finishedAtMs,
    age: (NOW - row.createdAtMs) / 3_600_000,
    due: row.dueAtMs === null ? null : (row.dueAtMs - NOW) / 3_600_000,
    revision: row.revision,
  };
  return values[field] ?? null;
}

/** Whether the filter finds the row. What is unset is equal to nothing, and in no order to anything. */
export function finds(tree: Wanted, row: PlantedSaga): boolean {
  if (tree.kind === 'not') return !finds(tree.of, row);
  if (tree.kind === 'set') return valueIn(row, tree.field) !== null;
  if (tree.kind === 'compare') return compares(tree, valueIn(row, tree.field));
  const each = tree.of.map((part) => finds(part, row));
  return tree.kind === 'and' ? !each.includes(false) : each.includes(true);
}

function compares(
  { field, operator, value: given }: Extract<Wanted, { kind: 'compare' }>,
  found: ReturnType<typeof valueIn>,
): boolean {
  const value = field === 'stuck_class' ? String(given).toUpperCase() : given;
  if (operator === '=') return found === value;
  if (operator === '!=') return found !== value;
  if (found === null) return false;
  if (operator === '<') return found < value;
  if (operator === '<=') return found <= value;
  return operator === '>' ? found > value : found >= value;
}
