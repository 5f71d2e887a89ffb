// Generated from proto/suoke/report/v1/report.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { DeleteReportRequest as _suoke_report_v1_DeleteReportRequest, DeleteReportRequest__Output as _suoke_report_v1_DeleteReportRequest__Output } from '../../../suoke/report/v1/DeleteReportRequest.js';
import type { DeleteReportResponse as _suoke_report_v1_DeleteReportResponse, DeleteReportResponse__Output as _suoke_report_v1_DeleteReportResponse__Output } from '../../../suoke/report/v1/DeleteReportResponse.js';
import type { GenerateReportRequest as _suoke_report_v1_GenerateReportRequest, GenerateReportRequest__Output as _suoke_report_v1_GenerateReportRequest__Output } from '../../../suoke/report/v1/GenerateReportRequest.js';
import type { GenerateReportResponse as _suoke_report_v1_GenerateReportResponse, GenerateReportResponse__Output as _suoke_report_v1_GenerateReportResponse__Output } from '../../../suoke/report/v1/GenerateReportResponse.js';
import type { GetReportRequest as _suoke_report_v1_GetReportRequest, GetReportRequest__Output as _suoke_report_v1_GetReportRequest__Output } from '../../../suoke/report/v1/GetReportRequest.js';
import type { GetReportResponse as _suoke_report_v1_GetReportResponse, GetReportResponse__Output as _suoke_report_v1_GetReportResponse__Output } from '../../../suoke/report/v1/GetReportResponse.js';
import type { ListReportsRequest as _suoke_report_v1_ListReportsRequest, ListReportsRequest__Output as _suoke_report_v1_ListReportsRequest__Output } from '../../../suoke/report/v1/ListReportsRequest.js';
import type { ListReportsResponse as _suoke_report_v1_ListReportsResponse, ListReportsResponse__Output as _suoke_report_v1_ListReportsResponse__Output } from '../../../suoke/report/v1/ListReportsResponse.js';

/**
 * Composes the diagnosis report of a consultation. Saga calls (GenerateReport, DeleteReport) carry the metadata
 * `idempotency-key`: one key takes effect at most once, and a repeat gets the stored reply.
 */
