/** What the operators' door refuses by itself, before the engine is asked; on the wire as in docs/ERRORS.md. */
import { status } from '@grpc/grpc-js';
import { grpcError, type GrpcError } from '#libs/platform';

export const ADMIN_ERRORS = {
  /** No token, or one that names nobody. */
  NO_IDENTITY: status.UNAUTHENTICATED,
  /** The keys of the issuer of tokens could not be read yet. */
  KEYS_UNAVAILABLE: status.UNAVAILABLE,
  /** The identity has not the right that it takes. */
  NO_RIGHT: status.PERMISSION_DENIED,
  /** The identity calls too often, or too many calls of one address named nobody. */
  RATE_LIMITED: status.RESOURCE_EXHAUSTED,
  /** There is no operation with this id. */
  OPERATION_NOT_FOUND: status.NOT_FOUND,
  /** There is no approval with this id. */
  APPROVAL_NOT_FOUND: status.NOT_FOUND,
  /** Part of the contract, not of this version. */
  NOT_OFFERED: status.UNIMPLEMENTED,
} as const;
export type AdminErrorReason = keyof typeof ADMIN_ERRORS;

export function operationNotFound(id: string): GrpcError {
  return adminError('OPERATION_NOT_FOUND', `There is no operation ${id}.`);
}

export function approvalNotFound(id: string): GrpcError {
  return adminError('APPROVAL_NOT_FOUND', `There is no approval ${id}.`);
}

/** @param retryDelayMs after which it may go better; left out where only somebody else can change that */
export function adminError(reason: AdminErrorReason, message: string, retryDelayMs?: number): GrpcError {
  return grpcError({ code: ADMIN_ERRORS[reason], message, reason, retryDelayMs });
}
