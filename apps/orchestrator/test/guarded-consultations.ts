/** A real participant: the records of consultations, behind the barrier, on a database of its own, with its CallStatusService. */
import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { consultation_v1 } from '#libs/contracts';
import { createBarrierTable, replyCodec, SagaCalls, type ParticipantDefinition } from '#libs/participant';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { z } from 'zod';

const SERVICE = 'suoke.consultation.v1.ConsultationService';
const CREATE = {
  input: z.object({}),
  reply: replyCodec<consultation_v1.CreateRecordResponse>(SERVICE, 'CreateRecord'),
};
const DELETE = {
  input: z.object({}),
  reply: replyCodec<consultation_v1.DeleteRecordResponse>(SERVICE, 'DeleteRecord'),
  actionReply: CREATE.reply,
  nothingToUndo: { deleted: false },
};

@Controller()
export class GuardedConsultations {
  constructor(private readonly calls: SagaCalls) {}

  @GrpcMethod('ConsultationService', 'CreateRecord')
  createRecord(request: object, metadata: Metadata) {
    return this.calls.action(CREATE, metadata, request, async (_input, { key }) => ({
      consultation_id: key.sagaId,
    }));
  }

  @GrpcMethod('ConsultationService', 'DeleteRecord')
  deleteRecord(request: object, metadata: Metadata) {
    return this.calls.compensation(DELETE, metadata, request, async () => ({ deleted: true }));
  }

  @GrpcMethod('ConsultationService', 'GetRecord')
  getRecord(): consultation_v1.GetRecordResponse {
    return {};
  }

  @GrpcMethod('ConsultationService', 'ListRecords')
  listRecords(): consultation_v1.ListRecordsResponse {
    return {};
  }
}

class Barrier1795392000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createBarrierTable(runner);
  }

  async down(): Promise<void> {
    throw new Error('tests do not go back');
  }
}

export const guardedConsultations = {
  name: 'guarded',
  schema: 'guarded',
  port: 5101,
  protoPackage: 'suoke.consultation.v1',
  settings: {},
  entities: [],
  migrations: [Barrier1795392000000],
  module: () => ({ module: class Guarded {}, controllers: [GuardedConsultations] }),
} satisfies ParticipantDefinition<{}>;
