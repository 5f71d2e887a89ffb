// Generated from proto/suoke/testkit/v1/bench.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { RetractRequest as _suoke_testkit_v1_RetractRequest, RetractRequest__Output as _suoke_testkit_v1_RetractRequest__Output } from '../../../suoke/testkit/v1/RetractRequest.js';
import type { RetractResponse as _suoke_testkit_v1_RetractResponse, RetractResponse__Output as _suoke_testkit_v1_RetractResponse__Output } from '../../../suoke/testkit/v1/RetractResponse.js';
import type { SendRequest as _suoke_testkit_v1_SendRequest, SendRequest__Output as _suoke_testkit_v1_SendRequest__Output } from '../../../suoke/testkit/v1/SendRequest.js';
import type { SendResponse as _suoke_testkit_v1_SendResponse, SendResponse__Output as _suoke_testkit_v1_SendResponse__Output } from '../../../suoke/testkit/v1/SendResponse.js';

/**
 * Tells the person of the report.
 */
export interface BenchNotificationServiceClient extends grpc.Client {
  /**
   * Compensation of Send.
   * Errors: none.
   */
  Retract(argument: _suoke_testkit_v1_RetractRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RetractResponse__Output>): grpc.ClientUnaryCall;
  Retract(argument: _suoke_testkit_v1_RetractRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_RetractResponse__Output>): grpc.ClientUnaryCall;
  Retract(argument: _suoke_testkit_v1_RetractRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RetractResponse__Output>): grpc.ClientUnaryCall;
  Retract(argument: _suoke_testkit_v1_RetractRequest, callback: grpc.requestCallback<_suoke_testkit_v1_RetractResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compensation of Send.
   * Errors: none.
   */
  retract(argument: _suoke_testkit_v1_RetractRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RetractResponse__Output>): grpc.ClientUnaryCall;
  retract(argument: _suoke_testkit_v1_RetractRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_RetractResponse__Output>): grpc.ClientUnaryCall;
  retract(argument: _suoke_testkit_v1_RetractRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RetractResponse__Output>): grpc.ClientUnaryCall;
  retract(argument: _suoke_testkit_v1_RetractRequest, callback: grpc.requestCallback<_suoke_testkit_v1_RetractResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Action: answers what it was given.
   * Errors: UNAVAILABLE at one of ten first attempts for the subject `flaky`.
   */
  Send(argument: _suoke_testkit_v1_SendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_SendResponse__Output>): grpc.ClientUnaryCall;
  Send(argument: _suoke_testkit_v1_SendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_SendResponse__Output>): grpc.ClientUnaryCall;
  Send(argument: _suoke_testkit_v1_SendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_SendResponse__Output>): grpc.ClientUnaryCall;
  Send(argument: _suoke_testkit_v1_SendRequest, callback: grpc.requestCallback<_suoke_testkit_v1_SendResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: answers what it was given.
   * Errors: UNAVAILABLE at one of ten first attempts for the subject `flaky`.
   */
  send(argument: _suoke_testkit_v1_SendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_SendResponse__Output>): grpc.ClientUnaryCall;
  send(argument: _suoke_testkit_v1_SendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_SendResponse__Output>): grpc.ClientUnaryCall;
  send(argument: _suoke_testkit_v1_SendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_SendResponse__Output>): grpc.ClientUnaryCall;
  send(argument: _suoke_testkit_v1_SendRequest, callback: grpc.requestCallback<_suoke_testkit_v1_SendResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Tells the person of the report.
 */
export interface BenchNotificationServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Compensation of Send.
   * Errors: none.
   */
  Retract: grpc.handleUnaryCall<_suoke_testkit_v1_RetractRequest__Output, _suoke_testkit_v1_RetractResponse>;
  
  /**
   * Action: answers what it was given.
   * Errors: UNAVAILABLE at one of ten first attempts for the subject `flaky`.
   */
  Send: grpc.handleUnaryCall<_suoke_testkit_v1_SendRequest__Output, _suoke_testkit_v1_SendResponse>;
  
}

export interface BenchNotificationServiceDefinition extends grpc.ServiceDefinition {
  Retract: MethodDefinition<_suoke_testkit_v1_RetractRequest, _suoke_testkit_v1_RetractResponse, _suoke_testkit_v1_RetractRequest__Output, _suoke_testkit_v1_RetractResponse__Output>
  Send: MethodDefinition<_suoke_testkit_v1_SendRequest, _suoke_testkit_v1_SendResponse, _suoke_testkit_v1_SendRequest__Output, _suoke_testkit_v1_SendResponse__Output>
}
