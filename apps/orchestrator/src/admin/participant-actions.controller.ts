/** The methods of `suoke.saga.admin.v1.SagaAdminService` that hold and release a participant: from the wire to its door and back. */
import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { saga_admin_v1 } from '#libs/contracts';
import type { Incoming } from '../grpc/call-origin.js';
import { callerOf } from './caller.js';
import { OperatorIdentities } from './operator-identity.js';
import { ParticipantDoor, type ParticipantActed } from './participant-door.js';
import { participantView } from './oversight-view.js';

@Controller()
export class ParticipantActionsController {
  constructor(
    private readonly participants: ParticipantDoor,
    private readonly identities: OperatorIdentities,
  ) {}

  @GrpcMethod('SagaAdminService', 'HoldParticipant')
  async holdParticipant(
    request: saga_admin_v1.HoldParticipantRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.HoldParticipantResponse> {
    const operator = this.identities.identify(metadata);
    return answerView(await this.participants.hold(callerOf(operator, call), request));
  }

  @GrpcMethod('SagaAdminService', 'ReleaseParticipant')
  async releaseParticipant(
    request: saga_admin_v1.ReleaseParticipantRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.ReleaseParticipantResponse> {
    const operator = this.identities.identify(metadata);
    const { release_rate: rate } = request;
    return answerView(await this.participants.release(callerOf(operator, call), request, rate));
  }
}

function answerView({ picture, auditSeq }: ParticipantActed) {
  return { participant: participantView(picture), audit_seq: String(auditSeq ?? 0) };
}
