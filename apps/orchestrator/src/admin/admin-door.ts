/**
 * Operator actions apart from the wire: checks, the action, and the new saga that a replay of an ended one starts. Whoever
 * comes here has the right to act: the gate (admin-gate.ts) looked at that.
 *
 * D1 Nothing is done before the whole request was looked at.
 * D2 Whatever is refused to an identity leaves an audit entry, at the gate, here or in the engine, never in two of them (G11). In it stands
 *    nothing that the caller made up, unless it has the form that the field is for.
 * D3 A request id has one effect. Which of the two replays it had is remembered, not worked out again: between two tries
 *    the saga may have ended.
 */
import { createHash } from 'node:crypto';
import {
  allowedActions,
  type AllowedAction,
  type OperatorCommand,
  type OperatorFacts,
} from '#libs/saga-core';
import { validateMessage } from '#libs/contracts';
import {
  EngineError,
  type AuditLog,
  type Engine,
  type InstancesView,
  type SagaDetail,
  type SagaReads,
} from '#libs/saga-engine';
import { isRequestId, isSagaId, RequestChecks } from '../grpc/request-checks.js';
import type { OperatorIdentity } from './operator-identity.js';

/** What every mutation has. */
export interface Mutation {
  readonly saga_id: string;
  readonly etag: string;
  readonly request_id: string;
  readonly reason: string;
  readonly validate_only: boolean;
}

/** The audit with a look-up. */
export interface AdminAudit extends AuditLog {
  /** Number of the entry of a request that was allowed; null when there is none. */
  seqOf(target: string, actor: string, requestId: string): Promise<number | null>;
}

export interface Acted {
  readonly detail: SagaDetail;
  /** Number of the audit entry; null with validate_only. */
  readonly auditSeq: number | null;
}

export interface AdminWorld {
  readonly engine: Engine;
  readonly audit: AdminAudit;
  readonly reads: Pick<SagaReads, 'adminRequest'>;
  readonly instances: { view(): Promise<InstancesView> };
}

/** A mutation, checked. */
interface Admitted {
  readonly sagaId: string;
  readonly action: string;
  readonly actor: string;
  readonly requestId: string;
  readonly reason: string;
  readonly validateOnly: boolean;
  readonly etag: number | null;
}

export class AdminDoor {
  constructor(private readonly world: AdminWorld) {}

  /** @throws EngineError SAGA_NOT_FOUND */
  async detail(sagaId: string): Promise<SagaDetail> {
    const checks = new RequestChecks();
    checks.sagaId(sagaId);
    checks.done();
    const detail = await this.world.engine.reader.detail(sagaId);
    if (detail === null) throw new EngineError('SAGA_NOT_FOUND', `There is no saga ${sagaId}.`);
    return detail;
  }

  /** The processes, and the time of the database. */
  processes(): Promise<InstancesView> {
    return this.world.instances.view();
  }

  /** What the saga allows as it stands. The replay of an ended one starts a new saga, so its own status does not forbid it. */
  allowed({ row, definition, state }: SagaDetail): AllowedAction[] {
    const { engine } = this.world;
    const facts: OperatorFacts = {
      owned: row.owner !== null,
      reopenRefusal: 'Undoing a completed saga needs the approval of a second person.',
    };
    const startsAnew = isOver(state) && engine.catalog.current(row.type) !== undefined;
    return allowedActions(definition, state, facts, engine.nowMs()).map((choice) =>
      choice.action === 'replay' && startsAnew ? { action: 'replay', refusal: null } : choice,
    );
  }

  /** @throws EngineError */
  async act(
    operator: OperatorIdentity,
    action: string,
    command: OperatorCommand,
    mutation: Mutation,
    needsEtag: boolean,
  ): Promise<Acted> {
    const request = await this.admit(operator, action, mutation, needsEtag);
    return this.actAdmitted(request, command);
  }

  /**
   * Replays a saga that is stuck or waits; of one that was compensated or closed it starts a new one, on the current
   * definition and with the same input, that names it as its origin.
   * @throws EngineError
   */
  async replay(operator: OperatorIdentity, mutation: Mutation): Promise<Acted & { startedNew: boolean }> {
    const request = await this.admit(operator, 'ReplaySaga', mutation, true);
    const { sagaId, actor, requestId, etag } = request;
    const known = await this.world.reads.adminRequest(actor, requestId);
    const before = await this.world.engine.reader.detail(sagaId);
    const anew = known === null ? before !== null && isOver(before.state) : known.revision === etag;
    if (before === null || !anew || (known !== null && known.sagaId !== sagaId)) {
      return { ...(await this.actAdmitted(request, { kind: 'replay' })), startedNew: false };
    }
    return this.replayAnew(request, before);
  }

