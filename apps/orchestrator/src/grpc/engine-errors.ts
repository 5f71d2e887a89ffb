/** What the engine's errors look like on the wire: one row per code, google.rpc details always (docs/ERRORS.md). */
import { status } from '@grpc/grpc-js';
import { EngineError, StoreError, type EngineErrorCode } from '#libs/saga-engine';
import { grpcError, type GrpcError } from '#libs/platform';

/** Status and `ErrorInfo.reason` of each code. */
export const WIRE: Readonly<Record<EngineErrorCode, { code: status; reason: string }>> = {
  SAGA_NOT_FOUND: { code: status.NOT_FOUND, reason: 'SAGA_NOT_FOUND' },
  SAGA_TYPE_UNKNOWN: { code: status.NOT_FOUND, reason: 'TYPE_NOT_FOUND' },
  INVALID_ARGUMENT: { code: status.INVALID_ARGUMENT, reason: 'INVALID_ARGUMENT' },
  LIMIT_EXCEEDED: { code: status.INVALID_ARGUMENT, reason: 'LIMIT_EXCEEDED' },
  REQUEST_CONFLICT: { code: status.ALREADY_EXISTS, reason: 'REQUEST_ID_REUSED' },
  REVISION_NOT_REACHED: { code: status.OUT_OF_RANGE, reason: 'REVISION_NOT_REACHED' },
  ETAG_MISMATCH: { code: status.ABORTED, reason: 'ETAG_MISMATCH' },
  ACTION_REFUSED: { code: status.FAILED_PRECONDITION, reason: 'NOT_ALLOWED' },
  UNSTORABLE: { code: status.INVALID_ARGUMENT, reason: 'UNSTORABLE' },
  CANNOT_DECRYPT: { code: status.FAILED_PRECONDITION, reason: 'CANNOT_DECRYPT' },
  OVERLOADED: { code: status.RESOURCE_EXHAUSTED, reason: 'OVERLOADED' },
  STORE_UNAVAILABLE: { code: status.UNAVAILABLE, reason: 'STORE_UNAVAILABLE' },
  SHUTTING_DOWN: { code: status.UNAVAILABLE, reason: 'SHUTTING_DOWN' },
  INTERNAL: { code: status.INTERNAL, reason: 'INTERNAL' },
};

function metadataOf({ details }: EngineError): Record<string, string> {
  return {
    ...(details.sagaId === undefined ? {} : { saga_id: details.sagaId }),
    ...(details.refusal === undefined ? {} : { refusal: details.refusal }),
    // As the caller has to send it, should the newer state not change the decision.
    ...(details.revision === undefined ? {} : { etag: String(details.revision) }),
  };
}

/**
 * Makes a GrpcError of what doors may meet; undefined for bugs and for what nobody foresaw: the exception filter logs
 * those and tells the caller nothing of them.
 */
export function toGrpcError(error: unknown): GrpcError | undefined {
  if (error instanceof EngineError && error.kind !== 'bug') {
    const { violations, retryAfterMs } = error.details;
    return grpcError({
      ...WIRE[error.code],
      message: error.message,
      metadata: metadataOf(error),
      fieldViolations: violations === undefined ? undefined : [...violations],
      retryDelayMs: retryAfterMs,
    });
  }
  if (error instanceof StoreError && error.kind !== 'bug' && error.kind !== 'poison') {
    const message = 'The store does not answer. Try again.';
    return grpcError({ ...WIRE.STORE_UNAVAILABLE, message, retryDelayMs: 1_000 });
  }
  return undefined;
}
