/** The methods of `suoke.saga.admin.v1.SagaAdminService` that change one saga: from the wire to the admin door and back. */
import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { saga_admin_v1 } from '#libs/contracts';
import type { Incoming } from '../grpc/call-origin.js';
import { AdminDoor, type Acted } from './admin-door.js';
import { maskedView } from './admin-view.js';
import { callerOf } from './caller.js';
import { OperatorIdentities } from './operator-identity.js';
import { readClose, readEdit, readOutcome, readRewind, readSkip, readWaive } from './step-requests.js';

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
    call: Incoming,
  ): Promise<saga_admin_v1.ReplaySagaResponse> {
    const operator = this.identities.identify(metadata);
    const { startedNew, ...acted } = await this.admin.replay(callerOf(operator, call), request);
    return { result: resultView(acted), started_new: startedNew };
  }

  @GrpcMethod('SagaAdminService', 'RewindSaga')
  async rewindSaga(
    request: saga_admin_v1.RewindSagaRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.RewindSagaResponse> {
    const operator = this.identities.identify(metadata);
    const caller = callerOf(operator, call);
    const acted = await this.admin.act(caller, 'RewindSaga', readRewind(request), request, true);
    return { result: resultView(acted) };
  }

  @GrpcMethod('SagaAdminService', 'CompensateSaga')
  async compensateSaga(
    request: saga_admin_v1.CompensateSagaRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.CompensateSagaResponse> {
    const operator = this.identities.identify(metadata);
    const command = { kind: 'compensate', by: 'operator', message: request.reason } as const;
    const caller = callerOf(operator, call);
    const acted = await this.admin.act(caller, 'CompensateSaga', command, request, false);
    return { result: resultView(acted) };
  }

  @GrpcMethod('SagaAdminService', 'SkipStep')
  async skipStep(
    request: saga_admin_v1.SkipStepRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.SkipStepResponse> {
    const operator = this.identities.identify(metadata);
    const caller = callerOf(operator, call);
    const acted = await this.admin.act(caller, 'SkipStep', readSkip(request), request, true);
    return { result: resultView(acted) };
  }

  @GrpcMethod('SagaAdminService', 'EditStepInput')
  async editStepInput(
    request: saga_admin_v1.EditStepInputRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.EditStepInputResponse> {
    const operator = this.identities.identify(metadata);
    const caller = callerOf(operator, call);
    const acted = await this.admin.act(caller, 'EditStepInput', readEdit(request), request, true);
    return { result: resultView(acted) };
  }

  @GrpcMethod('SagaAdminService', 'RecordOutcome')
  async recordOutcome(
    request: saga_admin_v1.RecordOutcomeRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.RecordOutcomeResponse> {
    const operator = this.identities.identify(metadata);
    const caller = callerOf(operator, call);
    const acted = await this.admin.act(caller, 'RecordOutcome', readOutcome(request), request, true);
    return { result: resultView(acted) };
  }

  @GrpcMethod('SagaAdminService', 'WaiveCompensation')
  async waiveCompensation(
    request: saga_admin_v1.WaiveCompensationRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.WaiveCompensationResponse> {
    const operator = this.identities.identify(metadata);
    const caller = callerOf(operator, call);
    const acted = await this.admin.act(caller, 'WaiveCompensation', readWaive(request), request, true);
    return { result: resultView(acted) };
  }

  @GrpcMethod('SagaAdminService', 'PauseSaga')
  async pauseSaga(
    request: saga_admin_v1.PauseSagaRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.PauseSagaResponse> {
    const operator = this.identities.identify(metadata);
    const caller = callerOf(operator, call);
    const acted = await this.admin.act(caller, 'PauseSaga', { kind: 'pause' }, request, false);
    return { result: resultView(acted) };
  }

  @GrpcMethod('SagaAdminService', 'ResumeSaga')
  async resumeSaga(
    request: saga_admin_v1.ResumeSagaRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.ResumeSagaResponse> {
    const operator = this.identities.identify(metadata);
    const caller = callerOf(operator, call);
    const acted = await this.admin.act(caller, 'ResumeSaga', { kind: 'resume' }, request, false);
    return { result: resultView(acted) };
  }

  @GrpcMethod('SagaAdminService', 'CloseSaga')
  async closeSaga(
    request: saga_admin_v1.CloseSagaRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.CloseSagaResponse> {
    const operator = this.identities.identify(metadata);
    const caller = callerOf(operator, call);
    const acted = await this.admin.act(caller, 'CloseSaga', readClose(request), request, true);
    return { result: resultView(acted) };
  }
}

function resultView({
  detail,
  auditSeq,
  preview = null,
  approvalId = '',
}: Acted): saga_admin_v1.ActionResult {
  return { saga: maskedView(detail), preview, audit_seq: String(auditSeq ?? 0), approval_id: approvalId };
}
