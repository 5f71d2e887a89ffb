/** The methods of `suoke.saga.admin.v1.SagaAdminService` that read the audit: from the wire to its door and back. */
import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { saga_admin_v1 } from '#libs/contracts';
import type { Incoming } from '../grpc/call-origin.js';
import { AuditDoor } from './audit-door.js';
import { auditEntryView, revealedEntryView, verdictView } from './audit-view.js';
import { callerOf } from './caller.js';
import { OperatorIdentities } from './operator-identity.js';
import { RevealDoor } from './reveal-door.js';

@Controller()
export class AuditController {
  constructor(
    private readonly audit: AuditDoor,
    private readonly reveal: RevealDoor,
    private readonly identities: OperatorIdentities,
  ) {}

  @GrpcMethod('SagaAdminService', 'ListAuditEntries')
  async listAuditEntries(
    request: saga_admin_v1.ListAuditEntriesRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.ListAuditEntriesResponse> {
    const operator = this.identities.identify(metadata);
    const { filter, page_size: pageSize, page_token: pageToken, reason } = request;
    if (request.reveal) {
      const asked = { filter, pageSize, pageToken, reason };
      const revealed = await this.reveal.auditEntries(callerOf(operator, call), asked);
      return { entries: revealed.page.map(revealedEntryView), next_page_token: revealed.nextPageToken };
    }
    const { entries, nextPageToken } = await this.audit.list(filter, pageSize, pageToken);
    return { entries: entries.map(auditEntryView), next_page_token: nextPageToken };
  }

  @GrpcMethod('SagaAdminService', 'VerifyAudit')
  async verifyAudit(
    request: saga_admin_v1.VerifyAuditRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.VerifyAuditResponse> {
    this.identities.identify(metadata);
    return verdictView(await this.audit.verify(request));
  }
}
