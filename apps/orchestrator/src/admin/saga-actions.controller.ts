/** The methods of `suoke.saga.admin.v1.SagaAdminService` that change one saga: from the wire to the admin door and back. */
import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { saga_admin_v1 } from '#libs/contracts';
import { AdminDoor, type Acted } from './admin-door.js';
import { maskedView } from './admin-view.js';
import { OperatorIdentities } from './operator-identity.js';

@Controller()
export class SagaActionsController {
  constructor(
    private readonly admin: AdminDoor,
    private readonly identities: OperatorIdentities,
  ) {}

  @GrpcMethod('SagaAdminService', 'ReplaySaga')
  async replaySaga(
    request: saga_admin_v1.ReplaySagaRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.ReplaySagaResponse> {
    const operator = this.identities.identify(metadata);
    const { startedNew, ...acted } = await this.admin.replay(operator, request);
    return { result: resultView(acted), started_new: startedNew };
  }

  @GrpcMethod('SagaAdminService', 'CompensateSaga')
  async compensateSaga(
    request: saga_admin_v1.CompensateSagaRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.CompensateSagaResponse> {
    const operator = this.identities.identify(metadata);
    const command = { kind: 'compensate', by: 'operator', message: request.reason } as const;
    const acted = await this.admin.act(operator, 'CompensateSaga', command, request, false);
    return { result: resultView(acted) };
  }
}

function resultView({ detail, auditSeq }: Acted): saga_admin_v1.ActionResult {
  return { saga: maskedView(detail), audit_seq: String(auditSeq ?? 0) };
}
