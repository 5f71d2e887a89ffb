/** The methods of `suoke.saga.admin.v1.SagaAdminService` about approvals: from the wire to their door and back. */
import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { saga_admin_v1 } from '#libs/contracts';
import { AdminDoor } from './admin-door.js';
import { maskedView } from './admin-view.js';
import { ApprovalsDoor, type ShownDecision } from './approvals-door.js';
import { approvalView } from './operation-view.js';
import { callerOf } from './caller.js';
import { OperatorIdentities } from './operator-identity.js';
import type { Incoming } from '../grpc/call-origin.js';

@Controller()
export class ApprovalsController {
  constructor(
    private readonly door: ApprovalsDoor,
    private readonly admin: AdminDoor,
    private readonly identities: OperatorIdentities,
  ) {}

  @GrpcMethod('SagaAdminService', 'ListApprovals')
  async listApprovals(
    request: saga_admin_v1.ListApprovalsRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.ListApprovalsResponse> {
    const operator = this.identities.identify(metadata);
    const { state, page_size: size, page_token: token } = request;
    const page = await this.door.list(operator, state, size, token);
    const approvals = page.rows.map(({ approval, reason }) => approvalView(approval, reason));
    return { approvals, next_page_token: page.nextPageToken };
  }

  @GrpcMethod('SagaAdminService', 'ApproveRequest')
  async approveRequest(
    request: saga_admin_v1.ApproveRequestRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.ApproveRequestResponse> {
    const caller = callerOf(this.identities.identify(metadata), call);
    const decided = await this.door.decide(caller, 'approve', request);
    const { approval, reason } = decided;
    return { approval: approvalView(approval, reason), result: await this.resultOf(decided) };
  }

  @GrpcMethod('SagaAdminService', 'RejectRequest')
  async rejectRequest(
    request: saga_admin_v1.RejectRequestRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.RejectRequestResponse> {
    const caller = callerOf(this.identities.identify(metadata), call);
    const { approval, reason } = await this.door.decide(caller, 'reject', request);
    return { approval: approvalView(approval, reason) };
  }

  private async resultOf({ sagaId, auditSeq }: ShownDecision): Promise<saga_admin_v1.ActionResult | null> {
    if (sagaId === null) return null;
    return { saga: maskedView(await this.admin.detail(sagaId)), audit_seq: String(auditSeq ?? 0) };
  }
}
