import { status } from '@grpc/grpc-js';
import { JsonMappingError } from '#libs/contracts';
import { readStatusDetails } from '#libs/platform';
import { ENGINE_ERRORS, EngineError, StoreError, type EngineErrorCode } from '#libs/saga-engine';
import { toGrpcError, WIRE } from './engine-errors.js';

const CODES = Object.keys(ENGINE_ERRORS) as EngineErrorCode[];
const told = CODES.filter((code) => ENGINE_ERRORS[code] !== 'bug');

describe('what the doors make of an error', () => {
  it.each(told)('%s: its status, its text, and ErrorInfo', (code) => {
    const error = toGrpcError(new EngineError(code, 'what happened', { sagaId: 's-1' }));
    expect(error?.code).toBe(WIRE[code].code);
    expect(readStatusDetails(error)).toMatchObject({
      message: 'what happened',
      reason: WIRE[code].reason,
      domain: 'suoke.life',
      metadata: { saga_id: 's-1' },
    });
  });

  it('a kind has statuses that clients treat accordingly', () => {
    const retried: unknown[] = [status.UNAVAILABLE, status.RESOURCE_EXHAUSTED];
    for (const code of CODES) {
      const isRetried = retried.includes(WIRE[code].code);
      const mayBeRetried = ENGINE_ERRORS[code] === 'retryable' || ENGINE_ERRORS[code] === 'unknown-outcome';
      expect({ code, isRetried }).toEqual({ code, isRetried: mayBeRetried });
    }
  });

  it('violations, delays and refusals come along', () => {
    const violations = [{ field: 'input.user_id', description: 'must be text' }];
    const details = { violations, retryAfterMs: 1_500, refusal: 'COMMITTED' };
    expect(readStatusDetails(toGrpcError(new EngineError('ACTION_REFUSED', 'no', details)))).toMatchObject({
      fieldViolations: violations,
      retryDelayMs: 1_500,
      metadata: { refusal: 'COMMITTED' },
    });
  });

  it('bugs are left to the filter, which logs them and tells nothing', () => {
    const cause = new Error('column "x" of relation "saga"');
    expect(
      toGrpcError(new EngineError('INTERNAL', 'the history cannot be folded', { cause })),
    ).toBeUndefined();
    expect(toGrpcError(new StoreError('bug', 'select-saga: bug (42703)', { cause }))).toBeUndefined();
    expect(toGrpcError(new StoreError('poison', 'select-saga: poison (22021)', { cause }))).toBeUndefined();
    // Of a view: what callers sent was checked before.
    expect(toGrpcError(new JsonMappingError('is nested too deep'))).toBeUndefined();
    for (const thrown of [new TypeError('x'), 'x', null, undefined])
      expect(toGrpcError(thrown)).toBeUndefined();
  });

  it.each(['connection', 'busy', 'retry'] as const)(
    'a store that is %s is unavailable, and says no more',
    (kind) => {
      const error = toGrpcError(new StoreError(kind, 'claim: connection (ECONNREFUSED)'));
      expect(error?.code).toBe(status.UNAVAILABLE);
      expect(readStatusDetails(error)).toMatchObject({ reason: 'STORE_UNAVAILABLE', retryDelayMs: 1_000 });
      expect(error?.message).not.toContain('ECONNREFUSED');
    },
  );
});
