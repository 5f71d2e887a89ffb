import { STATUSES, STUCK_CLASSES } from '#libs/saga-core';
import { EngineError } from '#libs/saga-engine';
import type { Condition, Term } from './condition.js';
import { CLIENT_FIELDS, OPERATOR_FIELDS, type FieldSet } from './fields.js';
import { readFilter } from './saga-filter.js';

const NOW = Date.UTC(2026, 10, 23, 10);
const T1 = '2026-01-01T00:00:00Z';
const T2 = '2026-01-02T00:00:00Z';
const OWNER = '0190b2a8-0000-7000-8000-00000000abcd';
const world = { nowMs: NOW, labelOf: (key: string, value: string) => `<${key}:${value}>` };

/** The terms of a filter whose terms hold together, without their places; what is negated is marked. */
function parse(filter: string, fields: FieldSet = OPERATOR_FIELDS): (Term | { not: Term })[] {
  const condition = readFilter(filter, fields, world, null);
  const parts = condition === null ? [] : condition.kind === 'term' ? [condition] : condition.of;
  return parts.map((part) => {
    if (part.kind !== 'term') throw new Error('the filter has alternatives');
    return part.negated ? { not: part.term } : part.term;
  });
}

/** The condition as a text. */
function shape(condition: Condition | null): string {
  if (condition === null) return '';
  if (condition.kind === 'term') {
    const { term, negated } = condition;
    const name = 'value' in term ? String(term.value) : 'status' in term ? term.status : term.kind;
    return `${negated ? '!' : ''}${name}`;
  }
  return `(${condition.of.map(shape).join(condition.kind === 'all' ? ' & ' : ' | ')})`;
}
const shapeOf = (filter: string) => shape(readFilter(filter, OPERATOR_FIELDS, world, null));

