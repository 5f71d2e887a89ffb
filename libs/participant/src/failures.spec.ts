import { status as GrpcStatus } from '@grpc/grpc-js';
import { grpcError, readStatusDetails } from '#libs/platform';
import { databaseFailureOf, failureOf } from './failures.js';

const sqlError = (code: string): Error => Object.assign(new Error('quotes data'), { code });
const { ABORTED, INTERNAL, UNAVAILABLE, NOT_FOUND } = GrpcStatus;

describe('what a failed transaction means', () => {
  it.each([
    ['40001', ABORTED, ABORTED],
    ['40P01', ABORTED, ABORTED],
    ['55P03', ABORTED, UNAVAILABLE],
    ['57014', ABORTED, UNAVAILABLE],
    ['53300', ABORTED, UNAVAILABLE],
    ['57P01', ABORTED, UNAVAILABLE],
    ['08006', ABORTED, UNAVAILABLE],
    ['ECONNRESET', ABORTED, UNAVAILABLE],
    ['23505', INTERNAL, INTERNAL],
    ['42P01', INTERNAL, UNAVAILABLE],
  ])('%s: before the commit %i, at the commit %i', (code, before, at) => {
    expect(failureOf(sqlError(code), 'before-commit').code).toBe(before);
    expect(failureOf(sqlError(code), 'commit').code).toBe(at);
  });

  it('asks to come back soon where another transaction was met, not where the database is in trouble', () => {
    const asked = (code: string) =>
      readStatusDetails(failureOf(sqlError(code), 'before-commit'))?.retryDelayMs ?? null;
    expect(['40001', '40P01', '55P03'].map(asked)).toEqual([200, 200, 200]);
    expect(['53300', '57014', '57P01', '08006'].map(asked)).toEqual([null, null, null, null]);
  });

  it('says what the business said, and nothing of the database', () => {
    const refusal = grpcError({ code: NOT_FOUND, message: 'no', reason: 'NOT_THERE' });
    expect(failureOf(refusal, 'before-commit')).toBe(refusal);
    const failure = failureOf(sqlError('53300'), 'before-commit');
    expect(failure.message).not.toContain('quotes');
    expect(failure.cause).toBeInstanceOf(Error);
  });

  it('knows a runner whose connection died', () => {
    const released = Object.assign(new Error('released'), { name: 'QueryRunnerAlreadyReleasedError' });
    expect(failureOf(released, 'before-commit')).toMatchObject({
      code: ABORTED,
      reason: 'DATABASE_UNAVAILABLE',
    });
    expect(failureOf(released, 'commit')).toMatchObject({ code: UNAVAILABLE, reason: 'COMMIT_UNKNOWN' });
  });

  it('leaves to others what is no trouble of the database', () => {
    expect(databaseFailureOf(new TypeError('bug'))).toBeUndefined();
    expect(databaseFailureOf(sqlError('23505'))).toBeUndefined();
    expect(databaseFailureOf(sqlError('57P03'))?.reason).toBe('DATABASE_UNAVAILABLE');
  });
});
