import type { Metadata } from '@grpc/grpc-js';
import { Controller, Inject } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { isUuid, type report_v1 } from '#libs/contracts';
import { CLOCK, notFound, replyCodec, SagaCalls, validInput } from '#libs/participant';
import type { Clock } from '#libs/platform';
import { composeReport } from './compose.js';
import { deleteReportInput, generateReportInput, getReportInput, listReportsInput } from './report.input.js';
import { Reports } from './reports.js';

const SERVICE = 'suoke.report.v1.ReportService';

const GENERATE_REPLY = replyCodec<report_v1.GenerateReportResponse>(SERVICE, 'GenerateReport');

const DELETE = {
  input: deleteReportInput,
  reply: replyCodec<report_v1.DeleteReportResponse>(SERVICE, 'DeleteReport'),
  actionReply: GENERATE_REPLY,
  nothingToUndo: { withdrawn: false },
};

/** suoke.report.v1.ReportService */
@Controller()
export class ReportController {
  private readonly generate;

  constructor(
    private readonly calls: SagaCalls,
    private readonly reports: Reports,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.generate = { input: generateReportInput(() => clock.now()), reply: GENERATE_REPLY };
  }

  @GrpcMethod('ReportService', 'GenerateReport')
  generateReport(request: report_v1.GenerateReportRequest__Output, metadata: Metadata) {
    return this.calls.action(this.generate, metadata, request, async (input, context) => {
      const content = composeReport(input.data, input.results);
      const { reportId, version } = await this.reports.issue(input, content, context);
      const { title, summary, urgency } = content;
      return { report_id: reportId, version, title, summary, urgency };
    });
  }

  @GrpcMethod('ReportService', 'DeleteReport')
  deleteReport(request: report_v1.DeleteReportRequest__Output, metadata: Metadata) {
    return this.calls.compensation(DELETE, metadata, request, async ({ reason }, generated, { manager }) => {
      await this.reports.withdraw(manager, generated.report_id ?? '', reason);
      return { withdrawn: true };
    });
  }

  @GrpcMethod('ReportService', 'GetReport')
  async getReport(request: report_v1.GetReportRequest__Output): Promise<report_v1.GetReportResponse> {
    const { report_id: id } = validInput(getReportInput, request);
    const report = isUuid(id) ? await this.reports.find(id) : null;
    if (report === null) throw notFound('REPORT_NOT_FOUND', 'report');
    return { report };
  }

  @GrpcMethod('ReportService', 'ListReports')
  listReports(request: report_v1.ListReportsRequest__Output): Promise<report_v1.ListReportsResponse> {
    return this.reports.list(validInput(listReportsInput, request));
  }
}
