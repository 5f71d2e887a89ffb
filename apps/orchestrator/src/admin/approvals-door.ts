/** Approvals apart from the wire: rights, checks, pages. D1 to D3 of admin-door.ts hold here too. */
import { APPROVAL_STATES, type ApprovalState } from '#libs/saga-core';
import type { saga_admin_v1 } from '#libs/contracts';
import type {
  ApprovalDecisionRequest,
  ApprovalRecord,
  Approvals,
  ApprovalStore,
  DecidedApproval,
  PayloadCipher,
} from '#libs/saga-engine';
import { pageSizeOf, pageToken, readPageToken } from '../grpc/paging.js';
import { isSagaId, RequestChecks } from '../grpc/request-checks.js';
import type { AdminWorld } from './admin-door.js';
import { approvalNotFound } from './admin-errors.js';
import { pageOf, type PageOf } from './operations-door.js';
import type { Caller } from './caller.js';
import type { OperatorIdentity } from './operator-identity.js';
import { tracked } from './tracked.js';

export interface ApprovalsDoorWorld {
  readonly approvals: Approvals;
  readonly store: Pick<ApprovalStore, 'list'>;
  readonly audit: AdminWorld['audit'];
  readonly cipher: PayloadCipher;
}

/** An approval, with the words of who asked for those who may see them. */
export interface ShownApproval {
  readonly approval: ApprovalRecord;
  readonly reason: string | null;
}

export interface ShownDecision extends ShownApproval {
  readonly sagaId: string | null;
  /** Number of the audit entry of what was done to the saga; null where nothing was. */
  readonly auditSeq: number | null;
}

const stateOf = new Map<string, ApprovalState>(
  APPROVAL_STATES.map((state) => [`APPROVAL_STATE_${state}`, state]),
);

export class ApprovalsDoor {
  constructor(private readonly world: ApprovalsDoorWorld) {}

  async list(
    operator: OperatorIdentity,
    state: saga_admin_v1.ApprovalState__Output,
    pageSize: number,
    token: string,
  ): Promise<PageOf<ShownApproval>> {
    const { cipher, store } = this.world;
    const limit = pageSizeOf(pageSize);
    const beforeId = readPageToken(cipher, 'approvals', state, token);
    const wanted = stateOf.get(state);
    const rows = await store.list({
      limit: limit + 1,
      ...(wanted === undefined ? {} : { state: wanted }),
      ...(operator.types === null ? {} : { permittedTypes: [...operator.types] }),
      ...(beforeId === undefined ? {} : { beforeId }),
    });
    const page = pageOf(rows, limit, ({ id }) => pageToken(cipher, 'approvals', state, id));
    const shown: ShownApproval[] = [];
    for (const approval of page.rows) shown.push(await this.show(operator, approval));
    return { ...page, rows: shown };
  }

  /** @throws EngineError, GrpcError NOT_FOUND, PERMISSION_DENIED */
  decide(
    caller: Caller,
    decision: ApprovalDecisionRequest['decision'],
    request: saga_admin_v1.ApproveRequestRequest__Output,
  ): Promise<ShownDecision> {
    const { approval_id: approvalId, request_id: requestId, reason, validate_only: validateOnly } = request;
    const attempt = {
      ...{ caller, requestId, validateOnly },
      method: decision === 'approve' ? 'ApproveRequest' : 'RejectRequest',
      target: isSagaId(approvalId) ? `approvals/${approvalId}` : 'approvals/-',
    };
    return tracked(this.world.audit, attempt, async () => {
      const checks = new RequestChecks();
      checks.sagaId(approvalId, 'approval_id');
      checks.requestId(requestId, true);
      checks.reason(reason);
      if (request.etag === '') checks.add('etag', 'is required: the etag of the approval that you looked at');
      const etag = checks.etag(request.etag, false);
      checks.done();
      const decided = await this.world.approvals.decide({
        ...{
          approvalId,
          decision,
          etag: etag ?? 0,
          actor: caller.name,
          origin: caller.origin,
          requestId,
          reason,
          validateOnly,
        },
      });
      if (decided === null) throw approvalNotFound(approvalId);
      return this.showDecided(caller, decided);
    });
  }

  private async showDecided(
    operator: OperatorIdentity,
    { approval, sagaId }: DecidedApproval,
  ): Promise<ShownDecision> {
    const { requestedBy, requestId } = approval;
    const auditSeq =
      sagaId === null ? null : await this.world.audit.seqOf(`sagas/${sagaId}`, requestedBy, requestId);
    return { ...(await this.show(operator, approval)), sagaId, auditSeq };
  }

  /** Words about a saga may hold health data: they are for who decides on them, and for who wrote them. */
  private async show(operator: OperatorIdentity, approval: ApprovalRecord): Promise<ShownApproval> {
    const maySee = operator.rights.has('approve') || approval.requestedBy === operator.name;
    return { approval, reason: maySee ? await this.world.approvals.reasonOf(approval) : null };
  }
}
