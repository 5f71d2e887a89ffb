/**
 * Operator actions on sagas, apart from the wire: the action, and the new saga that a replay of an ended one starts. What they
 * go through before is admission.ts (D1, D2).
 *
 * D3 A request id has one effect. Which of the two replays it had is remembered, not worked out again: between two tries
 *    the saga may have ended.
 */
import { createHash } from 'node:crypto';
import {
  allowedActions,
  type AllowedAction,
  type Json,
  type OperatorCommand,
  type OperatorFacts,
  type ResolvedDefinition,
} from '#libs/saga-core';
import { validateMessage, type saga_admin_v1 } from '#libs/contracts';
import {
  EngineError,
  reopenRefusal,
  type Approvals,
  type AuditTrail,
  type CallOrigin,
  type Engine,
  type InstancesView,
  type SagaDetail,
  type SagaReads,
} from '#libs/saga-engine';
import { isSagaId, RequestChecks } from '../grpc/request-checks.js';
import type { ActionPreviews } from './action-previews.js';
import { Admission, type Asked } from './admission.js';
import type { Caller } from './caller.js';
import { identityRecord } from './operator-identity.js';

/** What every mutation has. */
export interface Mutation {
  readonly saga_id: string;
  readonly etag: string;
  readonly request_id: string;
  readonly reason: string;
  readonly validate_only: boolean;
}

/**
 * Makes the command that a request asks for, and notes what is wrong with it.
 * @param definition the one that the saga runs on; null where there is no such saga, which the engine then says
 * @returns what is not looked at where anything is wrong
 */
export type ReadCommand = (checks: RequestChecks, definition: ResolvedDefinition | null) => OperatorCommand;

export interface Acted {
  readonly detail: SagaDetail;
  /** Number of the audit entry; null where nothing was done. */
  readonly auditSeq: number | null;
  /** With validate_only, and where a second person is asked: what follows. */
  readonly preview?: saga_admin_v1.Preview | null;
  /** The approval that was asked for: nothing is done before it. */
  readonly approvalId?: string;
}

/** An action that an operator may ask for, or why not. */
export interface OfferedAction extends AllowedAction {
  readonly requiresApproval: boolean;
}

export interface AdminWorld {
  readonly engine: Engine;
  readonly audit: Pick<AuditTrail, 'append' | 'seqOf'>;
  readonly reads: Pick<SagaReads, 'adminRequest'>;
  readonly instances: { view(): Promise<InstancesView> };
  readonly previews: Pick<ActionPreviews, 'preview' | 'ofNewSaga'>;
  readonly approvals: Pick<Approvals, 'gate' | 'needed'>;
}

/** A mutation, checked. */
interface Admitted {
  readonly sagaId: string;
  readonly action: string;
  readonly actor: string;
  readonly origin: CallOrigin;
  readonly requestId: string;
  readonly reason: string;
  readonly validateOnly: boolean;
  readonly etag: number | null;
  readonly command: OperatorCommand;
}

export class AdminDoor {
  private readonly admission: Admission;

  constructor(private readonly world: AdminWorld) {
    this.admission = new Admission(world.audit);
  }

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

  /**
   * What the saga allows as it stands, and whether a second person has to approve it. The replay of an ended one starts a new
   * saga, so its own status does not forbid it.
   */
  allowed({ row, definition, state, sealed }: SagaDetail): OfferedAction[] {
    const { engine, approvals } = this.world;
    const nowMs = engine.nowMs();
    const facts: OperatorFacts = {
      owned: row.owner !== null,
      reopenRefusal: reopenRefusal(row, !sealed, nowMs, true),
    };
    const startsAnew = isOver(state) && engine.catalog.current(row.type) !== undefined;
    return allowedActions(definition, state, facts, nowMs).map(({ action, refusal }) => ({
      action,
      refusal: action === 'replay' && startsAnew ? null : refusal,
      requiresApproval: approvals.needed(action, { definition, state }),
    }));
  }

  /** What the replay of a saga that is over leads to; null for every other saga. */
  newSagaPreview({ row, state }: SagaDetail): saga_admin_v1.Preview | null {
    const current = this.world.engine.catalog.current(row.type)?.resolved;
    const startsAnew = isOver(state) && current !== undefined;
    return startsAnew ? this.world.previews.ofNewSaga(current, state.input) : null;
  }

  /**
   * @param command what is to be done, or how the request says it
   * @throws EngineError
   */
  async act(
    caller: Caller,
    action: string,
    command: OperatorCommand | ReadCommand,
    mutation: Mutation,
    needsEtag: boolean,
  ): Promise<Acted> {
    const request = await this.admit(caller, action, mutation, needsEtag, command);
    const before = await this.world.engine.reader.detail(request.sagaId);
    if (before === null) return this.actAdmitted(request, false);
    // Objects of the wire as they are sent, so that they are JSON, too.
    const tell = async () => (await this.world.previews.preview(before, request.command)) as Json | null;
    const gate = await this.world.approvals.gate(request, identityRecord(caller), before, tell);
    if (gate.kind === 'pass') return this.actAdmitted(request, gate.approved);
    const preview = gate.preview as saga_admin_v1.Preview | null;
    return { detail: before, auditSeq: null, preview, approvalId: gate.approvalId };
  }

