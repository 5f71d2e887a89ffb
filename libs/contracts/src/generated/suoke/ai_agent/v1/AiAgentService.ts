// Generated from proto/suoke/ai_agent/v1/ai_agent.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AnalyzeRequest as _suoke_ai_agent_v1_AnalyzeRequest, AnalyzeRequest__Output as _suoke_ai_agent_v1_AnalyzeRequest__Output } from '../../../suoke/ai_agent/v1/AnalyzeRequest.js';
import type { AnalyzeResponse as _suoke_ai_agent_v1_AnalyzeResponse, AnalyzeResponse__Output as _suoke_ai_agent_v1_AnalyzeResponse__Output } from '../../../suoke/ai_agent/v1/AnalyzeResponse.js';
import type { CancelAnalysisRequest as _suoke_ai_agent_v1_CancelAnalysisRequest, CancelAnalysisRequest__Output as _suoke_ai_agent_v1_CancelAnalysisRequest__Output } from '../../../suoke/ai_agent/v1/CancelAnalysisRequest.js';
import type { CancelAnalysisResponse as _suoke_ai_agent_v1_CancelAnalysisResponse, CancelAnalysisResponse__Output as _suoke_ai_agent_v1_CancelAnalysisResponse__Output } from '../../../suoke/ai_agent/v1/CancelAnalysisResponse.js';
import type { DiagnoseRequest as _suoke_ai_agent_v1_DiagnoseRequest, DiagnoseRequest__Output as _suoke_ai_agent_v1_DiagnoseRequest__Output } from '../../../suoke/ai_agent/v1/DiagnoseRequest.js';
import type { DiagnoseResponse as _suoke_ai_agent_v1_DiagnoseResponse, DiagnoseResponse__Output as _suoke_ai_agent_v1_DiagnoseResponse__Output } from '../../../suoke/ai_agent/v1/DiagnoseResponse.js';
import type { GetAnalysisRequest as _suoke_ai_agent_v1_GetAnalysisRequest, GetAnalysisRequest__Output as _suoke_ai_agent_v1_GetAnalysisRequest__Output } from '../../../suoke/ai_agent/v1/GetAnalysisRequest.js';
import type { GetAnalysisResponse as _suoke_ai_agent_v1_GetAnalysisResponse, GetAnalysisResponse__Output as _suoke_ai_agent_v1_GetAnalysisResponse__Output } from '../../../suoke/ai_agent/v1/GetAnalysisResponse.js';
import type { ListAnalysesRequest as _suoke_ai_agent_v1_ListAnalysesRequest, ListAnalysesRequest__Output as _suoke_ai_agent_v1_ListAnalysesRequest__Output } from '../../../suoke/ai_agent/v1/ListAnalysesRequest.js';
import type { ListAnalysesResponse as _suoke_ai_agent_v1_ListAnalysesResponse, ListAnalysesResponse__Output as _suoke_ai_agent_v1_ListAnalysesResponse__Output } from '../../../suoke/ai_agent/v1/ListAnalysesResponse.js';
import type { RecommendRequest as _suoke_ai_agent_v1_RecommendRequest, RecommendRequest__Output as _suoke_ai_agent_v1_RecommendRequest__Output } from '../../../suoke/ai_agent/v1/RecommendRequest.js';
import type { RecommendResponse as _suoke_ai_agent_v1_RecommendResponse, RecommendResponse__Output as _suoke_ai_agent_v1_RecommendResponse__Output } from '../../../suoke/ai_agent/v1/RecommendResponse.js';

/**
 * The four agents of Suoke Life. Saga calls (Analyze, Diagnose, Recommend, CancelAnalysis) carry the metadata
 * `idempotency-key`: one key takes effect at most once, and a repeat gets the stored reply.
 * 
 * Errors of the three actions: INVALID_ARGUMENT with a field violation per mistake; FAILED_PRECONDITION
 * `ACTION_AFTER_COMPENSATION` when the analysis of this key was already cancelled; ABORTED `ANALYSIS_CANCELLED` when it
 * was cancelled while it ran; DEADLINE_EXCEEDED when the agent did not come to an end in the time of the call.
 */