  /** An ended saga changes no more, so what was read of it needs no lock. */
  private async replayAnew(request: Admitted, before: SagaDetail): Promise<Acted & { startedNew: boolean }> {
    const { operators, reader } = this.world.engine;
    try {
      this.checkRepeatable(request, before);
      if (request.validateOnly) return { detail: before, auditSeq: null, startedNew: false };
      await operators.note(request);
    } catch (error) {
      if (error instanceof EngineError) await this.noteDenied(request, error.code, before.row.revision);
      throw error;
    }
    const sagaId = await this.startAgain(request, before);
    const detail = await reader.detail(sagaId);
    if (detail === null) throw new EngineError('INTERNAL', `Saga ${sagaId} was started and is not there.`);
    return { detail, auditSeq: await this.auditSeq(request), startedNew: true };
  }

  private async actAdmitted(request: Admitted, command: OperatorCommand): Promise<Acted> {
    await this.world.engine.operators.act({ ...request, command });
    const detail = await this.detail(request.sagaId);
    return { detail, auditSeq: request.validateOnly ? null : await this.auditSeq(request) };
  }

  private auditSeq({ sagaId, actor, requestId }: Admitted): Promise<number | null> {
    return this.world.audit.seqOf(`sagas/${sagaId}`, actor, requestId);
  }

  /** Whether a new saga may be started with what the old one was given. */
  private checkRepeatable({ etag }: Admitted, { row, definition, state, sealed }: SagaDetail): void {
    const at = { sagaId: row.id };
    if (etag !== row.revision) {
      const text = `Saga ${row.id} is at revision ${row.revision}, you looked at ${etag}: look again.`;
      throw new EngineError('ETAG_MISMATCH', text, at);
    }
    if (sealed) {
      throw new EngineError('CANNOT_DECRYPT', `The input of saga ${row.id} cannot be decrypted.`, at);
    }
    const current = this.world.engine.catalog.current(row.type)?.resolved;
    if (current === undefined) {
      throw new EngineError('SAGA_TYPE_UNKNOWN', `The saga type ${row.type} is not offered any more.`, at);
    }
    // The definition may have changed since: what it does not take any more must not start.
    const checks = new RequestChecks();
    checks.addAll('input', validateMessage(current.input, state.input));
    checks.storedLabels(row.labels, definition.labels, current.labels);
    checks.done();
  }

  /** The request id of the new saga follows from the operator's, so that a repeated request finds the same saga. */
  private async startAgain({ actor, requestId }: Admitted, { row, state }: SagaDetail): Promise<string> {
    const digest = createHash('sha256').update(`${actor}/${requestId}`).digest('hex');
    const { type, labels, id: origin } = row;
    const { sagaId } = await this.world.engine.starter.start({
      ...{ type, input: state.input, labels, origin },
      requestId: `replay-${digest.slice(0, 48)}`,
    });
    return sagaId;
  }

  private async admit(
    operator: OperatorIdentity,
    action: string,
    mutation: Mutation,
    needsEtag: boolean,
  ): Promise<Admitted> {
    const { saga_id: sagaId, request_id: requestId, reason, validate_only: validateOnly } = mutation;
    const asked = { sagaId, requestId, reason, validateOnly, action, actor: operator.name };
    const checks = new RequestChecks();
    checks.sagaId(sagaId);
    checks.requestId(requestId, true);
    checks.reason(reason);
    const etag = checks.etag(mutation.etag, needsEtag);
    try {
      checks.done();
    } catch (error) {
      if (error instanceof EngineError) await this.noteDenied({ ...asked, etag }, error.code, null);
      throw error;
    }
    return { ...asked, etag };
  }

  private async noteDenied(
    { actor, action, sagaId, requestId, validateOnly }: Admitted,
    result: string,
    revisionBefore: number | null,
  ): Promise<void> {
    if (validateOnly) return;
    await this.world.audit.append({
      ...{ actor, action, decision: 'denied', result, revisionBefore },
      target: isSagaId(sagaId) ? `sagas/${sagaId}` : 'sagas/-',
      requestId: isRequestId(requestId) ? requestId : '-',
      revisionAfter: null,
      reason: null,
    });
  }
}

function isOver({ phase }: SagaDetail['state']): boolean {
  return phase === 'COMPENSATED' || phase === 'CLOSED';
}
