import type { Metadata } from '@grpc/grpc-js';
import { Controller, Inject } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { isUuid, timestampOfMs, type consultation_v1 } from '#libs/contracts';
import { CLOCK, notFound, replyCodec, SagaCalls, validInput } from '#libs/participant';
import type { Clock } from '#libs/platform';
import { ConsultationRecords } from './consultation-records.js';
import {
  createRecordInput,
  deleteRecordInput,
  getRecordInput,
  listRecordsInput,
} from './consultation.input.js';

const SERVICE = 'suoke.consultation.v1.ConsultationService';

const CREATE_REPLY = replyCodec<consultation_v1.CreateRecordResponse>(SERVICE, 'CreateRecord');

const DELETE = {
  input: deleteRecordInput,
  reply: replyCodec<consultation_v1.DeleteRecordResponse>(SERVICE, 'DeleteRecord'),
  actionReply: CREATE_REPLY,
  nothingToUndo: { deleted: false },
};

/** suoke.consultation.v1.ConsultationService */
@Controller()
export class ConsultationController {
  private readonly create;

  constructor(
    private readonly calls: SagaCalls,
    private readonly records: ConsultationRecords,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.create = { input: createRecordInput(() => clock.now()), reply: CREATE_REPLY };
  }

  @GrpcMethod('ConsultationService', 'CreateRecord')
  createRecord(request: consultation_v1.CreateRecordRequest__Output, metadata: Metadata) {
    return this.calls.action(this.create, metadata, request, async (input, context) => {
      const { consultationId, createdAt } = await this.records.create(input, context);
      return { consultation_id: consultationId, create_time: timestampOfMs(createdAt.getTime()) };
    });
  }

  @GrpcMethod('ConsultationService', 'DeleteRecord')
  deleteRecord(request: consultation_v1.DeleteRecordRequest__Output, metadata: Metadata) {
    return this.calls.compensation(DELETE, metadata, request, async ({ reason }, created, { manager }) => {
      await this.records.delete(manager, created.consultation_id ?? '', reason);
      return { deleted: true };
    });
  }

  @GrpcMethod('ConsultationService', 'GetRecord')
  async getRecord(
    request: consultation_v1.GetRecordRequest__Output,
  ): Promise<consultation_v1.GetRecordResponse> {
    const { consultation_id: id } = validInput(getRecordInput, request);
    const record = isUuid(id) ? await this.records.find(id) : null;
    if (record === null) throw notFound('CONSULTATION_NOT_FOUND', 'consultation');
    return { record };
  }

  @GrpcMethod('ConsultationService', 'ListRecords')
  listRecords(
    request: consultation_v1.ListRecordsRequest__Output,
  ): Promise<consultation_v1.ListRecordsResponse> {
    return this.records.list(validInput(listRecordsInput, request));
  }
}