  /**
   * Replays a saga that is stuck or waits; of one that was compensated or closed it starts a new one, on the current
   * definition and with the same input, that names it as its origin.
   * @throws EngineError
   */
  async replay(caller: Caller, mutation: Mutation): Promise<Acted & { startedNew: boolean }> {
    const command = { kind: 'replay' } as const;
    const request = await this.admit(caller, 'ReplaySaga', mutation, true, command);
    const { sagaId, actor, requestId, etag } = request;
    const known = await this.world.reads.adminRequest(actor, requestId);
    const before = await this.world.engine.reader.detail(sagaId);
    const anew = known === null ? before !== null && isOver(before.state) : known.revision === etag;
    if (before === null || !anew || (known !== null && known.sagaId !== sagaId)) {
      return { ...(await this.actAdmitted(request, false)), startedNew: false };
    }
    return this.replayAnew(request, before, askedFor(caller, 'ReplaySaga', mutation));
  }

  /** An ended saga changes no more, so what was read of it needs no lock. */
  private async replayAnew(
    request: Admitted,
    before: SagaDetail,
    asked: Asked,
  ): Promise<Acted & { startedNew: boolean }> {
    const { operators, reader } = this.world.engine;
    try {
      this.checkRepeatable(request, before);
      if (request.validateOnly) {
        return { detail: before, auditSeq: null, preview: this.newSagaPreview(before), startedNew: false };
      }
      await operators.note(request);
    } catch (error) {
      if (error instanceof EngineError)
        await this.admission.noteDenied(asked, error.code, before.row.revision);
      throw error;
    }
    const sagaId = await this.startAgain(request, before);
    const detail = await reader.detail(sagaId);
    if (detail === null) throw new EngineError('INTERNAL', `Saga ${sagaId} was started and is not there.`);
    return { detail, auditSeq: await this.auditSeq(request), startedNew: true };
  }

  private async actAdmitted(request: Admitted, approved: boolean): Promise<Acted> {
    await this.world.engine.operators.act({ ...request, approved });
    const detail = await this.detail(request.sagaId);
    if (!request.validateOnly) return { detail, auditSeq: await this.auditSeq(request) };
    return { detail, auditSeq: null, preview: await this.world.previews.preview(detail, request.command) };
  }

  private auditSeq({ sagaId, actor, requestId }: Admitted): Promise<number | null> {
    return this.world.audit.seqOf(`sagas/${sagaId}`, actor, requestId);
  }

  /** Whether a new saga may be started with what the old one was given. */
  private checkRepeatable({ etag }: Admitted, { row, definition, state, sealed }: SagaDetail): void {
    const at = { sagaId: row.id };
    if (etag !== row.revision) {
      const text = `Saga ${row.id} is at revision ${row.revision}, you looked at ${etag}: look again.`;
      throw new EngineError('ETAG_MISMATCH', text, { ...at, revision: row.revision });
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
    caller: Caller,
    action: string,
    mutation: Mutation,
    needsEtag: boolean,
    wanted: OperatorCommand | ReadCommand,
  ): Promise<Admitted> {
    const { saga_id: sagaId, request_id: requestId, reason, validate_only: validateOnly } = mutation;
    return this.admission.admit(askedFor(caller, action, mutation), async (checks) => {
      checks.sagaId(sagaId);
      checks.requestId(requestId, true);
      checks.reason(reason);
      const etag = checks.etag(mutation.etag, needsEtag);
      const command = typeof wanted === 'function' ? wanted(checks, await this.definitionOf(sagaId)) : wanted;
      const { name: actor, origin } = caller;
      return { sagaId, action, actor, origin, requestId, reason, validateOnly, etag, command };
    });
  }

  /** The snapshot that a saga runs on; null when there is none. */
  private async definitionOf(sagaId: string): Promise<ResolvedDefinition | null> {
    const { reader, catalog } = this.world.engine;
    const row = isSagaId(sagaId) ? await reader.row(sagaId) : null;
    if (row === null) return null;
    await catalog.ensure([row.definitionHash]);
    return catalog.getForReading(row.definitionHash)?.resolved ?? null;
  }
}

function askedFor(caller: Caller, action: string, mutation: Mutation): Asked {
  const { saga_id: sagaId, request_id: requestId, validate_only: validateOnly } = mutation;
  return { caller, action, target: `sagas/${isSagaId(sagaId) ? sagaId : '-'}`, requestId, validateOnly };
}

function isOver({ phase }: SagaDetail['state']): boolean {
  return phase === 'COMPENSATED' || phase === 'CLOSED';
}
