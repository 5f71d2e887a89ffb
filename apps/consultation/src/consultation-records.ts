import { Injectable } from '@nestjs/common';
import { timestampOfMs, timestampToMs, type consultation_v1 } from '#libs/contracts';
import { pageOf, pageWindow, type CallContext } from '#libs/participant';
import { DataSource, IsNull, LessThan, type EntityManager } from 'typeorm';
import type { CreateRecordInput, ListRecordsInput } from './consultation.input.js';
import { ConsultationRecord } from './consultation-record.entity.js';

/** The table of consultations. A record is never changed, except that it is marked as deleted once. */
@Injectable()
export class ConsultationRecords {
  constructor(private readonly dataSource: DataSource) {}

  /** Stores a consultation in the transaction of the call; observations without a time were made now. */
  async create(
    { user_id, data }: CreateRecordInput,
    { manager, key, callKey }: CallContext,
  ): Promise<{ consultationId: string; createdAt: Date }> {
    const { complaint, symptoms, tongue, pulse, vitals, observed_at: observedAt, ...background } = data;
    const record = manager.create(ConsultationRecord, {
      callKey,
      sagaId: key.sagaId,
      userId: user_id,
      complaint,
      symptoms,
      tongue,
      pulse,
      vitals,
      background,
      ...(observedAt === null ? {} : { observedAt: new Date(timestampToMs(observedAt)) }),
    });
    await manager.insert(ConsultationRecord, record);
    return record;
  }

  /** Marks a record as deleted and keeps the reason, which may be empty. */
  async delete(manager: EntityManager, consultationId: string, reason: string): Promise<void> {
    await manager.update(
      ConsultationRecord,
      { consultationId },
      { deletedAt: () => 'now()', deleteReason: reason },
    );
  }

  /** One record, deleted or not; null when there is none. */
  async find(consultationId: string): Promise<consultation_v1.ConsultationRecord | null> {
    const record = await this.dataSource.manager.findOneBy(ConsultationRecord, { consultationId });
    return record === null ? null : messageOf(record);
  }

  /** A page of records, the newest first. */
  async list(request: ListRecordsInput): Promise<consultation_v1.ListRecordsResponse> {
    const window = pageWindow(request);
    const found = await this.dataSource.manager.find(ConsultationRecord, {
      where: {
        seq: LessThan(window.before),
        ...(request.user_id === '' ? {} : { userId: request.user_id }),
        ...(request.saga_id === '' ? {} : { sagaId: request.saga_id }),
        ...(request.show_deleted ? {} : { deletedAt: IsNull() }),
      },
      order: { seq: 'DESC' },
      take: window.limit + 1,
    });
    const { rows, next_page_token } = pageOf(found, request, window);
    return { records: rows.map(messageOf), next_page_token };
  }
}

function messageOf(record: ConsultationRecord): consultation_v1.ConsultationRecord {
  const { complaint, symptoms, tongue, pulse, vitals, background } = record;
  return {
    consultation_id: record.consultationId,
    user_id: record.userId,
    data: {
      complaint,
      symptoms,
      tongue,
      pulse,
      vitals,
      ...background,
      observed_at: timestampOfMs(record.observedAt.getTime()),
    },
    create_time: timestampOfMs(record.createdAt.getTime()),
    delete_time: record.deletedAt === null ? null : timestampOfMs(record.deletedAt.getTime()),
    delete_reason: record.deleteReason ?? '',
    saga_id: record.sagaId,
  };
}
