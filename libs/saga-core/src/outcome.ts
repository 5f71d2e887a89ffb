/**
 * The two tables of what an attempt means: from a gRPC status to an outcome, and from an outcome to what follows for the
 * kind of call that it was. Both total; nobody else interprets a status.
 */
import type { FailurePolicy, StepKind } from './definition.js';

/** `not_sent` is no attempt: our breaker, limit or hold refused, or it is proven that no connection was picked. */
export type Outcome = 'done' | 'refused' | 'no_effect' | 'unknown';

export const GRPC_STATUS_NAMES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;
export type GrpcStatusName = (typeof GRPC_STATUS_NAMES)[number];

/** Name of a numeric gRPC status; a number outside the list is UNKNOWN. */
export function grpcStatusName(code: number): GrpcStatusName {
  return GRPC_STATUS_NAMES[code] ?? 'UNKNOWN';
}

/**
 * What a gRPC status says about the effect of the call.
 * @param hasDetail the status carried a google.rpc detail, so the participant itself spoke and not something on the way
 */
export function outcomeOf(code: GrpcStatusName, hasDetail: boolean): Outcome {
  switch (code) {
    case 'OK':
      return 'done';
    case 'INVALID_ARGUMENT':
    case 'NOT_FOUND':
    case 'ALREADY_EXISTS':
    case 'PERMISSION_DENIED':
    case 'FAILED_PRECONDITION':
    case 'OUT_OF_RANGE':
      return 'refused';
    case 'UNAUTHENTICATED':
    case 'UNIMPLEMENTED':
      return hasDetail ? 'refused' : 'no_effect';
    case 'ABORTED':
      return 'no_effect';
    case 'RESOURCE_EXHAUSTED':
      return hasDetail ? 'no_effect' : 'unknown';
    default:
      return 'unknown';
  }
}

/** What follows for the saga when an action has no further attempt. */
export type ActionConsequence = 'turn' | 'fail' | 'settle_pivot';

/**
 * What follows when an action was refused or ran out of attempts.
 * @param definite every attempt of the branch was definitely without effect (its taint is not unknown)
 */
export function actionConsequence(
  kind: StepKind,
  definite: boolean,
  policy: FailurePolicy,
): ActionConsequence {
  if (kind === 'retriable') return 'fail';
  if (kind === 'pivot' && !definite) return 'settle_pivot';
  return policy === 'stop' ? 'fail' : 'turn';
}
