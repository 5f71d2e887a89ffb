import { QueryFailedError } from 'typeorm';
import { classifySqlState, sqlStateOf } from './sql-state.js';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('classifySqlState', () => {
  it.each([
    ['22001', 'poison'],
    ['22P05', 'poison'],
    ['23505', 'poison'],
    ['23514', 'poison'],
    ['40001', 'retry'],
    ['40P01', 'retry'],
    ['53100', 'busy'],
    ['53300', 'busy'],
    ['55P03', 'busy'],
    ['57014', 'busy'],
    ['25006', 'busy'],
    ['08006', 'connection'],
    ['57P01', 'connection'],
    ['57P03', 'connection'],
    ['25P03', 'connection'],
    ['ECONNRESET', 'connection'],
    ['ECONNREFUSED', 'connection'],
    ['EPIPE', 'connection'],
    ['ETIMEDOUT', 'connection'],
    ['42601', 'bug'],
    ['25P02', 'bug'],
    ['XX000', 'bug'],
    ['ENOENT', 'bug'],
  ])('%s is %s', (code, kind) => {
    expect(classifySqlState(withCode(code))).toBe(kind);
  });

  it('knows the errors to which the driver gives no code', () => {
    expect(classifySqlState(new Error('Connection terminated unexpectedly'))).toBe('connection');
    expect(classifySqlState(new Error('timeout exceeded when trying to connect'))).toBe('connection');
    expect(classifySqlState(new Error('Connection terminated by magic'))).toBe('bug');
  });

  it("looks through TypeORM's wrapper, causes and aggregates", () => {
    const wrapped = new QueryFailedError('select 1', [], withCode('40001'));
    expect(classifySqlState(wrapped)).toBe('retry');
    expect(sqlStateOf(wrapped)).toBe('40001');
    expect(classifySqlState(new Error('x', { cause: withCode('23505') }))).toBe('poison');
    expect(classifySqlState(new AggregateError([withCode('ECONNREFUSED')]))).toBe('connection');
  });

  it.each([undefined, null, 42, 'ECONNRESET', {}, { code: 7 }])('%p is a bug', (thrown) => {
    expect(classifySqlState(thrown)).toBe('bug');
    expect(sqlStateOf(thrown)).toBeUndefined();
  });

  it('ends on a cause that is its own cause', () => {
    const error = new Error('x');
    error.cause = error;
    expect(classifySqlState(error)).toBe('bug');
  });
});
