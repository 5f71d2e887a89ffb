/**
 * What a failed transaction means for the caller, in the words of the outcome table (docs/ERRORS.md): a code that says
 * "no effect" only where that is certain.
 *
 * F1 Before COMMIT was sent nothing can have taken effect, whatever broke: ABORTED, or INTERNAL for a mistake of ours.
 * F2 A COMMIT that the server answered with an error did not happen. One whose answer was lost may have: UNAVAILABLE.
 * F3 No text of the database reaches the caller: it quotes data.
 */
import { status as GrpcStatus } from '@grpc/grpc-js';
import { classifySqlState, GrpcError, grpcError, sqlStateOf } from '#libs/platform';

/** How far a transaction had come when it failed. */
export type TransactionPhase = 'before-commit' | 'commit';

/**
 * When a caller that met another transaction may come back. A database in trouble says nothing of the kind: how long that
 * takes is not known here, and the caller's own patience is made for it.
 */
const CONFLICT_DELAY_MS = 200;

/** The refusal of an action whose compensation, or a seal, came first (G5). */
export function actionAfterCompensation(): GrpcError {
  return grpcError({
    code: GrpcStatus.FAILED_PRECONDITION,
    message:
      'the compensation of this key, or a seal, came before the action; it cannot take effect any more',
    reason: 'ACTION_AFTER_COMPENSATION',
  });
}

/** What a row met on insert and gone on read means: the purge took it. Sent again, the call finds a settled state. */
export function rowVanished(): GrpcError {
  return conflict('CALL_IN_FLIGHT', 'the row of this key went away while it was read');
}

/** The error that the caller gets for what was thrown; a GrpcError is what the business meant to say. */
export function failureOf(error: unknown, phase: TransactionPhase): GrpcError {
  if (error instanceof GrpcError) return error;
  switch (classifySqlState(error)) {
    case 'retry':
      return conflict('TRANSACTION_CONFLICT', 'the database gave this transaction up for another one', error);
    case 'busy':
      return phase === 'commit' ? commitUnknown(error) : busy(error);
    case 'connection':
      return phase === 'commit'
        ? commitUnknown(error)
        : noEffect('DATABASE_UNAVAILABLE', 'the database was not to be had', error);
    case 'poison':
      return internal(error);
    default:
      if (isReleasedRunner(error)) {
        return phase === 'commit'
          ? commitUnknown(error)
          : noEffect('DATABASE_UNAVAILABLE', 'the connection was lost', error);
      }
      return phase === 'commit' ? commitUnknown(error) : internal(error);
  }
}

/** The same for a read, where nothing is at stake: undefined for what is no passing trouble of the database. */
export function databaseFailureOf(error: unknown): GrpcError | undefined {
  const kind = classifySqlState(error);
  return kind === 'connection' || kind === 'busy' || kind === 'retry'
    ? failureOf(error, 'before-commit')
    : undefined;
}

function busy(error: unknown): GrpcError {
  return sqlStateOf(error) === '55P03'
    ? conflict('CALL_IN_FLIGHT', 'another transaction held what this one needed for too long', error)
    : noEffect('DATABASE_BUSY', 'the database could not take the transaction at the moment', error);
}

function conflict(reason: string, message: string, cause?: unknown): GrpcError {
  return withCause(
    grpcError({ code: GrpcStatus.ABORTED, message, reason, retryDelayMs: CONFLICT_DELAY_MS }),
    cause,
  );
}

function noEffect(reason: string, message: string, cause: unknown): GrpcError {
  return withCause(grpcError({ code: GrpcStatus.ABORTED, message, reason }), cause);
}

function commitUnknown(cause: unknown): GrpcError {
  const message = 'the answer to the commit was lost; whether it happened is unknown';
  return withCause(grpcError({ code: GrpcStatus.UNAVAILABLE, message, reason: 'COMMIT_UNKNOWN' }), cause);
}

function internal(cause: unknown): GrpcError {
  return withCause(
    grpcError({ code: GrpcStatus.INTERNAL, message: 'internal error', reason: 'INTERNAL' }),
    cause,
  );
}

/** The cause stays on this side, for the log. */
function withCause(error: GrpcError, cause: unknown): GrpcError {
  if (cause !== undefined) error.cause = cause;
  return error;
}

/** TypeORM releases a runner whose socket died; what is asked of it afterwards says so by name only. */
function isReleasedRunner(error: unknown): boolean {
  return error instanceof Error && error.name === 'QueryRunnerAlreadyReleasedError';
}