function refusal(filter: string, fields: FieldSet = OPERATOR_FIELDS): EngineError {
  try {
    parse(filter, fields);
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error(`${filter.slice(0, 80)} was not refused`);
}

const range = (field: string, from: number | null, before: number | null) => ({
  kind: 'range',
  ...{ field, from, before },
});

describe('what a filter may say', () => {
  it.each(['', '   ', '　'])('nothing: %j', (filter) => {
    expect(readFilter(filter, OPERATOR_FIELDS, world, 'newest')).toBeNull();
  });

  it.each([...STATUSES, 'PENDING'])('the status %s, plain or quoted', (status) => {
    expect(parse(`status = ${status}`)).toEqual([{ kind: 'status', status }]);
    expect(parse(`status="${status}"`)).toEqual([{ kind: 'status', status }]);
    expect(parse(`status != ${status}`)).toEqual([{ not: { kind: 'status', status } }]);
  });

  it.each(STUCK_CLASSES)('the stuck class %s in both spellings', (stuckClass) => {
    expect(parse(`stuck_class = ${stuckClass.toUpperCase()}`)).toEqual([{ kind: 'stuck_class', stuckClass }]);
    expect(parse(`stuck_class = ${stuckClass}`)).toEqual([{ kind: 'stuck_class', stuckClass }]);
  });

  it('several terms, joined by AND, in any order and with any spaces', () => {
    const both =
      '  type="health-consultation"   AND labels.clinic = east AND labels.patient = "王 小明"  AND status=FAILED ';
    expect(parse(both)).toEqual([
      { kind: 'text', field: 'type', value: 'health-consultation' },
      { kind: 'label', key: 'clinic', value: '<clinic:east>' },
      { kind: 'label', key: 'patient', value: '<patient:王 小明>' },
      { kind: 'status', status: 'FAILED' },
    ]);
  });

  it('values that look like grammar, when they are quoted', () => {
    const value = (filter: string) => parse(filter).map((term) => (term as { value: string }).value);
    expect(value('type = "a AND status = FAILED"')).toEqual(['a AND status = FAILED']);
    expect(value('type = "say \\"yes\\" \\\\ no"')).toEqual(['say "yes" \\ no']);
    expect(value('type = ""')).toEqual(['']);
    expect(value('type = "AND"')).toEqual(['AND']);
    expect(value(`type = "'; drop table saga; --"`)).toEqual(["'; drop table saga; --"]);
  });

  it.each([
    ['step = create_record', { kind: 'text', field: 'step', value: 'create_record' }],
    ['error.code = UNAVAILABLE', { kind: 'text', field: 'error.code', value: 'UNAVAILABLE' }],
    ['error.reason = NO_PAPER', { kind: 'text', field: 'error.reason', value: 'NO_PAPER' }],
    ['cause = "Ab-_9"', { kind: 'text', field: 'cause', value: 'Ab-_9' }],
    [
      'blocked_on = suoke.report.v1.ReportService',
      { kind: 'text', field: 'blocked_on', value: 'suoke.report.v1.ReportService' },
    ],
    [`owner = ${OWNER}`, { kind: 'id', field: 'owner', value: OWNER }],
    [`origin = "${OWNER}"`, { kind: 'id', field: 'origin', value: OWNER }],
    ['paused = true', { kind: 'paused' }],
    ['paused = false', { not: { kind: 'paused' } }],
    ['paused != false', { kind: 'paused' }],
    ['paused != true', { not: { kind: 'paused' } }],
    ['owner:*', { kind: 'set', field: 'owner' }],
    ['NOT error.code:*', { not: { kind: 'set', field: 'error.code' } }],
    ['finish_time:*', { kind: 'set', field: 'finish_time' }],
    ['labels.clinic:*', { kind: 'label', key: 'clinic', value: null }],
    ['revision = 7', range('revision', 7, 8)],
    ['revision > 7', range('revision', 8, null)],
    ['revision <= 7', range('revision', null, 8)],
  ])('%s', (filter, term) => {
    expect(parse(filter)).toEqual([term]);
  });

  it('times, with the bound or without, to the millisecond in which they are stored', () => {
    const at = Date.parse(T1);
    expect(parse(`create_time >= "${T1}"`)).toEqual([range('create_time', at, null)]);
    expect(parse(`create_time > "${T1}"`)).toEqual([range('create_time', at + 1, null)]);
    expect(parse(`update_time < "${T1}"`)).toEqual([range('update_time', null, at)]);
    expect(parse(`finish_time <= "${T1}"`)).toEqual([range('finish_time', null, at + 1)]);
    const between = '2026-01-01T00:00:00.000000001Z';
    expect(parse(`create_time >= "${between}"`)).toEqual([range('create_time', at + 1, null)]);
    expect(parse(`create_time > "${between}"`)).toEqual([range('create_time', at + 1, null)]);
    expect(parse(`create_time < "${between}"`)).toEqual([range('create_time', null, at + 1)]);
    expect(parse(`create_time <= "${between}"`)).toEqual([range('create_time', null, at + 1)]);
  });

  it('a range of times, in any zone', () => {
    const filter = 'create_time >= "2026-11-23T08:00:00.5+08:00" AND create_time < "2026-11-23T00:00:01Z"';
    expect(parse(filter)).toEqual([
      range('create_time', Date.UTC(2026, 10, 23, 0, 0, 0, 500), null),
      range('create_time', null, Date.UTC(2026, 10, 23, 0, 0, 1)),
    ]);
  });

  it('ages: what is older began before a moment', () => {
    const ago = NOW - 30 * 60_000;
    expect(parse('age > 30m')).toEqual([range('create_time', null, ago)]);
    expect(parse('age >= 30m')).toEqual([range('create_time', null, ago + 1)]);
    expect(parse('age < 30m')).toEqual([range('create_time', ago + 1, null)]);
    expect(parse('age <= "0.5h"')).toEqual([range('create_time', ago, null)]);
    expect(parse('age < 2d AND age > 90s')).toEqual([
      range('create_time', NOW - 2 * 86_400_000 + 1, null),
      range('create_time', null, NOW - 90_000),
    ]);
  });

  it('due times: how long until then, or since', () => {
    expect(parse('due < 5m')).toEqual([range('due_time', null, NOW + 300_000)]);
    expect(parse('due < -5m')).toEqual([range('due_time', null, NOW - 300_000)]);
    expect(parse('due >= 1h')).toEqual([range('due_time', NOW + 3_600_000, null)]);
    expect(parse('overdue = true')).toEqual([range('due_time', null, NOW - 30_000)]);
    expect(parse('overdue = false')).toEqual([{ not: range('due_time', null, NOW - 30_000) }]);
  });

  it('alternatives, opposites and parentheses', () => {
    expect(shapeOf('type = a OR type = b OR type = c')).toBe('(a | b | c)');
    expect(shapeOf('status = FAILED AND (type = a OR type = b)')).toBe('(FAILED & (a | b))');
    expect(shapeOf('(((type = a)))')).toBe('a');
    expect(shapeOf('type = a AND (status = FAILED AND step = b)')).toBe('(a & FAILED & b)');
    expect(shapeOf('NOT type = a')).toBe('!a');
    expect(shapeOf('NOT NOT type != a')).toBe('!a');
    expect(shapeOf('NOT (type = a AND NOT (type = b OR step != c))')).toBe('(!a | b | !c)');
    expect(shapeOf('NOT (type = a OR type = b)')).toBe('(!a & !b)');
  });

  it('keys of labels that are names of every object', () => {
    expect(parse('labels.__proto__ = x AND labels.constructor = y')).toEqual([
      { kind: 'label', key: '__proto__', value: '<__proto__:x>' },
      { kind: 'label', key: 'constructor', value: '<constructor:y>' },
    ]);
  });

  it('32 comparisons, 20 alternatives, 8 levels', () => {
    const terms = (count: number, joint: string) =>
      Array.from({ length: count }, (_, i) => `labels.k${i} = v`).join(joint);
    expect(parse(terms(32, ' AND '))).toHaveLength(32);
    expect(shapeOf(terms(20, ' OR ')).split('|')).toHaveLength(20);
    expect(shapeOf(`${'('.repeat(8)}type = a${')'.repeat(8)}`)).toBe('a');
    expect(shapeOf(`${'NOT '.repeat(8)}type = a`)).toBe('a');
  });

  it('of the clients only what is theirs', () => {
    expect(parse('status = FAILED AND type = a AND labels.x = y', CLIENT_FIELDS)).toHaveLength(3);
    for (const field of OPERATOR_FIELDS) {
      if (CLIENT_FIELDS.has(field) || field === 'labels.<key>') continue;
      expect(refusal(`${field} = x`, CLIENT_FIELDS).message).toMatch(/names an unknown field at character 1/);
    }
  });
});

const OPERATOR_HINT = 'write =, !=, <, <=, >, >= or :';
const QUOTE_HINT = 'what is more than letters, digits, `_`, `.` and `-` stands in double quotes';
const END_HINT = 'a text ends with a double quote, and in it only \\" and \\\\ are escapes';
const JOINT_HINT = 'both in capital letters';
const MIX_HINT = 'put parentheses around what belongs together';
const SET_HINT = '`field:*` asks whether the field is set; compare with =, !=, <, <=, > or >=';
const FIELDS_HINT = `the fields are ${[...OPERATOR_FIELDS].join(', ')}`;
const STATUS_HINT = 'there are PENDING, RUNNING, COMPENSATING, COMPLETED, COMPENSATED, FAILED, CLOSED';
const CLASS_HINT = `there are ${STUCK_CLASSES.map((name) => name.toUpperCase()).join(', ')}`;
const TIME_HINT = 'as in "2026-11-23T10:00:00Z"';
const RANGE_HINT = 'a moment has neighbours: give a range';
const DURATION_HINT = 'as in 90s, 30m, 2h or 7d';
const DOUBLED_HINT = 'join alternatives by OR';
const DOUBLED = 'has two terms that compare the same field in the same way';
const NO_TIME = 'needs an RFC 3339 time in double quotes';

/** What is wrong, where it is said to be, and what to do: the whole text. */
const BAD: readonly (readonly [what: string, filter: string, text: string])[] = [
  ['a value alone', 'FAILED', `needs an operator at character 7; ${OPERATOR_HINT}`],
  ['no value', 'status =', 'needs a value at character 9'],
  ['no operator', 'status FAILED', `needs an operator at character 8; ${OPERATOR_HINT}`],
  ['a quoted field', '"status" = FAILED', 'needs the name of a field at character 1'],
  ['an operator alone', '=', 'needs the name of a field at character 1'],
  ['an open quote', 'type = "abc', `cannot be read at character 8; ${END_HINT}`],
  ['an unknown escape', 'type = "a\\nb"', `cannot be read at character 8; ${END_HINT}`],
  ['a comma', 'status = FAILED, type = x', `cannot be read at character 16; ${QUOTE_HINT}`],
  ['a trailing AND', 'status = FAILED AND', 'needs the name of a field at character 20'],
  ['a trailing AND with space', 'status = FAILED AND   ', 'needs the name of a field at character 23'],
  ['a doubled AND', 'status = FAILED AND AND type = x', 'needs the name of a field at character 21'],
  ['a small and', 'status = FAILED and type = x', `needs AND or OR at character 17; ${JOINT_HINT}`],
  ['no joint', 'status = FAILED type = x', `needs AND or OR at character 17; ${JOINT_HINT}`],
  ['a joint as value', 'type = AND', 'needs a value at character 8'],
  ['AND mixed with OR', 'type = a AND type = b OR step = c', `mixes AND and OR at character 23; ${MIX_HINT}`],
  ['OR mixed with AND', 'type = a OR type = b AND step = c', `mixes AND and OR at character 22; ${MIX_HINT}`],
  ['a parenthesis that stays open', '(status = FAILED', 'needs a closing parenthesis at character 17'],
  ['one that was never open', 'status = FAILED)', 'closes a parenthesis that is not open at character 16'],
  ['two of those', '(type = a))', 'closes a parenthesis that is not open at character 11'],
  ['empty parentheses', '()', 'needs the name of a field at character 2'],
  ['a pattern', '(a+)+$', `cannot be read at character 3; ${QUOTE_HINT}`],
  ['a value with a star', 'type = *', `cannot compare in this way at character 6; ${SET_HINT}`],
  ['has, with a value', 'labels.clinic:east', `cannot compare in this way at character 14; ${SET_HINT}`],
  ['an unknown field', 'owners = x', `names an unknown field at character 1; ${FIELDS_HINT}`],
  ['a field of the prototype', 'constructor = x', `names an unknown field at character 1; ${FIELDS_HINT}`],
  ['a column', 'step_index = 1', `names an unknown field at character 1; ${FIELDS_HINT}`],
  ['a field that is deeper', 'error.message = x', `names an unknown field at character 1; ${FIELDS_HINT}`],
  ['labels without a key', 'labels = x', `names an unknown field at character 1; ${FIELDS_HINT}`],
  ['a label of two parts', 'labels.a.b = x', 'names no label at character 1'],
  ['a label of no part', 'labels. = x', 'names no label at character 1'],
  ['an unknown status', 'status = STUCK', `names no status at character 10; ${STATUS_HINT}`],
  ['a status in small letters', 'status = failed', `names no status at character 10; ${STATUS_HINT}`],
  ['the unspecified', 'status = SAGA_STATUS_UNSPECIFIED', `names no status at character 10; ${STATUS_HINT}`],
  ['an unknown class', 'stuck_class = nonsense', `names no stuck class at character 15; ${CLASS_HINT}`],
  [
    'a class of the prototype',
    'stuck_class = __proto__',
    `names no stuck class at character 15; ${CLASS_HINT}`,
  ],
  ['an order of texts', 'type >= "a"', 'compares type by = and != only at character 6'],
  ['an order of states', 'status < FAILED', 'compares status by = and != only at character 8'],
  ['an order of labels', 'labels.patient < x', 'compares a label by = and != only at character 16'],
  ['a field that is always set', 'type:*', 'compares type by = and != only at character 5'],
  [
    'the same field twice',
    'status = FAILED AND status = RUNNING',
    `${DOUBLED} at character 21; ${DOUBLED_HINT}`,
  ],
  ['the same label twice', 'labels.a = a AND labels.a = b', `${DOUBLED} at character 18; ${DOUBLED_HINT}`],
  [
    'the same in parentheses',
    'type = a AND (step = b AND type = c)',
    `${DOUBLED} at character 28; ${DOUBLED_HINT}`,
  ],
  [
    'the same bound twice',
    `create_time < "${T1}" AND create_time < "${T2}"`,
    `${DOUBLED} at character 42; ${DOUBLED_HINT}`,
  ],
  [
    'an inverted range',
    `create_time >= "${T2}" AND create_time < "${T1}"`,
    'has a range that ends before it begins at character 43',
  ],
  [
    'an empty range',
    `finish_time > "${T1}" AND finish_time < "${T1}"`,
    'has a range that ends before it begins at character 42',
  ],
  ['an inverted age', 'age > 2h AND age < 1h', 'has a range that ends before it begins at character 14'],
  [
    'an age against a time',
    `age < 1h AND create_time < "${T1}"`,
    'has a range that ends before it begins at character 14',
  ],
  [
    'an inverted number',
    'revision > 5 AND revision < 3',
    'has a range that ends before it begins at character 18',
  ],
  [
    'a moment',
    `create_time = "${T1}"`,
    `compares create_time by <, <=, > and >= only at character 13; ${RANGE_HINT}`,
  ],
  ['a bare date', 'create_time >= 2026-11-23', `${NO_TIME} at character 16; ${TIME_HINT}`],
  [
    'a time without quotes',
    'create_time >= 2026-11-23T10:00:00Z',
    `compares what was compared at character 29; ${QUOTE_HINT}`,
  ],
  ['a day that is none', 'create_time >= "2026-02-30T00:00:00Z"', `${NO_TIME} at character 16; ${TIME_HINT}`],
  [
    'an hour that is none',
    'create_time >= "2026-02-20T25:00:00Z"',
    `${NO_TIME} at character 16; ${TIME_HINT}`,
  ],
  ['no time zone', 'create_time >= "2026-02-20T00:00:00"', `${NO_TIME} at character 16; ${TIME_HINT}`],
  [
    'a zone that is none',
    'create_time >= "2026-02-20T00:00:00+99:99"',
    `${NO_TIME} at character 16; ${TIME_HINT}`,
  ],
  ['the year 275760', 'finish_time < "275760-09-13T00:00:00Z"', `${NO_TIME} at character 15; ${TIME_HINT}`],
  ['a name for a time', 'create_time>"abc"', `${NO_TIME} at character 13; ${TIME_HINT}`],
  ['a number for a time', 'create_time >= 1e400', `${NO_TIME} at character 16; ${TIME_HINT}`],
  ['a duration for a time', 'create_time >= 30m', `${NO_TIME} at character 16; ${TIME_HINT}`],
  [
    'a time for a duration',
    `age > "${T1}"`,
    `needs a duration of at most 36525d at character 7; ${DURATION_HINT}`,
  ],
  [
    'a number for a duration',
    'age > 30',
    `needs a duration of at most 36525d at character 7; ${DURATION_HINT}`,
  ],
  [
    'a duration of ages',
    'age > 999999999d',
    `needs a duration of at most 36525d at character 7; ${DURATION_HINT}`,
  ],
  [
    'a duration of two parts',
    'age > 1h30m',
    `needs a duration of at most 36525d at character 7; ${DURATION_HINT}`,
  ],
  ['a negative age', 'age > -5m', 'needs a duration that is not negative at character 7'],
  [
    'an age to the instant',
    'age = 30m',
    `compares age by <, <=, > and >= only at character 5; ${RANGE_HINT}`,
  ],
  ['a word for a number', 'revision = many', 'needs a whole number from 0 on at character 12'],
  ['a fraction', 'revision > 1.5', 'needs a whole number from 0 on at character 12'],
  ['a negative number', 'revision > -1', 'needs a whole number from 0 on at character 12'],
  ['2^53', 'revision > 9007199254740993', 'needs a whole number from 0 on at character 12'],
  ['more than an integer', 'revision < 2147483647', 'needs a smaller number at character 12'],
  ['yes', 'paused = yes', 'needs true or false at character 10'],
  ['an id that is none', 'owner = x', 'needs a UUID in lower case at character 9'],
  ['an id in capitals', `owner = ${OWNER.toUpperCase()}`, 'needs a UUID in lower case at character 9'],
  ['a step that is none', 'step = "Call the agents"', 'needs the name of a step at character 8'],
  ['a service that is none', 'blocked_on = "../x"', 'needs the full name of a service at character 14'],
  [
    'a code that is none',
    'error.code = unavailable',
    'needs the name of a gRPC status, as in UNAVAILABLE at character 14',
  ],
  ['SQL in a status', `status = "X' OR 1=1--"`, `names no status at character 10; ${STATUS_HINT}`],
  ['SQL beside a value', `type = x'; drop table saga; --`, `cannot be read at character 9; ${QUOTE_HINT}`],
  ['SQL in a key', `labels.a'b = x`, `cannot be read at character 9; ${QUOTE_HINT}`],
  ['a comment', 'type = x /* y */', `cannot be read at character 10; ${QUOTE_HINT}`],
  ['a NUL', 'type = "a\u0000b"', 'holds a character that cannot be read at character 10'],
  ['a line break', 'type = "a\r\nb"', 'holds a character that cannot be read at character 10'],
  ['half a character', 'type = "\ud800"', 'holds a character that cannot be read at character 9'],
];

describe('what it may not say', () => {
  it.each(BAD)('%s', (_what, filter, text) => {
    const error = refusal(filter);
    expect(error.code).toBe('INVALID_ARGUMENT');
    expect(error.message).toBe(`The filter cannot be served: it ${text}.`);
    expect(error.details.violations).toEqual([{ field: 'filter', description: text }]);
  });

  const many = (count: number, joint: string) =>
    Array.from({ length: count }, (_, i) => `labels.k${i} = v`).join(joint);

  it.each([
    [
      '5,000 alternatives',
      Array.from({ length: 5_000 }, () => 'status = FAILED').join(' OR '),
      /longer than 2000/,
    ],
    ['10,000 parentheses', '('.repeat(10_000), /longer than 2000/],
    ['2,000 parentheses', '('.repeat(2_000), /nested more than 8 deep at character 10/],
    ['9 parentheses', `${'('.repeat(9)}type = a${')'.repeat(9)}`, /nested more than 8 deep at character 10/],
    ['9 times NOT', `${'NOT '.repeat(9)}type = a`, /nested more than 8 deep at character 37/],
    ['33 comparisons', many(33, ' AND '), /more than 32 comparisons at character 599/],
    ['21 alternatives', many(21, ' OR '), /more than 20 alternatives at character 1/],
    [
      '21 alternatives in two',
      `(${many(11, ' OR ')}) AND (${many(10, ' OR ')})`,
      /more than 20 alternatives/,
    ],
    ['a long value', `type = "${'a'.repeat(2_000)}"`, /longer than 2000/],
    ['a pattern that backtracks', `type = "${'\\\\'.repeat(990)}`, /cannot be read at character 8/],
    [
      'an unclosed quote of the longest kind',
      `type = "${'\\"'.repeat(990)}`,
      /cannot be read at character 8/,
    ],
    ['2,000 signs', '*'.repeat(2_000), /needs the name of a field at character 1/],
    ['2,000 quotes', '"'.repeat(2_000), /needs the name of a field at character 1/],
  ])('%s, refused at once', (_what, filter, text) => {
    const before = performance.now();
    expect(refusal(filter).message).toMatch(text);
    expect(performance.now() - before).toBeLessThan(100);
  });

  it('and the text of a refusal never repeats the filter', () => {
    const name = '王小明';
    for (const filter of [
      `labels.patient < "${name}"`,
      `status = "${name}"`,
      `step = "${name}"`,
      `age > "${name}"`,
      `revision = "${name}"`,
      `owner = "${name}"`,
      `type = "x" ${name}`,
      `labels.patient = "${name}" AND labels.patient = "${name}"`,
    ]) {
      expect(refusal(filter).message).not.toContain(name);
    }
    expect(refusal('labels.zhang_san < x').message).not.toContain('zhang_san');
  });
});
