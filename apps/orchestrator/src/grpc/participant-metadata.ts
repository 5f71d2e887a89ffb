import { Metadata } from '@grpc/grpc-js';
import type { ParticipantCall } from '#libs/saga-engine';

/** W3C Trace Context, version 00 and those that may follow. */
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * What a participant learns about a call beside its request. A seal carries the key that it closes in its request, and none
 * of its own: it is answered by the same rule however often it comes.
 */
export function callMetadata(call: ParticipantCall): Metadata {
  const metadata = new Metadata();
  if (call.direction !== 'seal') metadata.set('idempotency-key', call.key);
  metadata.set('saga-id', call.sagaId);
  metadata.set('saga-type', call.sagaType);
  metadata.set('saga-epoch', String(call.epoch));
  metadata.set('saga-attempt', String(call.attempt));
  const { traceContext } = call;
  if (traceContext !== null && TRACEPARENT.test(traceContext)) metadata.set('traceparent', traceContext);
  return metadata;
}
