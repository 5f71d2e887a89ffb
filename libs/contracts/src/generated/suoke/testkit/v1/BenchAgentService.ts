// Generated from proto/suoke/testkit/v1/bench.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AnalyzeRequest as _suoke_testkit_v1_AnalyzeRequest, AnalyzeRequest__Output as _suoke_testkit_v1_AnalyzeRequest__Output } from '../../../suoke/testkit/v1/AnalyzeRequest.js';
import type { AnalyzeResponse as _suoke_testkit_v1_AnalyzeResponse, AnalyzeResponse__Output as _suoke_testkit_v1_AnalyzeResponse__Output } from '../../../suoke/testkit/v1/AnalyzeResponse.js';
import type { CancelRequest as _suoke_testkit_v1_CancelRequest, CancelRequest__Output as _suoke_testkit_v1_CancelRequest__Output } from '../../../suoke/testkit/v1/CancelRequest.js';
import type { CancelResponse as _suoke_testkit_v1_CancelResponse, CancelResponse__Output as _suoke_testkit_v1_CancelResponse__Output } from '../../../suoke/testkit/v1/CancelResponse.js';

/**
 * The agents that work on a record at the same time.
 */
export interface BenchAgentServiceClient extends grpc.Client {
  /**
   * Action: answers what it was given.
   * Errors: UNAVAILABLE at one of ten first attempts for the subject `flaky`.
   */
  Analyze(argument: _suoke_testkit_v1_AnalyzeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  Analyze(argument: _suoke_testkit_v1_AnalyzeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  Analyze(argument: _suoke_testkit_v1_AnalyzeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  Analyze(argument: _suoke_testkit_v1_AnalyzeRequest, callback: grpc.requestCallback<_suoke_testkit_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: answers what it was given.
   * Errors: UNAVAILABLE at one of ten first attempts for the subject `flaky`.
   */
  analyze(argument: _suoke_testkit_v1_AnalyzeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  analyze(argument: _suoke_testkit_v1_AnalyzeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  analyze(argument: _suoke_testkit_v1_AnalyzeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  analyze(argument: _suoke_testkit_v1_AnalyzeRequest, callback: grpc.requestCallback<_suoke_testkit_v1_AnalyzeResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Compensation of Analyze.
   * Errors: none.
   */
  Cancel(argument: _suoke_testkit_v1_CancelRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_CancelResponse__Output>): grpc.ClientUnaryCall;
  Cancel(argument: _suoke_testkit_v1_CancelRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_CancelResponse__Output>): grpc.ClientUnaryCall;
  Cancel(argument: _suoke_testkit_v1_CancelRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_CancelResponse__Output>): grpc.ClientUnaryCall;
  Cancel(argument: _suoke_testkit_v1_CancelRequest, callback: grpc.requestCallback<_suoke_testkit_v1_CancelResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compensation of Analyze.
   * Errors: none.
   */
  cancel(argument: _suoke_testkit_v1_CancelRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_CancelResponse__Output>): grpc.ClientUnaryCall;
  cancel(argument: _suoke_testkit_v1_CancelRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_CancelResponse__Output>): grpc.ClientUnaryCall;
  cancel(argument: _suoke_testkit_v1_CancelRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_CancelResponse__Output>): grpc.ClientUnaryCall;
  cancel(argument: _suoke_testkit_v1_CancelRequest, callback: grpc.requestCallback<_suoke_testkit_v1_CancelResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * The agents that work on a record at the same time.
 */
export interface BenchAgentServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Action: answers what it was given.
   * Errors: UNAVAILABLE at one of ten first attempts for the subject `flaky`.
   */
  Analyze: grpc.handleUnaryCall<_suoke_testkit_v1_AnalyzeRequest__Output, _suoke_testkit_v1_AnalyzeResponse>;
  
  /**
   * Compensation of Analyze.
   * Errors: none.
   */
  Cancel: grpc.handleUnaryCall<_suoke_testkit_v1_CancelRequest__Output, _suoke_testkit_v1_CancelResponse>;
  
}

export interface BenchAgentServiceDefinition extends grpc.ServiceDefinition {
  Analyze: MethodDefinition<_suoke_testkit_v1_AnalyzeRequest, _suoke_testkit_v1_AnalyzeResponse, _suoke_testkit_v1_AnalyzeRequest__Output, _suoke_testkit_v1_AnalyzeResponse__Output>
  Cancel: MethodDefinition<_suoke_testkit_v1_CancelRequest, _suoke_testkit_v1_CancelResponse, _suoke_testkit_v1_CancelRequest__Output, _suoke_testkit_v1_CancelResponse__Output>
}
