/**
 * What the engine tells its callers when it does not do what they asked. Codes are stable and documented in
 * docs/ERRORS.md; messages are for people and may change. Match on codes.
 */
export const ENGINE_ERRORS = {
  SAGA_NOT_FOUND: 'refused',
  SAGA_TYPE_UNKNOWN: 'refused',
  INVALID_ARGUMENT: 'refused',
  LIMIT_EXCEEDED: 'refused',
  REQUEST_CONFLICT: 'refused',
  REVISION_NOT_REACHED: 'refused',
  ETAG_MISMATCH: 'refused',
  ACTION_REFUSED: 'refused',
  UNSTORABLE: 'refused',
  CANNOT_DECRYPT: 'refused',
  OVERLOADED: 'retryable',
  STORE_UNAVAILABLE: 'unknown-outcome',
  SHUTTING_DOWN: 'retryable',
  INTERNAL: 'bug',
} as const;
export type EngineErrorCode = keyof typeof ENGINE_ERRORS;
export type ErrorKind = (typeof ENGINE_ERRORS)[EngineErrorCode];

export interface FieldViolation {
  readonly field: string;
  readonly description: string;
}

export interface EngineErrorDetails {
  readonly sagaId?: string;
  readonly violations?: readonly FieldViolation[];
  readonly retryAfterMs?: number;
  /** Revision at which the saga stands, where the caller looked at another one. */
  readonly revision?: number;
  /** Stable code of a refused operator action. */
  readonly refusal?: string;
  readonly cause?: unknown;
}

export class EngineError extends Error {
  readonly kind: ErrorKind;

  constructor(
    readonly code: EngineErrorCode,
    message: string,
    readonly details: EngineErrorDetails = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'EngineError';
    this.kind = ENGINE_ERRORS[code];
  }
}
