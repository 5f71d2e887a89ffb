// Generated from proto/suoke/testkit/v1/every_kind.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { LeftServicePrepareRequest as _suoke_testkit_v1_LeftServicePrepareRequest, LeftServicePrepareRequest__Output as _suoke_testkit_v1_LeftServicePrepareRequest__Output } from '../../../suoke/testkit/v1/LeftServicePrepareRequest.js';
import type { LeftServicePrepareResponse as _suoke_testkit_v1_LeftServicePrepareResponse, LeftServicePrepareResponse__Output as _suoke_testkit_v1_LeftServicePrepareResponse__Output } from '../../../suoke/testkit/v1/LeftServicePrepareResponse.js';
import type { LeftServiceUndoRequest as _suoke_testkit_v1_LeftServiceUndoRequest, LeftServiceUndoRequest__Output as _suoke_testkit_v1_LeftServiceUndoRequest__Output } from '../../../suoke/testkit/v1/LeftServiceUndoRequest.js';
import type { LeftServiceUndoResponse as _suoke_testkit_v1_LeftServiceUndoResponse, LeftServiceUndoResponse__Output as _suoke_testkit_v1_LeftServiceUndoResponse__Output } from '../../../suoke/testkit/v1/LeftServiceUndoResponse.js';

/**
 * The left one of two that prepare at the same time.
 */
export interface LeftServiceClient extends grpc.Client {
  /**
   * Action: prepares a reservation.
   * Errors: NOT_FOUND `RESERVATION_NOT_FOUND`; FAILED_PRECONDITION `ACTION_AFTER_COMPENSATION`.
   */
  Prepare(argument: _suoke_testkit_v1_LeftServicePrepareRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  Prepare(argument: _suoke_testkit_v1_LeftServicePrepareRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  Prepare(argument: _suoke_testkit_v1_LeftServicePrepareRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  Prepare(argument: _suoke_testkit_v1_LeftServicePrepareRequest, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: prepares a reservation.
   * Errors: NOT_FOUND `RESERVATION_NOT_FOUND`; FAILED_PRECONDITION `ACTION_AFTER_COMPENSATION`.
   */
  prepare(argument: _suoke_testkit_v1_LeftServicePrepareRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  prepare(argument: _suoke_testkit_v1_LeftServicePrepareRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  prepare(argument: _suoke_testkit_v1_LeftServicePrepareRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  prepare(argument: _suoke_testkit_v1_LeftServicePrepareRequest, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Compensation of Prepare. Finds what was prepared by the idempotency key; succeeds when there is nothing.
   */
  Undo(argument: _suoke_testkit_v1_LeftServiceUndoRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  Undo(argument: _suoke_testkit_v1_LeftServiceUndoRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  Undo(argument: _suoke_testkit_v1_LeftServiceUndoRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  Undo(argument: _suoke_testkit_v1_LeftServiceUndoRequest, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compensation of Prepare. Finds what was prepared by the idempotency key; succeeds when there is nothing.
   */
  undo(argument: _suoke_testkit_v1_LeftServiceUndoRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  undo(argument: _suoke_testkit_v1_LeftServiceUndoRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  undo(argument: _suoke_testkit_v1_LeftServiceUndoRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  undo(argument: _suoke_testkit_v1_LeftServiceUndoRequest, callback: grpc.requestCallback<_suoke_testkit_v1_LeftServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * The left one of two that prepare at the same time.
 */
export interface LeftServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Action: prepares a reservation.
   * Errors: NOT_FOUND `RESERVATION_NOT_FOUND`; FAILED_PRECONDITION `ACTION_AFTER_COMPENSATION`.
   */
  Prepare: grpc.handleUnaryCall<_suoke_testkit_v1_LeftServicePrepareRequest__Output, _suoke_testkit_v1_LeftServicePrepareResponse>;
  
  /**
   * Compensation of Prepare. Finds what was prepared by the idempotency key; succeeds when there is nothing.
   */
  Undo: grpc.handleUnaryCall<_suoke_testkit_v1_LeftServiceUndoRequest__Output, _suoke_testkit_v1_LeftServiceUndoResponse>;
  
}

export interface LeftServiceDefinition extends grpc.ServiceDefinition {
  Prepare: MethodDefinition<_suoke_testkit_v1_LeftServicePrepareRequest, _suoke_testkit_v1_LeftServicePrepareResponse, _suoke_testkit_v1_LeftServicePrepareRequest__Output, _suoke_testkit_v1_LeftServicePrepareResponse__Output>
  Undo: MethodDefinition<_suoke_testkit_v1_LeftServiceUndoRequest, _suoke_testkit_v1_LeftServiceUndoResponse, _suoke_testkit_v1_LeftServiceUndoRequest__Output, _suoke_testkit_v1_LeftServiceUndoResponse__Output>
}
