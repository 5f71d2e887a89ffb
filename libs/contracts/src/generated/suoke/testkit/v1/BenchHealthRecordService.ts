// Generated from proto/suoke/testkit/v1/bench.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { RevertRequest as _suoke_testkit_v1_RevertRequest, RevertRequest__Output as _suoke_testkit_v1_RevertRequest__Output } from '../../../suoke/testkit/v1/RevertRequest.js';
import type { RevertResponse as _suoke_testkit_v1_RevertResponse, RevertResponse__Output as _suoke_testkit_v1_RevertResponse__Output } from '../../../suoke/testkit/v1/RevertResponse.js';
import type { UpdateRequest as _suoke_testkit_v1_UpdateRequest, UpdateRequest__Output as _suoke_testkit_v1_UpdateRequest__Output } from '../../../suoke/testkit/v1/UpdateRequest.js';
import type { UpdateResponse as _suoke_testkit_v1_UpdateResponse, UpdateResponse__Output as _suoke_testkit_v1_UpdateResponse__Output } from '../../../suoke/testkit/v1/UpdateResponse.js';

/**
 * Keeps the health record, in which a consultation ends.
 */
export interface BenchHealthRecordServiceClient extends grpc.Client {
  /**
   * Compensation of Update.
   * Errors: none.
   */
  Revert(argument: _suoke_testkit_v1_RevertRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RevertResponse__Output>): grpc.ClientUnaryCall;
  Revert(argument: _suoke_testkit_v1_RevertRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_RevertResponse__Output>): grpc.ClientUnaryCall;
  Revert(argument: _suoke_testkit_v1_RevertRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RevertResponse__Output>): grpc.ClientUnaryCall;
  Revert(argument: _suoke_testkit_v1_RevertRequest, callback: grpc.requestCallback<_suoke_testkit_v1_RevertResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compensation of Update.
   * Errors: none.
   */
  revert(argument: _suoke_testkit_v1_RevertRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RevertResponse__Output>): grpc.ClientUnaryCall;
  revert(argument: _suoke_testkit_v1_RevertRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_RevertResponse__Output>): grpc.ClientUnaryCall;
  revert(argument: _suoke_testkit_v1_RevertRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RevertResponse__Output>): grpc.ClientUnaryCall;
  revert(argument: _suoke_testkit_v1_RevertRequest, callback: grpc.requestCallback<_suoke_testkit_v1_RevertResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Action: answers what it was given.
   * Errors: FAILED_PRECONDITION `REFUSED` for the subject `refused`; UNAVAILABLE for `flaky`, see BenchRecordService.
   */
  Update(argument: _suoke_testkit_v1_UpdateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_UpdateResponse__Output>): grpc.ClientUnaryCall;
  Update(argument: _suoke_testkit_v1_UpdateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_UpdateResponse__Output>): grpc.ClientUnaryCall;
  Update(argument: _suoke_testkit_v1_UpdateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_UpdateResponse__Output>): grpc.ClientUnaryCall;
  Update(argument: _suoke_testkit_v1_UpdateRequest, callback: grpc.requestCallback<_suoke_testkit_v1_UpdateResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: answers what it was given.
   * Errors: FAILED_PRECONDITION `REFUSED` for the subject `refused`; UNAVAILABLE for `flaky`, see BenchRecordService.
   */
  update(argument: _suoke_testkit_v1_UpdateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_UpdateResponse__Output>): grpc.ClientUnaryCall;
  update(argument: _suoke_testkit_v1_UpdateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_UpdateResponse__Output>): grpc.ClientUnaryCall;
  update(argument: _suoke_testkit_v1_UpdateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_UpdateResponse__Output>): grpc.ClientUnaryCall;
  update(argument: _suoke_testkit_v1_UpdateRequest, callback: grpc.requestCallback<_suoke_testkit_v1_UpdateResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Keeps the health record, in which a consultation ends.
 */
export interface BenchHealthRecordServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Compensation of Update.
   * Errors: none.
   */
  Revert: grpc.handleUnaryCall<_suoke_testkit_v1_RevertRequest__Output, _suoke_testkit_v1_RevertResponse>;
  
  /**
   * Action: answers what it was given.
   * Errors: FAILED_PRECONDITION `REFUSED` for the subject `refused`; UNAVAILABLE for `flaky`, see BenchRecordService.
   */
  Update: grpc.handleUnaryCall<_suoke_testkit_v1_UpdateRequest__Output, _suoke_testkit_v1_UpdateResponse>;
  
}

export interface BenchHealthRecordServiceDefinition extends grpc.ServiceDefinition {
  Revert: MethodDefinition<_suoke_testkit_v1_RevertRequest, _suoke_testkit_v1_RevertResponse, _suoke_testkit_v1_RevertRequest__Output, _suoke_testkit_v1_RevertResponse__Output>
  Update: MethodDefinition<_suoke_testkit_v1_UpdateRequest, _suoke_testkit_v1_UpdateResponse, _suoke_testkit_v1_UpdateRequest__Output, _suoke_testkit_v1_UpdateResponse__Output>
}
