import { Injectable } from '@nestjs/common';
import { timestampOfMs, type report_v1 } from '#libs/contracts';
import { pageOf, pageWindow, type CallContext } from '#libs/participant';
import { DataSource, IsNull, LessThan, type EntityManager } from 'typeorm';
import type { ComposedReport } from './compose.js';
import type { GenerateReportInput, ListReportsInput } from './report.input.js';
import { Report } from './report.entity.js';

/** The table of reports. A report is never changed, except that it is withdrawn once. */
@Injectable()
export class Reports {
  constructor(private readonly dataSource: DataSource) {}

  /** Stores a report as the next version of its consultation, in the transaction of the call. */
  async issue(
    { user_id, consultation_id, results }: GenerateReportInput,
    content: ComposedReport,
    { manager, key, callKey }: CallContext,
  ): Promise<{ reportId: string; version: number }> {
    const report = manager.create(Report, {
      callKey,
      sagaId: key.sagaId,
      userId: user_id,
      consultationId: consultation_id,
      version: await nextVersion(manager, consultation_id),
      content,
      analysisIds: results.map((result) => result.analysis_id),
    });
    await manager.insert(Report, report);
    return report;
  }

  /** Withdraws a report and keeps the reason, which may be empty. */
  async withdraw(manager: EntityManager, reportId: string, reason: string): Promise<void> {
    await manager.update(Report, { reportId }, { withdrawnAt: () => 'now()', withdrawReason: reason });
  }

  /** One report, withdrawn or not; null when there is none. */
  async find(reportId: string): Promise<report_v1.Report | null> {
    const report = await this.dataSource.manager.findOneBy(Report, { reportId });
    return report === null ? null : messageOf(report);
  }

  /** A page of reports, the newest first. */
  async list(request: ListReportsInput): Promise<report_v1.ListReportsResponse> {
    const window = pageWindow(request);
    const found = await this.dataSource.manager.find(Report, {
      where: {
        seq: LessThan(window.before),
        ...(request.user_id === '' ? {} : { userId: request.user_id }),
        ...(request.consultation_id === '' ? {} : { consultationId: request.consultation_id }),
        ...(request.saga_id === '' ? {} : { sagaId: request.saga_id }),
        ...(request.show_withdrawn ? {} : { withdrawnAt: IsNull() }),
      },
      order: { seq: 'DESC' },
      take: window.limit + 1,
    });
    const { rows, next_page_token } = pageOf(found, request, window);
    return { reports: rows.map(messageOf), next_page_token };
  }
}

/** Two reports of one consultation at the same time take turns, until the end of the first one's transaction. */
async function nextVersion(manager: EntityManager, consultationId: string): Promise<number> {
  await manager.query(`select pg_advisory_xact_lock(hashtextextended('report ' || $1, 0))`, [consultationId]);
  const [row] = await manager.query<{ version: number }[]>(
    'select coalesce(max(version), 0) + 1 as version from report where consultation_id = $1',
    [consultationId],
  );
  return row?.version ?? 1;
}

function messageOf(report: Report): report_v1.Report {
  return {
    report_id: report.reportId,
    user_id: report.userId,
    consultation_id: report.consultationId,
    version: report.version,
    state: report.withdrawnAt === null ? 'REPORT_STATE_ISSUED' : 'REPORT_STATE_WITHDRAWN',
    content: report.content,
    analysis_ids: report.analysisIds,
    create_time: timestampOfMs(report.createdAt.getTime()),
    withdraw_time: report.withdrawnAt === null ? null : timestampOfMs(report.withdrawnAt.getTime()),
    withdraw_reason: report.withdrawReason ?? '',
    saga_id: report.sagaId,
  };
}
