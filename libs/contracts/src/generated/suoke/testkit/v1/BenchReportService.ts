// Generated from proto/suoke/testkit/v1/bench.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GenerateRequest as _suoke_testkit_v1_GenerateRequest, GenerateRequest__Output as _suoke_testkit_v1_GenerateRequest__Output } from '../../../suoke/testkit/v1/GenerateRequest.js';
import type { GenerateResponse as _suoke_testkit_v1_GenerateResponse, GenerateResponse__Output as _suoke_testkit_v1_GenerateResponse__Output } from '../../../suoke/testkit/v1/GenerateResponse.js';
import type { WithdrawRequest as _suoke_testkit_v1_WithdrawRequest, WithdrawRequest__Output as _suoke_testkit_v1_WithdrawRequest__Output } from '../../../suoke/testkit/v1/WithdrawRequest.js';
import type { WithdrawResponse as _suoke_testkit_v1_WithdrawResponse, WithdrawResponse__Output as _suoke_testkit_v1_WithdrawResponse__Output } from '../../../suoke/testkit/v1/WithdrawResponse.js';

/**
 * Makes the report of what the agents found.
 */
export interface BenchReportServiceClient extends grpc.Client {
  /**
   * Action: answers what it was given.
   * Errors: UNAVAILABLE at one of ten first attempts for the subject `flaky`.
   */
  Generate(argument: _suoke_testkit_v1_GenerateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_GenerateResponse__Output>): grpc.ClientUnaryCall;
  Generate(argument: _suoke_testkit_v1_GenerateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_GenerateResponse__Output>): grpc.ClientUnaryCall;
  Generate(argument: _suoke_testkit_v1_GenerateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_GenerateResponse__Output>): grpc.ClientUnaryCall;
  Generate(argument: _suoke_testkit_v1_GenerateRequest, callback: grpc.requestCallback<_suoke_testkit_v1_GenerateResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: answers what it was given.
   * Errors: UNAVAILABLE at one of ten first attempts for the subject `flaky`.
   */
  generate(argument: _suoke_testkit_v1_GenerateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_GenerateResponse__Output>): grpc.ClientUnaryCall;
  generate(argument: _suoke_testkit_v1_GenerateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_GenerateResponse__Output>): grpc.ClientUnaryCall;
  generate(argument: _suoke_testkit_v1_GenerateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_GenerateResponse__Output>): grpc.ClientUnaryCall;
  generate(argument: _suoke_testkit_v1_GenerateRequest, callback: grpc.requestCallback<_suoke_testkit_v1_GenerateResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Compensation of Generate.
   * Errors: none.
   */
  Withdraw(argument: _suoke_testkit_v1_WithdrawRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_WithdrawResponse__Output>): grpc.ClientUnaryCall;
  Withdraw(argument: _suoke_testkit_v1_WithdrawRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_WithdrawResponse__Output>): grpc.ClientUnaryCall;
  Withdraw(argument: _suoke_testkit_v1_WithdrawRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_WithdrawResponse__Output>): grpc.ClientUnaryCall;
  Withdraw(argument: _suoke_testkit_v1_WithdrawRequest, callback: grpc.requestCallback<_suoke_testkit_v1_WithdrawResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compensation of Generate.
   * Errors: none.
   */
  withdraw(argument: _suoke_testkit_v1_WithdrawRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_WithdrawResponse__Output>): grpc.ClientUnaryCall;
  withdraw(argument: _suoke_testkit_v1_WithdrawRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_WithdrawResponse__Output>): grpc.ClientUnaryCall;
  withdraw(argument: _suoke_testkit_v1_WithdrawRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_WithdrawResponse__Output>): grpc.ClientUnaryCall;
  withdraw(argument: _suoke_testkit_v1_WithdrawRequest, callback: grpc.requestCallback<_suoke_testkit_v1_WithdrawResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Makes the report of what the agents found.
 */
export interface BenchReportServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Action: answers what it was given.
   * Errors: UNAVAILABLE at one of ten first attempts for the subject `flaky`.
   */
  Generate: grpc.handleUnaryCall<_suoke_testkit_v1_GenerateRequest__Output, _suoke_testkit_v1_GenerateResponse>;
  
  /**
   * Compensation of Generate.
   * Errors: none.
   */
  Withdraw: grpc.handleUnaryCall<_suoke_testkit_v1_WithdrawRequest__Output, _suoke_testkit_v1_WithdrawResponse>;
  
}

export interface BenchReportServiceDefinition extends grpc.ServiceDefinition {
  Generate: MethodDefinition<_suoke_testkit_v1_GenerateRequest, _suoke_testkit_v1_GenerateResponse, _suoke_testkit_v1_GenerateRequest__Output, _suoke_testkit_v1_GenerateResponse__Output>
  Withdraw: MethodDefinition<_suoke_testkit_v1_WithdrawRequest, _suoke_testkit_v1_WithdrawResponse, _suoke_testkit_v1_WithdrawRequest__Output, _suoke_testkit_v1_WithdrawResponse__Output>
}