export interface AiAgentServiceClient extends grpc.Client {
  /**
   * Action: works out what the findings are (辨析). By custom xiaoai's part.
   */
  Analyze(argument: _suoke_ai_agent_v1_AnalyzeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  Analyze(argument: _suoke_ai_agent_v1_AnalyzeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_ai_agent_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  Analyze(argument: _suoke_ai_agent_v1_AnalyzeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  Analyze(argument: _suoke_ai_agent_v1_AnalyzeRequest, callback: grpc.requestCallback<_suoke_ai_agent_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: works out what the findings are (辨析). By custom xiaoai's part.
   */
  analyze(argument: _suoke_ai_agent_v1_AnalyzeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  analyze(argument: _suoke_ai_agent_v1_AnalyzeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_ai_agent_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  analyze(argument: _suoke_ai_agent_v1_AnalyzeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  analyze(argument: _suoke_ai_agent_v1_AnalyzeRequest, callback: grpc.requestCallback<_suoke_ai_agent_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Compensation of the three: aborts an analysis that runs and withdraws one that was stored. Finds it by the idempotency
   * key; succeeds when there is nothing to cancel.
   */
  CancelAnalysis(argument: _suoke_ai_agent_v1_CancelAnalysisRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_CancelAnalysisResponse__Output>): grpc.ClientUnaryCall;
  CancelAnalysis(argument: _suoke_ai_agent_v1_CancelAnalysisRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_ai_agent_v1_CancelAnalysisResponse__Output>): grpc.ClientUnaryCall;
  CancelAnalysis(argument: _suoke_ai_agent_v1_CancelAnalysisRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_CancelAnalysisResponse__Output>): grpc.ClientUnaryCall;
  CancelAnalysis(argument: _suoke_ai_agent_v1_CancelAnalysisRequest, callback: grpc.requestCallback<_suoke_ai_agent_v1_CancelAnalysisResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compensation of the three: aborts an analysis that runs and withdraws one that was stored. Finds it by the idempotency
   * key; succeeds when there is nothing to cancel.
   */
  cancelAnalysis(argument: _suoke_ai_agent_v1_CancelAnalysisRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_CancelAnalysisResponse__Output>): grpc.ClientUnaryCall;
  cancelAnalysis(argument: _suoke_ai_agent_v1_CancelAnalysisRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_ai_agent_v1_CancelAnalysisResponse__Output>): grpc.ClientUnaryCall;
  cancelAnalysis(argument: _suoke_ai_agent_v1_CancelAnalysisRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_CancelAnalysisResponse__Output>): grpc.ClientUnaryCall;
  cancelAnalysis(argument: _suoke_ai_agent_v1_CancelAnalysisRequest, callback: grpc.requestCallback<_suoke_ai_agent_v1_CancelAnalysisResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Action: names the patterns that the findings form (辨证). By custom xiaoke's part.
   */
  Diagnose(argument: _suoke_ai_agent_v1_DiagnoseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_DiagnoseResponse__Output>): grpc.ClientUnaryCall;
  Diagnose(argument: _suoke_ai_agent_v1_DiagnoseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_ai_agent_v1_DiagnoseResponse__Output>): grpc.ClientUnaryCall;
  Diagnose(argument: _suoke_ai_agent_v1_DiagnoseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_DiagnoseResponse__Output>): grpc.ClientUnaryCall;
  Diagnose(argument: _suoke_ai_agent_v1_DiagnoseRequest, callback: grpc.requestCallback<_suoke_ai_agent_v1_DiagnoseResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: names the patterns that the findings form (辨证). By custom xiaoke's part.
   */
  diagnose(argument: _suoke_ai_agent_v1_DiagnoseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_DiagnoseResponse__Output>): grpc.ClientUnaryCall;
  diagnose(argument: _suoke_ai_agent_v1_DiagnoseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_ai_agent_v1_DiagnoseResponse__Output>): grpc.ClientUnaryCall;
  diagnose(argument: _suoke_ai_agent_v1_DiagnoseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_DiagnoseResponse__Output>): grpc.ClientUnaryCall;
  diagnose(argument: _suoke_ai_agent_v1_DiagnoseRequest, callback: grpc.requestCallback<_suoke_ai_agent_v1_DiagnoseResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Reads one analysis, withdrawn ones too.
   * Errors: NOT_FOUND, reason `ANALYSIS_NOT_FOUND`.
   */
  GetAnalysis(argument: _suoke_ai_agent_v1_GetAnalysisRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_GetAnalysisResponse__Output>): grpc.ClientUnaryCall;
  GetAnalysis(argument: _suoke_ai_agent_v1_GetAnalysisRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_ai_agent_v1_GetAnalysisResponse__Output>): grpc.ClientUnaryCall;
  GetAnalysis(argument: _suoke_ai_agent_v1_GetAnalysisRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_GetAnalysisResponse__Output>): grpc.ClientUnaryCall;
  GetAnalysis(argument: _suoke_ai_agent_v1_GetAnalysisRequest, callback: grpc.requestCallback<_suoke_ai_agent_v1_GetAnalysisResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reads one analysis, withdrawn ones too.
   * Errors: NOT_FOUND, reason `ANALYSIS_NOT_FOUND`.
   */
  getAnalysis(argument: _suoke_ai_agent_v1_GetAnalysisRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_GetAnalysisResponse__Output>): grpc.ClientUnaryCall;
  getAnalysis(argument: _suoke_ai_agent_v1_GetAnalysisRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_ai_agent_v1_GetAnalysisResponse__Output>): grpc.ClientUnaryCall;
  getAnalysis(argument: _suoke_ai_agent_v1_GetAnalysisRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_GetAnalysisResponse__Output>): grpc.ClientUnaryCall;
  getAnalysis(argument: _suoke_ai_agent_v1_GetAnalysisRequest, callback: grpc.requestCallback<_suoke_ai_agent_v1_GetAnalysisResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists analyses, newest first.
   * Errors: INVALID_ARGUMENT for a negative page size or a foreign page token.
   */
  ListAnalyses(argument: _suoke_ai_agent_v1_ListAnalysesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_ListAnalysesResponse__Output>): grpc.ClientUnaryCall;
  ListAnalyses(argument: _suoke_ai_agent_v1_ListAnalysesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_ai_agent_v1_ListAnalysesResponse__Output>): grpc.ClientUnaryCall;
  ListAnalyses(argument: _suoke_ai_agent_v1_ListAnalysesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_ListAnalysesResponse__Output>): grpc.ClientUnaryCall;
  ListAnalyses(argument: _suoke_ai_agent_v1_ListAnalysesRequest, callback: grpc.requestCallback<_suoke_ai_agent_v1_ListAnalysesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists analyses, newest first.
   * Errors: INVALID_ARGUMENT for a negative page size or a foreign page token.
   */
  listAnalyses(argument: _suoke_ai_agent_v1_ListAnalysesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_ListAnalysesResponse__Output>): grpc.ClientUnaryCall;
  listAnalyses(argument: _suoke_ai_agent_v1_ListAnalysesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_ai_agent_v1_ListAnalysesResponse__Output>): grpc.ClientUnaryCall;
  listAnalyses(argument: _suoke_ai_agent_v1_ListAnalysesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_ListAnalysesResponse__Output>): grpc.ClientUnaryCall;
  listAnalyses(argument: _suoke_ai_agent_v1_ListAnalysesRequest, callback: grpc.requestCallback<_suoke_ai_agent_v1_ListAnalysesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Action: says what the person should do (调养). By custom laoke's part.
   */
  Recommend(argument: _suoke_ai_agent_v1_RecommendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_RecommendResponse__Output>): grpc.ClientUnaryCall;
  Recommend(argument: _suoke_ai_agent_v1_RecommendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_ai_agent_v1_RecommendResponse__Output>): grpc.ClientUnaryCall;
  Recommend(argument: _suoke_ai_agent_v1_RecommendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_RecommendResponse__Output>): grpc.ClientUnaryCall;
  Recommend(argument: _suoke_ai_agent_v1_RecommendRequest, callback: grpc.requestCallback<_suoke_ai_agent_v1_RecommendResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: says what the person should do (调养). By custom laoke's part.
   */
  recommend(argument: _suoke_ai_agent_v1_RecommendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_RecommendResponse__Output>): grpc.ClientUnaryCall;
  recommend(argument: _suoke_ai_agent_v1_RecommendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_ai_agent_v1_RecommendResponse__Output>): grpc.ClientUnaryCall;
  recommend(argument: _suoke_ai_agent_v1_RecommendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_ai_agent_v1_RecommendResponse__Output>): grpc.ClientUnaryCall;
  recommend(argument: _suoke_ai_agent_v1_RecommendRequest, callback: grpc.requestCallback<_suoke_ai_agent_v1_RecommendResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * The four agents of Suoke Life. Saga calls (Analyze, Diagnose, Recommend, CancelAnalysis) carry the metadata
 * `idempotency-key`: one key takes effect at most once, and a repeat gets the stored reply.
 * 
 * Errors of the three actions: INVALID_ARGUMENT with a field violation per mistake; FAILED_PRECONDITION
 * `ACTION_AFTER_COMPENSATION` when the analysis of this key was already cancelled; ABORTED `ANALYSIS_CANCELLED` when it
 * was cancelled while it ran; DEADLINE_EXCEEDED when the agent did not come to an end in the time of the call.
 */
export interface AiAgentServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Action: works out what the findings are (辨析). By custom xiaoai's part.
   */
  Analyze: grpc.handleUnaryCall<_suoke_ai_agent_v1_AnalyzeRequest__Output, _suoke_ai_agent_v1_AnalyzeResponse>;
  
  /**
   * Compensation of the three: aborts an analysis that runs and withdraws one that was stored. Finds it by the idempotency
   * key; succeeds when there is nothing to cancel.
   */
  CancelAnalysis: grpc.handleUnaryCall<_suoke_ai_agent_v1_CancelAnalysisRequest__Output, _suoke_ai_agent_v1_CancelAnalysisResponse>;
  
  /**
   * Action: names the patterns that the findings form (辨证). By custom xiaoke's part.
   */
  Diagnose: grpc.handleUnaryCall<_suoke_ai_agent_v1_DiagnoseRequest__Output, _suoke_ai_agent_v1_DiagnoseResponse>;
  
  /**
   * Reads one analysis, withdrawn ones too.
   * Errors: NOT_FOUND, reason `ANALYSIS_NOT_FOUND`.
   */
  GetAnalysis: grpc.handleUnaryCall<_suoke_ai_agent_v1_GetAnalysisRequest__Output, _suoke_ai_agent_v1_GetAnalysisResponse>;
  
  /**
   * Lists analyses, newest first.
   * Errors: INVALID_ARGUMENT for a negative page size or a foreign page token.
   */
  ListAnalyses: grpc.handleUnaryCall<_suoke_ai_agent_v1_ListAnalysesRequest__Output, _suoke_ai_agent_v1_ListAnalysesResponse>;
  
  /**
   * Action: says what the person should do (调养). By custom laoke's part.
   */
  Recommend: grpc.handleUnaryCall<_suoke_ai_agent_v1_RecommendRequest__Output, _suoke_ai_agent_v1_RecommendResponse>;
  
}

export interface AiAgentServiceDefinition extends grpc.ServiceDefinition {
  Analyze: MethodDefinition<_suoke_ai_agent_v1_AnalyzeRequest, _suoke_ai_agent_v1_AnalyzeResponse, _suoke_ai_agent_v1_AnalyzeRequest__Output, _suoke_ai_agent_v1_AnalyzeResponse__Output>
  CancelAnalysis: MethodDefinition<_suoke_ai_agent_v1_CancelAnalysisRequest, _suoke_ai_agent_v1_CancelAnalysisResponse, _suoke_ai_agent_v1_CancelAnalysisRequest__Output, _suoke_ai_agent_v1_CancelAnalysisResponse__Output>
  Diagnose: MethodDefinition<_suoke_ai_agent_v1_DiagnoseRequest, _suoke_ai_agent_v1_DiagnoseResponse, _suoke_ai_agent_v1_DiagnoseRequest__Output, _suoke_ai_agent_v1_DiagnoseResponse__Output>
  GetAnalysis: MethodDefinition<_suoke_ai_agent_v1_GetAnalysisRequest, _suoke_ai_agent_v1_GetAnalysisResponse, _suoke_ai_agent_v1_GetAnalysisRequest__Output, _suoke_ai_agent_v1_GetAnalysisResponse__Output>
  ListAnalyses: MethodDefinition<_suoke_ai_agent_v1_ListAnalysesRequest, _suoke_ai_agent_v1_ListAnalysesResponse, _suoke_ai_agent_v1_ListAnalysesRequest__Output, _suoke_ai_agent_v1_ListAnalysesResponse__Output>
  Recommend: MethodDefinition<_suoke_ai_agent_v1_RecommendRequest, _suoke_ai_agent_v1_RecommendResponse, _suoke_ai_agent_v1_RecommendRequest__Output, _suoke_ai_agent_v1_RecommendResponse__Output>
}
