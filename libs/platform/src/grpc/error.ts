import { Metadata, status as GrpcStatus } from '@grpc/grpc-js';
import {
  encodeStatus,
  STATUS_DETAILS_KEY,
  statusDetailsIn,
  type StatusContent,
  type StatusDetails,
} from './status-details.js';

/** The namespace of our reasons in ErrorInfo. */
export const ERROR_DOMAIN = 'suoke.life';

/** What a server wants to tell with an error; `code` is one of grpc-js' `status`. */
export interface GrpcErrorContent extends StatusContent {
  /** A constant of ours, `[A-Z0-9_]{1,63}`, listed in docs/ERRORS.md. */
  reason: string;
}

/** What a server of grpc-js sends for an error. */
interface SentError {
  readonly code: GrpcStatus;
  readonly message: string;
  readonly details: string;
  readonly metadata: Metadata;
}

/**
 * An error that a gRPC server sends with its code, its text and its details (GrpcExceptionFilter).
 * The text is for developers and reaches the caller: it names fields and states, never values.
 */
export class GrpcError extends Error {
  override readonly name = 'GrpcError';
  readonly code: GrpcStatus;
  readonly reason: string;

  constructor(readonly content: GrpcErrorContent) {
    super(content.message);
    this.code = content.code;
    this.reason = content.reason;
  }

  /** What goes over the wire. */
  getError(): SentError {
    const { code, message } = this.content;
    const metadata = new Metadata();
    metadata.set(STATUS_DETAILS_KEY, encodeStatus(this.content));
    return { code, message, details: message, metadata };
  }
}

/** The usual way to make one: the domain is ours unless another is given. */
export function grpcError(content: GrpcErrorContent): GrpcError {
  return new GrpcError({ domain: ERROR_DOMAIN, ...content });
}

/**
 * The details that came with an error of a call (a grpc-js ServiceError, or a GrpcError before it was sent).
 * Null when there are none, or none that can be read; never throws, whatever it is given.
 */
export function readStatusDetails(error: unknown): StatusDetails | null {
  const metadata = metadataOf(error);
  return metadata === null ? null : statusDetailsIn(metadata);
}

function metadataOf(error: unknown): Metadata | null {
  if (typeof error !== 'object' || error === null) return null;
  if (error instanceof GrpcError) return metadataOf(error.getError());
  const { metadata } = error as { metadata?: unknown };
  return metadata instanceof Metadata ? metadata : null;
}
