/**
 * What a request of an operator goes through before anything is done, and the track that a refusal leaves. Whoever comes here
 * has the right to ask: the gate (admin-gate.ts) looked at that.
 *
 * D1 Nothing is done before the whole request was looked at.
 * D2 Whatever is refused to an identity leaves an audit entry, at the gate, here or in the engine, never in two of them (G11).
 *    In it stands nothing that the caller made up, unless it has the form that the field is for.
 */
import { EngineError, type AuditLog } from '#libs/saga-engine';
import { isRequestId, RequestChecks } from '../grpc/request-checks.js';
import type { Caller } from './caller.js';

/** What somebody asks for. */
export interface Asked {
  readonly caller: Caller;
  /** Name of the method, which is what the audit calls the action. */
  readonly action: string;
  /** `sagas/<id>`, `participants/<name>`; `-` for the last part where the caller named nothing of that form. */
  readonly target: string;
  readonly requestId: string;
  readonly validateOnly: boolean;
}

export class Admission {
  constructor(private readonly audit: AuditLog) {}

  /**
   * Lets a request through that has no mistake.
   * @param read reads the request and notes what is wrong with it
   * @throws EngineError INVALID_ARGUMENT with every mistake; what `read` throws
   */
  async admit<T>(asked: Asked, read: (checks: RequestChecks) => T | Promise<T>): Promise<T> {
    const checks = new RequestChecks();
    const request = await read(checks);
    try {
      checks.done();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return this.deny(asked, error, error.code);
    }
    return request;
  }

  /** Writes down what the door itself refused; nothing where it was only asked whether. */
  async noteDenied(asked: Asked, result: string, revisionBefore: number | null): Promise<void> {
    const { caller, action, target, requestId, validateOnly } = asked;
    if (validateOnly) return;
    await this.audit.append({
      ...{ actor: caller.name, origin: caller.origin, action, target, decision: 'denied', result },
      requestId: isRequestId(requestId) ? requestId : '-',
      ...{ revisionBefore, revisionAfter: null, reason: null },
    });
  }

  private async deny(asked: Asked, error: EngineError, result: string): Promise<never> {
    await this.noteDenied(asked, result, null);
    throw error;
  }
}
