/** The methods of `suoke.saga.admin.v1.SagaAdminService` that read the audit: from the wire to its door and back. */
import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { saga_admin_v1 } from '#libs/contracts';
import { adminError } from './admin-errors.js';
import { AuditDoor } from './audit-door.js';
import { auditEntryView, verdictView } from './audit-view.js';
import { OperatorIdentities } from './operator-identity.js';

@Controller()
export class AuditController {
  constructor(
    private readonly audit: AuditDoor,
    private readonly identities: OperatorIdentities,
  ) {}

  @GrpcMethod('SagaAdminService', 'ListAuditEntries')
  async listAuditEntries(
    request: saga_admin_v1.ListAuditEntriesRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.ListAuditEntriesResponse> {
    this.identities.identify(metadata);
    if (request.reveal) throw adminError('NOT_OFFERED', 'This version reveals no reasons.');
    const { filter, page_size: size, page_token: token } = request;
    const { entries, nextPageToken } = await this.audit.list(filter, size, token);
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
