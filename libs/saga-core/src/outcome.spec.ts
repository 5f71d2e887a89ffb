import {
  actionConsequence,
  GRPC_STATUS_NAMES,
  grpcStatusName,
  outcomeOf,
  type GrpcStatusName,
} from './outcome.js';

/** Every gRPC status: what it means without a google.rpc detail, and with one. */
const MEANING: Record<GrpcStatusName, [string, string]> = {
  OK: ['done', 'done'],
  INVALID_ARGUMENT: ['refused', 'refused'],
  NOT_FOUND: ['refused', 'refused'],
  ALREADY_EXISTS: ['refused', 'refused'],
  PERMISSION_DENIED: ['refused', 'refused'],
  FAILED_PRECONDITION: ['refused', 'refused'],
  OUT_OF_RANGE: ['refused', 'refused'],
  UNAUTHENTICATED: ['no_effect', 'refused'],
  UNIMPLEMENTED: ['no_effect', 'refused'],
  ABORTED: ['no_effect', 'no_effect'],
  RESOURCE_EXHAUSTED: ['unknown', 'no_effect'],
  DEADLINE_EXCEEDED: ['unknown', 'unknown'],
  UNAVAILABLE: ['unknown', 'unknown'],
  CANCELLED: ['unknown', 'unknown'],
  UNKNOWN: ['unknown', 'unknown'],
  INTERNAL: ['unknown', 'unknown'],
  DATA_LOSS: ['unknown', 'unknown'],
};

describe('what a gRPC status means', () => {
  it.each(Object.entries(MEANING))('%s', (code, [bare, detailed]) => {
    expect(outcomeOf(code as GrpcStatusName, false)).toBe(bare);
    expect(outcomeOf(code as GrpcStatusName, true)).toBe(detailed);
  });

  it('covers every status, by name and by number', () => {
    expect(Object.keys(MEANING).sort()).toEqual([...GRPC_STATUS_NAMES].sort());
    const numbers = { 0: 'OK', 1: 'CANCELLED', 4: 'DEADLINE_EXCEEDED', 10: 'ABORTED', 14: 'UNAVAILABLE' };
    for (const [number, name] of Object.entries(numbers)) expect(grpcStatusName(Number(number))).toBe(name);
    expect(grpcStatusName(16)).toBe('UNAUTHENTICATED');
    expect(grpcStatusName(17)).toBe('UNKNOWN');
    expect(grpcStatusName(-1)).toBe('UNKNOWN');
  });
});

describe('what follows when an action has no further attempt', () => {
  it.each([
    ['compensatable', true, 'compensate', 'turn'],
    ['compensatable', false, 'compensate', 'turn'],
    ['compensatable', true, 'stop', 'fail'],
    ['compensatable', false, 'stop', 'fail'],
    ['pivot', true, 'compensate', 'turn'],
    ['pivot', true, 'stop', 'fail'],
    ['pivot', false, 'compensate', 'settle_pivot'],
    ['pivot', false, 'stop', 'settle_pivot'],
    ['retriable', true, 'compensate', 'fail'],
    ['retriable', false, 'compensate', 'fail'],
  ] as const)('%s, definite %s, %s: %s', (kind, definite, policy, consequence) => {
    expect(actionConsequence(kind, definite, policy)).toBe(consequence);
  });
});
