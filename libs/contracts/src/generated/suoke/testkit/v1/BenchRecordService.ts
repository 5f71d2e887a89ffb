// Generated from proto/suoke/testkit/v1/bench.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CreateRequest as _suoke_testkit_v1_CreateRequest, CreateRequest__Output as _suoke_testkit_v1_CreateRequest__Output } from '../../../suoke/testkit/v1/CreateRequest.js';
import type { CreateResponse as _suoke_testkit_v1_CreateResponse, CreateResponse__Output as _suoke_testkit_v1_CreateResponse__Output } from '../../../suoke/testkit/v1/CreateResponse.js';
import type { DeleteRequest as _suoke_testkit_v1_DeleteRequest, DeleteRequest__Output as _suoke_testkit_v1_DeleteRequest__Output } from '../../../suoke/testkit/v1/DeleteRequest.js';
import type { DeleteResponse as _suoke_testkit_v1_DeleteResponse, DeleteResponse__Output as _suoke_testkit_v1_DeleteResponse__Output } from '../../../suoke/testkit/v1/DeleteResponse.js';

/**
 * Keeps the record that a consultation begins with. All services of the benchmark answer from
 * memory and obey the subject of a request: `ok` is answered at once, `slow-<ms>` after so many milliseconds, `flaky` is
 * unavailable at one of ten first attempts, and `refused` is refused by BenchHealthRecordService.Update.
 */
export interface BenchRecordServiceClient extends grpc.Client {
  /**
   * Action: answers what it was given.
   * Errors: UNAVAILABLE at one of ten first attempts for the subject `flaky`.
   */
  Create(argument: _suoke_testkit_v1_CreateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_CreateResponse__Output>): grpc.ClientUnaryCall;
  Create(argument: _suoke_testkit_v1_CreateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_CreateResponse__Output>): grpc.ClientUnaryCall;
  Create(argument: _suoke_testkit_v1_CreateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_CreateResponse__Output>): grpc.ClientUnaryCall;
  Create(argument: _suoke_testkit_v1_CreateRequest, callback: grpc.requestCallback<_suoke_testkit_v1_CreateResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: answers what it was given.
   * Errors: UNAVAILABLE at one of ten first attempts for the subject `flaky`.
   */
  create(argument: _suoke_testkit_v1_CreateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_CreateResponse__Output>): grpc.ClientUnaryCall;
  create(argument: _suoke_testkit_v1_CreateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_CreateResponse__Output>): grpc.ClientUnaryCall;
  create(argument: _suoke_testkit_v1_CreateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_CreateResponse__Output>): grpc.ClientUnaryCall;
  create(argument: _suoke_testkit_v1_CreateRequest, callback: grpc.requestCallback<_suoke_testkit_v1_CreateResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Compensation of Create.
   * Errors: none.
   */
  Delete(argument: _suoke_testkit_v1_DeleteRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_DeleteResponse__Output>): grpc.ClientUnaryCall;
  Delete(argument: _suoke_testkit_v1_DeleteRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_DeleteResponse__Output>): grpc.ClientUnaryCall;
  Delete(argument: _suoke_testkit_v1_DeleteRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_DeleteResponse__Output>): grpc.ClientUnaryCall;
  Delete(argument: _suoke_testkit_v1_DeleteRequest, callback: grpc.requestCallback<_suoke_testkit_v1_DeleteResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compensation of Create.
   * Errors: none.
   */
  delete(argument: _suoke_testkit_v1_DeleteRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_DeleteResponse__Output>): grpc.ClientUnaryCall;
  delete(argument: _suoke_testkit_v1_DeleteRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_DeleteResponse__Output>): grpc.ClientUnaryCall;
  delete(argument: _suoke_testkit_v1_DeleteRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_DeleteResponse__Output>): grpc.ClientUnaryCall;
  delete(argument: _suoke_testkit_v1_DeleteRequest, callback: grpc.requestCallback<_suoke_testkit_v1_DeleteResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Keeps the record that a consultation begins with. All services of the benchmark answer from
 * memory and obey the subject of a request: `ok` is answered at once, `slow-<ms>` after so many milliseconds, `flaky` is
 * unavailable at one of ten first attempts, and `refused` is refused by BenchHealthRecordService.Update.
 */
export interface BenchRecordServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Action: answers what it was given.
   * Errors: UNAVAILABLE at one of ten first attempts for the subject `flaky`.
   */
  Create: grpc.handleUnaryCall<_suoke_testkit_v1_CreateRequest__Output, _suoke_testkit_v1_CreateResponse>;
  
  /**
   * Compensation of Create.
   * Errors: none.
   */
  Delete: grpc.handleUnaryCall<_suoke_testkit_v1_DeleteRequest__Output, _suoke_testkit_v1_DeleteResponse>;
  
}

export interface BenchRecordServiceDefinition extends grpc.ServiceDefinition {
  Create: MethodDefinition<_suoke_testkit_v1_CreateRequest, _suoke_testkit_v1_CreateResponse, _suoke_testkit_v1_CreateRequest__Output, _suoke_testkit_v1_CreateResponse__Output>
  Delete: MethodDefinition<_suoke_testkit_v1_DeleteRequest, _suoke_testkit_v1_DeleteResponse, _suoke_testkit_v1_DeleteRequest__Output, _suoke_testkit_v1_DeleteResponse__Output>
}
