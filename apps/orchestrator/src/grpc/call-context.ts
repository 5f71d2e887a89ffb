/** What a call brings beside its message: how long its caller waits, and the trace that it belongs to. */
import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import { systemClock } from '#libs/platform';
import { LONGEST_WAIT_MS } from './saga-door.js';

/** The answer has to be on its way this long before the caller gives up. */
const ANSWER_MARGIN_MS = 100;

/** How long an answer may be held back: what was asked for, within the caller's deadline and the longest wait. */
export function callerWaitMs(
  askedMs: number,
  call: Pick<ServerUnaryCall<unknown, unknown>, 'getDeadline'>,
): number {
  if (askedMs <= 0) return 0;
  const deadline = call.getDeadline();
  const deadlineMs = deadline instanceof Date ? deadline.getTime() : deadline;
  const leftMs = Number.isFinite(deadlineMs)
    ? deadlineMs - systemClock.now() - ANSWER_MARGIN_MS
    : LONGEST_WAIT_MS;
  return Math.max(0, Math.min(askedMs, leftMs, LONGEST_WAIT_MS));
}

export function traceParentOf(metadata: Metadata): string | null {
  const value = metadata.get('traceparent')[0];
  return typeof value === 'string' ? value : null;
}

/** Every call ends with `cancelled`, also one that was answered: the reason is made once, not with a stack for each. */
const GONE = new Error('the caller has gone away');

/** Aborts when the caller has gone away. */
export function goneSignal(call: Pick<ServerUnaryCall<unknown, unknown>, 'once' | 'cancelled'>): AbortSignal {
  const gone = new AbortController();
  if (call.cancelled) gone.abort(GONE);
  call.once('cancelled', () => gone.abort(GONE));
  return gone.signal;
}
