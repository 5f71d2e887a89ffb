import { EventEmitter } from 'node:events';
import { Metadata } from '@grpc/grpc-js';
import { callerWaitMs, goneSignal, traceParentOf } from './call-context.js';

const endingIn = (ms: number) => ({ getDeadline: () => new Date(Date.now() + ms) });

describe('how long an answer may be held back', () => {
  it('as long as was asked for, and at most a minute', () => {
    expect(callerWaitMs(5_000, { getDeadline: () => Infinity })).toBe(5_000);
    expect(callerWaitMs(3_600_000, { getDeadline: () => Infinity })).toBe(60_000);
    expect(callerWaitMs(315_576_000_000_000, { getDeadline: () => Infinity })).toBe(60_000);
  });

  it('not at all unless it was asked for', () => {
    expect(callerWaitMs(0, { getDeadline: () => Infinity })).toBe(0);
    expect(callerWaitMs(-1, { getDeadline: () => Infinity })).toBe(0);
  });

  it('until 100 ms before the deadline of the call', () => {
    const waitMs = callerWaitMs(60_000, endingIn(2_000));
    expect(waitMs).toBeGreaterThan(1_700);
    expect(waitMs).toBeLessThanOrEqual(1_900);
    expect(callerWaitMs(60_000, { getDeadline: () => Date.now() + 2_000 })).toBeLessThanOrEqual(1_900);
    expect(callerWaitMs(60_000, endingIn(50))).toBe(0);
    expect(callerWaitMs(60_000, endingIn(-1_000))).toBe(0);
  });
});

describe('the trace of a call', () => {
  it('is its first traceparent', () => {
    const metadata = new Metadata();
    expect(traceParentOf(metadata)).toBeNull();
    metadata.add('traceparent', 'a');
    metadata.add('traceparent', 'b');
    expect(traceParentOf(metadata)).toBe('a');
  });
});

describe('a caller that goes away', () => {
  const callOf = (cancelled: boolean) => Object.assign(new EventEmitter(), { cancelled });

  it('aborts what is done for it, also when it went before anybody looked', () => {
    const call = callOf(false);
    const signal = goneSignal(call as never);
    expect(signal.aborted).toBe(false);
    call.emit('cancelled');
    expect(signal.aborted).toBe(true);
    expect(goneSignal(callOf(true) as never).aborted).toBe(true);
  });
});
