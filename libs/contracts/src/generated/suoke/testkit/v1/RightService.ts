// Generated from proto/suoke/testkit/v1/every_kind.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { RightServicePrepareRequest as _suoke_testkit_v1_RightServicePrepareRequest, RightServicePrepareRequest__Output as _suoke_testkit_v1_RightServicePrepareRequest__Output } from '../../../suoke/testkit/v1/RightServicePrepareRequest.js';
import type { RightServicePrepareResponse as _suoke_testkit_v1_RightServicePrepareResponse, RightServicePrepareResponse__Output as _suoke_testkit_v1_RightServicePrepareResponse__Output } from '../../../suoke/testkit/v1/RightServicePrepareResponse.js';
import type { RightServiceUndoRequest as _suoke_testkit_v1_RightServiceUndoRequest, RightServiceUndoRequest__Output as _suoke_testkit_v1_RightServiceUndoRequest__Output } from '../../../suoke/testkit/v1/RightServiceUndoRequest.js';
import type { RightServiceUndoResponse as _suoke_testkit_v1_RightServiceUndoResponse, RightServiceUndoResponse__Output as _suoke_testkit_v1_RightServiceUndoResponse__Output } from '../../../suoke/testkit/v1/RightServiceUndoResponse.js';

/**
 * The right one of two that prepare at the same time. It stands behind no barrier: it finds what it prepared by the key, and
 * remembers no undo of nothing.
 */
export interface RightServiceClient extends grpc.Client {
  /**
   * Action: prepares a reservation; a repeat answers what the first call made.
   * Errors: FAILED_PRECONDITION `ALREADY_UNDONE` when what this key prepared was undone. When its undo came first and found
   * nothing, a late call is not refused.
   */
  Prepare(argument: _suoke_testkit_v1_RightServicePrepareRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RightServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  Prepare(argument: _suoke_testkit_v1_RightServicePrepareRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_RightServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  Prepare(argument: _suoke_testkit_v1_RightServicePrepareRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RightServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  Prepare(argument: _suoke_testkit_v1_RightServicePrepareRequest, callback: grpc.requestCallback<_suoke_testkit_v1_RightServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: prepares a reservation; a repeat answers what the first call made.
   * Errors: FAILED_PRECONDITION `ALREADY_UNDONE` when what this key prepared was undone. When its undo came first and found
   * nothing, a late call is not refused.
   */
  prepare(argument: _suoke_testkit_v1_RightServicePrepareRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RightServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  prepare(argument: _suoke_testkit_v1_RightServicePrepareRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_RightServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  prepare(argument: _suoke_testkit_v1_RightServicePrepareRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RightServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  prepare(argument: _suoke_testkit_v1_RightServicePrepareRequest, callback: grpc.requestCallback<_suoke_testkit_v1_RightServicePrepareResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Compensation of Prepare, by the idempotency key; a repeat succeeds.
   * Errors: NOT_FOUND `NOTHING_PREPARED`, which a saga takes for done.
   */
  Undo(argument: _suoke_testkit_v1_RightServiceUndoRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RightServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  Undo(argument: _suoke_testkit_v1_RightServiceUndoRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_RightServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  Undo(argument: _suoke_testkit_v1_RightServiceUndoRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RightServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  Undo(argument: _suoke_testkit_v1_RightServiceUndoRequest, callback: grpc.requestCallback<_suoke_testkit_v1_RightServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compensation of Prepare, by the idempotency key; a repeat succeeds.
   * Errors: NOT_FOUND `NOTHING_PREPARED`, which a saga takes for done.
   */
  undo(argument: _suoke_testkit_v1_RightServiceUndoRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RightServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  undo(argument: _suoke_testkit_v1_RightServiceUndoRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_RightServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  undo(argument: _suoke_testkit_v1_RightServiceUndoRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_RightServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  undo(argument: _suoke_testkit_v1_RightServiceUndoRequest, callback: grpc.requestCallback<_suoke_testkit_v1_RightServiceUndoResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * The right one of two that prepare at the same time. It stands behind no barrier: it finds what it prepared by the key, and
 * remembers no undo of nothing.
 */
export interface RightServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Action: prepares a reservation; a repeat answers what the first call made.
   * Errors: FAILED_PRECONDITION `ALREADY_UNDONE` when what this key prepared was undone. When its undo came first and found
   * nothing, a late call is not refused.
   */
  Prepare: grpc.handleUnaryCall<_suoke_testkit_v1_RightServicePrepareRequest__Output, _suoke_testkit_v1_RightServicePrepareResponse>;
  
  /**
   * Compensation of Prepare, by the idempotency key; a repeat succeeds.
   * Errors: NOT_FOUND `NOTHING_PREPARED`, which a saga takes for done.
   */
  Undo: grpc.handleUnaryCall<_suoke_testkit_v1_RightServiceUndoRequest__Output, _suoke_testkit_v1_RightServiceUndoResponse>;
  
}

export interface RightServiceDefinition extends grpc.ServiceDefinition {
  Prepare: MethodDefinition<_suoke_testkit_v1_RightServicePrepareRequest, _suoke_testkit_v1_RightServicePrepareResponse, _suoke_testkit_v1_RightServicePrepareRequest__Output, _suoke_testkit_v1_RightServicePrepareResponse__Output>
  Undo: MethodDefinition<_suoke_testkit_v1_RightServiceUndoRequest, _suoke_testkit_v1_RightServiceUndoResponse, _suoke_testkit_v1_RightServiceUndoRequest__Output, _suoke_testkit_v1_RightServiceUndoResponse__Output>
}
