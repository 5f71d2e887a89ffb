/** Refusals leave their track (D2), for what is asked of no single saga. */
import { GrpcError } from '#libs/platform';
import { auditOf, EngineError, type AuditLog } from '#libs/saga-engine';
import { isRequestId } from '../grpc/request-checks.js';
import type { Caller } from './caller.js';

export interface Attempt {
  readonly caller: Caller;
  /** The method as the audit knows it. */
  readonly method: string;
  /** Nothing that the caller made up: `operations/<id>`, or `operations/-` for what is no id. */
  readonly target: string;
  readonly requestId: string;
  readonly validateOnly: boolean;
}

/** Stable code of a refusal; null for what is none: a store that does not answer, a bug. */
function codeOf(error: unknown): string | null {
  if (error instanceof EngineError) {
    return error.kind === 'refused' ? (error.details.refusal ?? error.code) : null;
  }
  return error instanceof GrpcError ? error.reason : null;
}

/** Does what an identity asks for. @throws what the work throws, after the entry was written where it is a refusal */
export async function tracked<T>(audit: AuditLog, attempt: Attempt, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (code !== null && !attempt.validateOnly) {
      const requestId = isRequestId(attempt.requestId) ? attempt.requestId : '-';
      const { name: actor, origin } = attempt.caller;
      const words = { actor, origin, requestId, reason: null };
      await audit.append(auditOf(words, attempt.method, attempt.target, code));
    }
    throw error;
  }
}
