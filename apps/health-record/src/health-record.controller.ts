import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { timestampOfMs, type health_record_v1 } from '#libs/contracts';
import { notFound, replyCodec, SagaCalls, validInput } from '#libs/participant';
import {
  getInput,
  listVersionsInput,
  lockInput,
  revertInput,
  unlockInput,
  updateInput,
} from './health-record.input.js';
import { HealthRecordReads } from './health-record-reads.js';
import { HealthRecords } from './health-records.js';

const SERVICE = 'suoke.health_record.v1.HealthRecordService';

const UPDATE = {
  input: updateInput,
  reply: replyCodec<health_record_v1.UpdateHealthRecordResponse>(SERVICE, 'UpdateHealthRecord'),
};

const NOTHING: health_record_v1.RevertHealthRecordResponse = { reverted: false, current_version: 0 };

const REVERT = {
  input: revertInput,
  reply: replyCodec<health_record_v1.RevertHealthRecordResponse>(SERVICE, 'RevertHealthRecord'),
  actionReply: UPDATE.reply,
  nothingToUndo: NOTHING,
};

/** suoke.health_record.v1.HealthRecordService */
@Controller()
export class HealthRecordController {
  constructor(
    private readonly calls: SagaCalls,
    private readonly records: HealthRecords,
    private readonly reads: HealthRecordReads,
  ) {}

  @GrpcMethod('HealthRecordService', 'UpdateHealthRecord')
  updateHealthRecord(request: health_record_v1.UpdateHealthRecordRequest__Output, metadata: Metadata) {
    return this.calls.action(UPDATE, metadata, request, async (input, context) => {
      const { version, previousVersion, createdAt } = await this.records.update(input, context);
      return { version, previous_version: previousVersion, create_time: timestampOfMs(createdAt.getTime()) };
    });
  }

  @GrpcMethod('HealthRecordService', 'RevertHealthRecord')
  revertHealthRecord(request: health_record_v1.RevertHealthRecordRequest__Output, metadata: Metadata) {
    return this.calls.compensation(REVERT, metadata, request, async ({ reason }, _written, context) => {
      return { reverted: true, current_version: await this.records.revert(reason, context) };
    });
  }

  @GrpcMethod('HealthRecordService', 'GetHealthRecord')
  async getHealthRecord(
    request: health_record_v1.GetHealthRecordRequest__Output,
  ): Promise<health_record_v1.GetHealthRecordResponse> {
    const current = await this.reads.current(validInput(getInput, request));
    if (current === null) throw notFound('HEALTH_RECORD_NOT_FOUND', 'health record');
    return current;
  }

  @GrpcMethod('HealthRecordService', 'ListVersions')
  listVersions(
    request: health_record_v1.ListVersionsRequest__Output,
  ): Promise<health_record_v1.ListVersionsResponse> {
    return this.reads.versions(validInput(listVersionsInput, request));
  }

  @GrpcMethod('HealthRecordService', 'LockHealthRecord')
  async lockHealthRecord(
    request: health_record_v1.LockHealthRecordRequest__Output,
  ): Promise<health_record_v1.LockHealthRecordResponse> {
    const { user_id, reason } = validInput(lockInput, request);
    return { lock_time: timestampOfMs((await this.records.lock(user_id, reason)).getTime()) };
  }

  @GrpcMethod('HealthRecordService', 'UnlockHealthRecord')
  async unlockHealthRecord(
    request: health_record_v1.UnlockHealthRecordRequest__Output,
  ): Promise<health_record_v1.UnlockHealthRecordResponse> {
    return { unlocked: await this.records.unlock(validInput(unlockInput, request).user_id) };
  }
}