export interface ReportServiceClient extends grpc.Client {
  /**
   * Compensation of GenerateReport: withdraws the report and keeps the reason. Finds it by the idempotency key; succeeds
   * when there is nothing to withdraw.
   */
  DeleteReport(argument: _suoke_report_v1_DeleteReportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_DeleteReportResponse__Output>): grpc.ClientUnaryCall;
  DeleteReport(argument: _suoke_report_v1_DeleteReportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_report_v1_DeleteReportResponse__Output>): grpc.ClientUnaryCall;
  DeleteReport(argument: _suoke_report_v1_DeleteReportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_DeleteReportResponse__Output>): grpc.ClientUnaryCall;
  DeleteReport(argument: _suoke_report_v1_DeleteReportRequest, callback: grpc.requestCallback<_suoke_report_v1_DeleteReportResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compensation of GenerateReport: withdraws the report and keeps the reason. Finds it by the idempotency key; succeeds
   * when there is nothing to withdraw.
   */
  deleteReport(argument: _suoke_report_v1_DeleteReportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_DeleteReportResponse__Output>): grpc.ClientUnaryCall;
  deleteReport(argument: _suoke_report_v1_DeleteReportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_report_v1_DeleteReportResponse__Output>): grpc.ClientUnaryCall;
  deleteReport(argument: _suoke_report_v1_DeleteReportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_DeleteReportResponse__Output>): grpc.ClientUnaryCall;
  deleteReport(argument: _suoke_report_v1_DeleteReportRequest, callback: grpc.requestCallback<_suoke_report_v1_DeleteReportResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Action: composes the report in both languages and stores it as the next version of its consultation.
   * Errors: INVALID_ARGUMENT with a field violation per mistake; FAILED_PRECONDITION `ACTION_AFTER_COMPENSATION` when the
   * report of this key was already withdrawn.
   */
  GenerateReport(argument: _suoke_report_v1_GenerateReportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_GenerateReportResponse__Output>): grpc.ClientUnaryCall;
  GenerateReport(argument: _suoke_report_v1_GenerateReportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_report_v1_GenerateReportResponse__Output>): grpc.ClientUnaryCall;
  GenerateReport(argument: _suoke_report_v1_GenerateReportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_GenerateReportResponse__Output>): grpc.ClientUnaryCall;
  GenerateReport(argument: _suoke_report_v1_GenerateReportRequest, callback: grpc.requestCallback<_suoke_report_v1_GenerateReportResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: composes the report in both languages and stores it as the next version of its consultation.
   * Errors: INVALID_ARGUMENT with a field violation per mistake; FAILED_PRECONDITION `ACTION_AFTER_COMPENSATION` when the
   * report of this key was already withdrawn.
   */
  generateReport(argument: _suoke_report_v1_GenerateReportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_GenerateReportResponse__Output>): grpc.ClientUnaryCall;
  generateReport(argument: _suoke_report_v1_GenerateReportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_report_v1_GenerateReportResponse__Output>): grpc.ClientUnaryCall;
  generateReport(argument: _suoke_report_v1_GenerateReportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_GenerateReportResponse__Output>): grpc.ClientUnaryCall;
  generateReport(argument: _suoke_report_v1_GenerateReportRequest, callback: grpc.requestCallback<_suoke_report_v1_GenerateReportResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Reads one report, withdrawn ones too.
   * Errors: NOT_FOUND, reason `REPORT_NOT_FOUND`.
   */
  GetReport(argument: _suoke_report_v1_GetReportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_GetReportResponse__Output>): grpc.ClientUnaryCall;
  GetReport(argument: _suoke_report_v1_GetReportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_report_v1_GetReportResponse__Output>): grpc.ClientUnaryCall;
  GetReport(argument: _suoke_report_v1_GetReportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_GetReportResponse__Output>): grpc.ClientUnaryCall;
  GetReport(argument: _suoke_report_v1_GetReportRequest, callback: grpc.requestCallback<_suoke_report_v1_GetReportResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reads one report, withdrawn ones too.
   * Errors: NOT_FOUND, reason `REPORT_NOT_FOUND`.
   */
  getReport(argument: _suoke_report_v1_GetReportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_GetReportResponse__Output>): grpc.ClientUnaryCall;
  getReport(argument: _suoke_report_v1_GetReportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_report_v1_GetReportResponse__Output>): grpc.ClientUnaryCall;
  getReport(argument: _suoke_report_v1_GetReportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_GetReportResponse__Output>): grpc.ClientUnaryCall;
  getReport(argument: _suoke_report_v1_GetReportRequest, callback: grpc.requestCallback<_suoke_report_v1_GetReportResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists reports, newest first.
   * Errors: INVALID_ARGUMENT for a negative page size or a foreign page token.
   */
  ListReports(argument: _suoke_report_v1_ListReportsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_ListReportsResponse__Output>): grpc.ClientUnaryCall;
  ListReports(argument: _suoke_report_v1_ListReportsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_report_v1_ListReportsResponse__Output>): grpc.ClientUnaryCall;
  ListReports(argument: _suoke_report_v1_ListReportsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_ListReportsResponse__Output>): grpc.ClientUnaryCall;
  ListReports(argument: _suoke_report_v1_ListReportsRequest, callback: grpc.requestCallback<_suoke_report_v1_ListReportsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists reports, newest first.
   * Errors: INVALID_ARGUMENT for a negative page size or a foreign page token.
   */
  listReports(argument: _suoke_report_v1_ListReportsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_ListReportsResponse__Output>): grpc.ClientUnaryCall;
  listReports(argument: _suoke_report_v1_ListReportsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_report_v1_ListReportsResponse__Output>): grpc.ClientUnaryCall;
  listReports(argument: _suoke_report_v1_ListReportsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_report_v1_ListReportsResponse__Output>): grpc.ClientUnaryCall;
  listReports(argument: _suoke_report_v1_ListReportsRequest, callback: grpc.requestCallback<_suoke_report_v1_ListReportsResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Composes the diagnosis report of a consultation. Saga calls (GenerateReport, DeleteReport) carry the metadata
 * `idempotency-key`: one key takes effect at most once, and a repeat gets the stored reply.
 */
export interface ReportServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Compensation of GenerateReport: withdraws the report and keeps the reason. Finds it by the idempotency key; succeeds
   * when there is nothing to withdraw.
   */
  DeleteReport: grpc.handleUnaryCall<_suoke_report_v1_DeleteReportRequest__Output, _suoke_report_v1_DeleteReportResponse>;
  
  /**
   * Action: composes the report in both languages and stores it as the next version of its consultation.
   * Errors: INVALID_ARGUMENT with a field violation per mistake; FAILED_PRECONDITION `ACTION_AFTER_COMPENSATION` when the
   * report of this key was already withdrawn.
   */
  GenerateReport: grpc.handleUnaryCall<_suoke_report_v1_GenerateReportRequest__Output, _suoke_report_v1_GenerateReportResponse>;
  
  /**
   * Reads one report, withdrawn ones too.
   * Errors: NOT_FOUND, reason `REPORT_NOT_FOUND`.
   */
  GetReport: grpc.handleUnaryCall<_suoke_report_v1_GetReportRequest__Output, _suoke_report_v1_GetReportResponse>;
  
  /**
   * Lists reports, newest first.
   * Errors: INVALID_ARGUMENT for a negative page size or a foreign page token.
   */
  ListReports: grpc.handleUnaryCall<_suoke_report_v1_ListReportsRequest__Output, _suoke_report_v1_ListReportsResponse>;
  
}

export interface ReportServiceDefinition extends grpc.ServiceDefinition {
  DeleteReport: MethodDefinition<_suoke_report_v1_DeleteReportRequest, _suoke_report_v1_DeleteReportResponse, _suoke_report_v1_DeleteReportRequest__Output, _suoke_report_v1_DeleteReportResponse__Output>
  GenerateReport: MethodDefinition<_suoke_report_v1_GenerateReportRequest, _suoke_report_v1_GenerateReportResponse, _suoke_report_v1_GenerateReportRequest__Output, _suoke_report_v1_GenerateReportResponse__Output>
  GetReport: MethodDefinition<_suoke_report_v1_GetReportRequest, _suoke_report_v1_GetReportResponse, _suoke_report_v1_GetReportRequest__Output, _suoke_report_v1_GetReportResponse__Output>
  ListReports: MethodDefinition<_suoke_report_v1_ListReportsRequest, _suoke_report_v1_ListReportsResponse, _suoke_report_v1_ListReportsRequest__Output, _suoke_report_v1_ListReportsResponse__Output>
}
