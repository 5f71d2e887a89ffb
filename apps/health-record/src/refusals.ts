import { status as GrpcStatus } from '@grpc/grpc-js';
import { grpcError, type GrpcError } from '#libs/platform';

/** The person's record is locked; updates are refused until it is unlocked. */
export function recordLocked(): GrpcError {
  return refusal('HEALTH_RECORD_LOCKED', 'the record of this person is locked');
}

/** The update was made for another version than the current one, which `metadata.current_version` names. */
export function versionMismatch(currentVersion: number): GrpcError {
  return refusal('VERSION_MISMATCH', 'expected_version is not the current version', currentVersion);
}

/** Somebody else built on the version that is to be reverted; `metadata.current_version` names what is current. */
export function writtenSince(currentVersion: number): GrpcError {
  return refusal('WRITTEN_SINCE', 'somebody else has written a later version since', currentVersion);
}

function refusal(reason: string, message: string, currentVersion?: number): GrpcError {
  return grpcError({
    code: GrpcStatus.FAILED_PRECONDITION,
    message,
    reason,
    ...(currentVersion === undefined ? {} : { metadata: { current_version: String(currentVersion) } }),
  });
}
