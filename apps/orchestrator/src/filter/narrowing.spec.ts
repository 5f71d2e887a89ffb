import { EngineError } from '#libs/saga-engine';
import { CLIENT_FIELDS, OPERATOR_FIELDS, type FieldSet } from './fields.js';
import type { ListOrder } from './narrowing.js';
import { readFilter } from './saga-filter.js';

const world = {
  nowMs: Date.UTC(2026, 10, 23),
  labelOf: (_key: string, value: string) => value,
};
const T = '"2026-11-01T00:00:00Z"';
const ID = '0190b2a8-0000-7000-8000-00000000abcd';

/** Why it is not served; null when it is. */
function whyNot(
  filter: string,
  order: ListOrder = 'newest',
  fields: FieldSet = OPERATOR_FIELDS,
): string | null {
  try {
    readFilter(filter, fields, world, order);
    return null;
  } catch (error) {
    if (error instanceof EngineError) return error.message;
    throw error;
  }
}

describe('a filter is served', () => {
  it.each([
    '',
    ...['PENDING', 'RUNNING', 'COMPENSATING', 'FAILED', 'COMPENSATED', 'CLOSED'].map(
      (name) => `status = ${name}`,
    ),
    ...[
      'stuck_class = POISON',
      'stuck_class:*',
      'cause = "c"',
      'cause:*',
      'blocked_on = a.B',
      'blocked_on:*',
    ],
    ...[
      `owner = ${ID}`,
      'owner:*',
      'paused = true',
      'labels.clinic = east',
      'due < 5m',
      'due > 1h',
      'overdue = true',
    ],
    ...[`create_time >= ${T}`, `finish_time > ${T}`, 'age < 2h'],
    'type = a AND status = FAILED',
    'status = FAILED AND (type = a OR step = b)',
    'status = FAILED OR stuck_class = POISON OR overdue = true',
    `(status = RUNNING OR (type = a AND create_time >= ${T})) AND NOT step = b`,
    `type = a AND NOT status = COMPLETED AND age < 1d`,
  ])('whose sagas an index knows: %s', (filter) => {
    for (const order of ['newest', 'oldest', 'last_finished'] as const) {
      expect([filter, order, whyNot(filter, order)]).toEqual([filter, order, null]);
    }
  });

  it.each([
    ['newest', 'status = COMPLETED'],
    ['newest', `create_time < ${T}`],
    ['oldest', `create_time < ${T} AND status = COMPLETED`],
    ['newest', 'age > 30d'],
    ['newest', 'status != FAILED'],
    ['last_finished', 'status = COMPLETED'],
    ['last_finished', `finish_time < ${T}`],
  ] as const)('that finds nearly all on its way, %s: %s', (order, filter) => {
    expect(whyNot(filter, order)).toBeNull();
  });
});

describe('a filter is refused', () => {
  it.each([
    ...[
      'type = a',
      'step = a',
      'error.code = UNAVAILABLE',
      'error.reason = NO_PAPER',
      `origin = ${ID}`,
      'revision > 3',
    ],
    ...[
      `update_time >= ${T}`,
      'status != COMPLETED',
      'NOT status = COMPLETED',
      'paused = false',
      'NOT owner:*',
    ],
    ...[
      'overdue = false',
      'labels.clinic != east',
      'labels.clinic:*',
      'NOT cause = "c"',
      'error.code:*',
      'finish_time:*',
    ],
    ...['status = COMPLETED AND type = a', `create_time < ${T} AND type = a`, `finish_time < ${T}`],
    ...[
      'status = FAILED OR type = a',
      'status = FAILED OR status = COMPLETED',
      'type = a AND (status = FAILED OR step = b)',
    ],
    'NOT (status = FAILED AND type = a)',
  ])('that would read all sagas: %s', (filter) => {
    expect(whyNot(filter)).toMatch(/no index/);
  });

  it('with what to add, of what the door offers', () => {
    expect(whyNot('type = a')).toBe(
      'The filter cannot be served: it is narrowed by no index at character 1; add one of ' +
        '`create_time >= "2026-11-23T00:00:00Z"`, `finish_time >= "2026-11-23T00:00:00Z"`, `age < 7d`, ' +
        'a `status = …` other than COMPLETED, `stuck_class = …`, `cause = "…"`, `labels.<key> = …`, ' +
        '`blocked_on = "…"`, `owner = "…"`, `due < 5m`, `paused = true`.',
    );
    expect(whyNot('type = a', 'newest', CLIENT_FIELDS)).toBe(
      'The filter cannot be served: it is narrowed by no index at character 1; add one of ' +
        '`create_time >= "2026-11-23T00:00:00Z"`, a `status = …` other than COMPLETED, `stuck_class = …`, ' +
        '`labels.<key> = …`.',
    );
  });

  it('at the alternative that nothing narrows', () => {
    expect(whyNot('status = FAILED OR type = a')).toMatch(
      /^The filter cannot be served: it has an alternative that no index narrows at character 20; add one of/,
    );
  });

  it('by the order in which it would be read', () => {
    expect(whyNot(`create_time < ${T}`, 'last_finished')).toMatch(/no index/);
    expect(whyNot(`finish_time < ${T}`, 'newest')).toMatch(/no index/);
  });
});

it('any filter is served where few sagas are looked at anyway', () => {
  expect(readFilter('type = a', OPERATOR_FIELDS, world, null)).not.toBeNull();
});
