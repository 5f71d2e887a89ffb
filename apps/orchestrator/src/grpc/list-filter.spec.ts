import { STATUSES, STUCK_CLASSES } from '#libs/saga-core';
import { EngineError } from '#libs/saga-engine';
import { parseFilter } from './list-filter.js';

const T1 = '2026-01-01T00:00:00Z';
const T2 = '2026-01-02T00:00:00Z';
const parse = (filter: string) => parseFilter(filter, (key, value) => `<${key}:${value}>`);

function refusal(filter: string): EngineError {
  try {
    parse(filter);
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error(`${filter.slice(0, 80)} was not refused`);
}

describe('what a filter may say', () => {
  it.each(['', '   ', '\t\n'.replaceAll(/./gs, ' ')])('nothing: %j', (filter) => {
    expect(parse(filter)).toEqual({});
  });

  it.each([...STATUSES, 'PENDING'])('the status %s, plain or quoted', (status) => {
    expect(parse(`status = ${status}`)).toEqual({ status });
    expect(parse(`status="${status}"`)).toEqual({ status });
  });

  it.each(STUCK_CLASSES)('the stuck class %s in both spellings', (stuckClass) => {
    expect(parse(`stuck_class = ${stuckClass.toUpperCase()}`)).toEqual({ stuckClass });
    expect(parse(`stuck_class = ${stuckClass}`)).toEqual({ stuckClass });
  });

  it('several terms, joined by AND, in any order and with any spaces', () => {
    const both =
      '  type="health-consultation"   AND labels.clinic = east AND labels.patient = "王 小明"  AND status=FAILED ';
    expect(parse(both)).toEqual({
      type: 'health-consultation',
      labels: { clinic: '<clinic:east>', patient: '<patient:王 小明>' },
      status: 'FAILED',
    });
  });

  it('values that look like grammar, when they are quoted', () => {
    expect(parse('type = "a AND status = FAILED"')).toEqual({ type: 'a AND status = FAILED' });
    expect(parse('type = "say \\"yes\\" \\\\ no"')).toEqual({ type: 'say "yes" \\ no' });
    expect(parse('type = ""')).toEqual({ type: '' });
  });

  it('a range of times, from and before', () => {
    const filter = 'create_time >= "2026-11-23T08:00:00.5+08:00" AND create_time < "2026-11-23T00:00:01Z"';
    expect(parse(filter)).toEqual({
      createdAfterMs: Date.UTC(2026, 10, 23, 0, 0, 0, 500),
      createdBeforeMs: Date.UTC(2026, 10, 23, 0, 0, 1),
    });
  });

  it('a range that is empty: nothing is found in it, and that is no mistake', () => {
    const filter = 'create_time >= "2027-01-01T00:00:00Z" AND create_time < "2026-01-01T00:00:00Z"';
    expect(parse(filter)).toMatchObject({ createdAfterMs: expect.any(Number) as number });
  });

  it('keys of labels that are names of every object', () => {
    expect(parse('labels.__proto__ = x AND labels.constructor = y')).toEqual({
      labels: Object.fromEntries([
        ['__proto__', '<__proto__:x>'],
        ['constructor', '<constructor:y>'],
      ]),
    });
    expect(Object.getPrototypeOf(parse('labels.__proto__ = x').labels)).toBe(Object.prototype);
  });
});

describe('what it may not say', () => {
  it.each([
    ['a value alone', 'FAILED', /cannot be read at character 1/],
    ['no value', 'status =', /cannot be read at character 1/],
    ['no operator', 'status FAILED', /cannot be read at character 1/],
    ['an open quote', 'type = "abc', /cannot be read/],
    ['an unknown escape', 'type = "a\\nb"', /cannot be read/],
    ['OR', 'status = FAILED OR status = RUNNING', /needs AND at character 17/],
    ['NOT', 'NOT status = FAILED', /cannot be read/],
    ['parentheses', '(status = FAILED)', /cannot be read/],
    ['a comma', 'status = FAILED, type = x', /needs AND/],
    ['a trailing AND', 'status = FAILED AND', /ends with AND/],
    ['a trailing AND with space', 'status = FAILED AND   ', /cannot be read at character 21/],
    ['a doubled AND', 'status = FAILED AND AND type = x', /cannot be read/],
    ['a small and', 'status = FAILED and type = x', /needs AND/],
    ['an unknown field', 'owner = x', /field other than/],
    ['a field of the prototype', 'constructor = x', /field other than/],
    ['a field that is deeper', 'error.code = UNAVAILABLE', /field other than/],
    ['labels without a key', 'labels = x', /field other than/],
    ['an unknown status', 'status = STUCK', /names no status/],
    ['a status in small letters', 'status = failed', /names no status/],
    ['the unspecified status', 'status = SAGA_STATUS_UNSPECIFIED', /names no status/],
    ['an unknown class', 'stuck_class = nonsense', /names no stuck class/],
    ['a class of the prototype', 'stuck_class = __proto__', /cannot be read|names no stuck class/],
    ['an order of texts', 'type >= "a"', /compares type by = only/],
    ['an order of states', 'status < FAILED', /compares status by = only/],
    ['inequality', 'status != FAILED', /cannot be read/],
    ['the same field twice', 'status = FAILED AND status = RUNNING', /two terms/],
    ['the same label twice', 'labels.clinic = a AND labels.clinic = b', /two terms/],
    ['the same bound twice', `create_time < "${T1}" AND create_time < "${T2}"`, /two terms/],
    ['a moment', `create_time = "${T1}"`, /by >= and < only/],
    ['a bare date', 'create_time >= 2026-11-23', /RFC 3339/],
    ['a day that is none', 'create_time >= "2026-02-30T00:00:00Z"', /RFC 3339/],
    ['an hour that is none', 'create_time >= "2026-02-20T25:00:00Z"', /RFC 3339/],
    ['no time zone', 'create_time >= "2026-02-20T00:00:00"', /RFC 3339/],
    ['a zone that is none', 'create_time >= "2026-02-20T00:00:00+99:99"', /RFC 3339/],
    ['the year 275760', 'create_time >= "275760-09-13T00:00:00Z"', /RFC 3339/],
    ['words for a time', 'create_time >= "yesterday"', /RFC 3339/],
    ['a number for a time', 'create_time >= 1e400', /cannot be read|RFC 3339|needs AND/],
    ['SQL in a status', `status = "X' OR 1=1--"`, /names no status/],
    ['SQL beside a value', `type = x'; drop table saga; --`, /needs AND/],
    ['SQL in a key', `labels.a'b = x`, /cannot be read/],
    ['a NUL', 'type = "a\u0000b"', /cannot be read/],
    ['a line break', 'type = "a\r\nb"', /cannot be read/],
    ['half a character', 'type = "\ud800"', /cannot be read/],
  ])('%s', (_what, filter, text) => {
    const error = refusal(filter);
    expect(error.code).toBe('INVALID_ARGUMENT');
    expect(error.message).toMatch(text);
    expect(error.details.violations).toMatchObject([{ field: 'filter' }]);
  });

  it('SQL in a value stays a value', () => {
    expect(parse(`type = "'; drop table saga; --"`)).toEqual({ type: "'; drop table saga; --" });
  });

  it('17 terms', () => {
    const terms = (count: number) =>
      Array.from({ length: count }, (_, i) => `labels.k${i} = v`).join(' AND ');
    expect(Object.keys(parse(terms(16)).labels ?? {})).toHaveLength(16);
    expect(refusal(terms(17)).message).toMatch(/more than 16 terms/);
  });

  it.each([
    ['5,000 terms', Array.from({ length: 5_000 }, () => 'status = FAILED').join(' AND ')],
    ['10,000 parentheses', '('.repeat(10_000)],
    ['a long value', `type = "${'a'.repeat(2_000)}"`],
    ['a pattern that backtracks', `type = "${'\\\\'.repeat(1_000)}`],
  ])('%s, refused at once', (_what, filter) => {
    const before = performance.now();
    expect(refusal(filter).code).toBe('INVALID_ARGUMENT');
    expect(performance.now() - before).toBeLessThan(100);
  });

  it('an unclosed quote of the longest kind, read in linear time', () => {
    const before = performance.now();
    expect(refusal(`type = "${'\\"'.repeat(990)}`).message).toMatch(/cannot be read/);
    expect(performance.now() - before).toBeLessThan(100);
  });

  it('and the text of a refusal never repeats the filter', () => {
    expect(refusal('labels.patient != "王小明"').message).not.toContain('王小明');
    expect(refusal('status = "王小明"').message).not.toContain('王小明');
  });
});
