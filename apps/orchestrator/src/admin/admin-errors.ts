/** What the operators' door refuses by itself, before the engine is asked; on the wire as in docs/ERRORS.md. */
import { status } from '@grpc/grpc-js';
import { grpcError, type GrpcError } from '#libs/platform';

export const ADMIN_ERRORS = {
  /** No token, or one that names nobody. */
  NO_IDENTITY: status.UNAUTHENTICATED,
  /** The role of the identity does not allow it. */
  NO_RIGHT: status.PERMISSION_DENIED,
  /** Part of the contract, not of this version. */
  NOT_OFFERED: status.UNIMPLEMENTED,
} as const;
export type AdminErrorReason = keyof typeof ADMIN_ERRORS;

export function adminError(reason: AdminErrorReason, message: string): GrpcError {
  return grpcError({ code: ADMIN_ERRORS[reason], message, reason });
}
