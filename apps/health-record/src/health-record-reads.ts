import { Injectable } from '@nestjs/common';
import { structToWire, timestampOfMs, type health_record_v1 } from '#libs/contracts';
import { pageOf, pageWindow } from '#libs/participant';
import { DataSource, LessThan } from 'typeorm';
import { HealthRecord, HealthRecordVersion, Person } from './health-record.entities.js';
import type { GetInput, ListVersionsInput } from './health-record.input.js';

/** What readers get to see of the health records. */
@Injectable()
export class HealthRecordReads {
  constructor(private readonly dataSource: DataSource) {}

  /** The current version of one type of data, and whether the record is locked; null when nothing is current. */
  async current({
    user_id: userId,
    type,
  }: GetInput): Promise<health_record_v1.GetHealthRecordResponse | null> {
    const { manager } = this.dataSource;
    const head = await manager.findOneBy(HealthRecord, { userId, type });
    if (head === null || head.currentVersion === 0) return null;
    const version = await manager.findOneBy(HealthRecordVersion, {
      userId,
      type,
      version: head.currentVersion,
    });
    const person = await manager.findOneBy(Person, { userId });
    if (version === null) return null;
    return { record: messageOf(version), locked: person?.lockedAt != null };
  }

  /** A page of versions, reverted ones too, the newest first. */
  async versions(request: ListVersionsInput): Promise<health_record_v1.ListVersionsResponse> {
    const window = pageWindow(request);
    const found = await this.dataSource.manager.find(HealthRecordVersion, {
      where: {
        seq: LessThan(window.before),
        ...(request.user_id === '' ? {} : { userId: request.user_id }),
        ...(request.type === '' ? {} : { type: request.type }),
        ...(request.saga_id === '' ? {} : { sagaId: request.saga_id }),
      },
      order: { seq: 'DESC' },
      take: window.limit + 1,
    });
    const { rows, next_page_token } = pageOf(found, request, window);
    return { versions: rows.map(messageOf), next_page_token };
  }
}

function messageOf(row: HealthRecordVersion): health_record_v1.HealthRecordVersion {
  return {
    user_id: row.userId,
    type: row.type,
    version: row.version,
    previous_version: row.previousVersion,
    data: structToWire(row.data),
    consultation_id: row.consultationId,
    report_id: row.reportId,
    create_time: timestampOfMs(row.createdAt.getTime()),
    revert_time: row.revertedAt === null ? null : timestampOfMs(row.revertedAt.getTime()),
    revert_reason: row.revertReason ?? '',
    saga_id: row.sagaId,
  };
}
