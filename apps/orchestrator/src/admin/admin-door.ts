/**
 * Operator actions apart from the wire: rights, checks, the action, and the new saga that a replay of an ended one starts.
 */
import { createHash } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { allowedActions, type AllowedAction, type OperatorCommand } from '#libs/saga-core';
import { grpcError } from '#libs/platform';
import { EngineError, type AuditLog, type Engine, type SagaDetail } from '#libs/saga-engine';
import { mayAct, type OperatorIdentity } from './operator-identity.js';
import { RequestChecks } from '../grpc/request-checks.js';

/** What every mutation has. */
export interface Mutation {
  readonly saga_id: string;
  readonly etag: string;
  readonly request_id: string;
  readonly reason: string;
  readonly validate_only: boolean;
}

export class AdminDoor {
  constructor(
    private readonly engine: Engine,
    private readonly audit: AuditLog,
  ) {}

  async detail(sagaId: string): Promise<SagaDetail> {
    const checks = new RequestChecks();
    checks.sagaId(sagaId);
    checks.done();
    const detail = await this.engine.reader.detail(sagaId);
    if (detail === null) throw new EngineError('SAGA_NOT_FOUND', `There is no saga ${sagaId}.`);
    return detail;
  }

  /** What may be done to a saga as it stands. */
  allowed({ row, definition, state }: SagaDetail): AllowedAction[] {
    const facts = { owned: row.owner !== null, reopenRefusal: 'needs the approval of a second person' };
    return allowedActions(definition, state, facts, this.engine.nowMs());
  }

  /** @throws EngineError, GrpcError PERMISSION_DENIED */
  async act(
    operator: OperatorIdentity,
    action: string,
    command: OperatorCommand,
    mutation: Mutation,
    needsEtag: boolean,
  ): Promise<SagaDetail> {
    const etag = await this.admit(operator, action, mutation, needsEtag);
    await this.engine.operators.act({ ...this.request(operator, action, mutation), command, etag });
    return this.detail(mutation.saga_id);
  }

  /**
   * Replays a saga that is stuck or waits; of one that was compensated or closed it starts a new one, on the current
   * definition and with the same input, that names it as its origin.
   */
  async replay(
    operator: OperatorIdentity,
    mutation: Mutation,
  ): Promise<{ detail: SagaDetail; startedNew: boolean }> {
    const etag = await this.admit(operator, 'ReplaySaga', mutation, true);
    const before = await this.detail(mutation.saga_id);
    const request = { ...this.request(operator, 'ReplaySaga', mutation), etag };
    const isEnded = before.state.phase === 'COMPENSATED' || before.state.phase === 'CLOSED';
    if (!isEnded) {
      await this.engine.operators.act({ ...request, command: { kind: 'replay' } });
      return { detail: await this.detail(mutation.saga_id), startedNew: false };
    }
    if (mutation.validate_only) return { detail: before, startedNew: false };
    await this.engine.operators.note(request);
    return { detail: await this.detail(await this.startAgain(before, request)), startedNew: true };
  }

  /** The request id of the new saga follows from the operator's, so that a repeated request finds the same saga. */
  private async startAgain(
    { row, state }: SagaDetail,
    request: { actor: string; requestId: string },
  ): Promise<string> {
    const digest = createHash('sha256').update(`${request.actor}/${request.requestId}`).digest('hex');
    const { type, labels, id: origin } = row;
    const requestId = `replay-${digest.slice(0, 48)}`;
    const { sagaId } = await this.engine.starter.start({
      type,
      input: state.input,
      labels,
      origin,
      requestId,
    });
    return sagaId;
  }

  private request(operator: OperatorIdentity, action: string, mutation: Mutation) {
    return {
      sagaId: mutation.saga_id,
      action,
      actor: operator.name,
      requestId: mutation.request_id,
      reason: mutation.reason,
      validateOnly: mutation.validate_only,
    };
  }

  private async admit(
    operator: OperatorIdentity,
    action: string,
    mutation: Mutation,
    needsEtag: boolean,
  ): Promise<number | null> {
    if (!mayAct(operator)) await this.denyRole(operator, action, mutation);
    const checks = new RequestChecks();
    checks.sagaId(mutation.saga_id);
    checks.requestId(mutation.request_id, true);
    checks.reason(mutation.reason);
    const etag = checks.etag(mutation.etag, needsEtag);
    checks.done();
    return etag;
  }

  private async denyRole(operator: OperatorIdentity, action: string, mutation: Mutation): Promise<never> {
    await this.audit.append({
      actor: operator.name,
      action,
      target: `sagas/${mutation.saga_id.slice(0, 36)}`,
      decision: 'denied',
      result: 'NO_RIGHT',
      requestId: mutation.request_id.slice(0, 64),
      revisionBefore: null,
      revisionAfter: null,
      reason: null,
    });
    throw grpcError({
      code: status.PERMISSION_DENIED,
      message: `The role ${operator.role} may look, not act.`,
      reason: 'NO_RIGHT',
    });
  }
}
