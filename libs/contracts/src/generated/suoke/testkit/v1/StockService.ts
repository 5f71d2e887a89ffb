// Generated from proto/suoke/testkit/v1/every_kind.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { LookRequest as _suoke_testkit_v1_LookRequest, LookRequest__Output as _suoke_testkit_v1_LookRequest__Output } from '../../../suoke/testkit/v1/LookRequest.js';
import type { LookResponse as _suoke_testkit_v1_LookResponse, LookResponse__Output as _suoke_testkit_v1_LookResponse__Output } from '../../../suoke/testkit/v1/LookResponse.js';
import type { ReleaseRequest as _suoke_testkit_v1_ReleaseRequest, ReleaseRequest__Output as _suoke_testkit_v1_ReleaseRequest__Output } from '../../../suoke/testkit/v1/ReleaseRequest.js';
import type { ReleaseResponse as _suoke_testkit_v1_ReleaseResponse, ReleaseResponse__Output as _suoke_testkit_v1_ReleaseResponse__Output } from '../../../suoke/testkit/v1/ReleaseResponse.js';
import type { ReserveRequest as _suoke_testkit_v1_ReserveRequest, ReserveRequest__Output as _suoke_testkit_v1_ReserveRequest__Output } from '../../../suoke/testkit/v1/ReserveRequest.js';
import type { ReserveResponse as _suoke_testkit_v1_ReserveResponse, ReserveResponse__Output as _suoke_testkit_v1_ReserveResponse__Output } from '../../../suoke/testkit/v1/ReserveResponse.js';

/**
 * Keeps what can be reserved, for tests and chaos. The calls of all services here carry the metadata `idempotency-key`.
 */
export interface StockServiceClient extends grpc.Client {
  /**
   * Action that is not undone: looks at a reservation, and keeps that somebody looked.
   * Errors: NOT_FOUND `RESERVATION_NOT_FOUND`.
   */
  Look(argument: _suoke_testkit_v1_LookRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_LookResponse__Output>): grpc.ClientUnaryCall;
  Look(argument: _suoke_testkit_v1_LookRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_LookResponse__Output>): grpc.ClientUnaryCall;
  Look(argument: _suoke_testkit_v1_LookRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_LookResponse__Output>): grpc.ClientUnaryCall;
  Look(argument: _suoke_testkit_v1_LookRequest, callback: grpc.requestCallback<_suoke_testkit_v1_LookResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action that is not undone: looks at a reservation, and keeps that somebody looked.
   * Errors: NOT_FOUND `RESERVATION_NOT_FOUND`.
   */
  look(argument: _suoke_testkit_v1_LookRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_LookResponse__Output>): grpc.ClientUnaryCall;
  look(argument: _suoke_testkit_v1_LookRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_LookResponse__Output>): grpc.ClientUnaryCall;
  look(argument: _suoke_testkit_v1_LookRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_LookResponse__Output>): grpc.ClientUnaryCall;
  look(argument: _suoke_testkit_v1_LookRequest, callback: grpc.requestCallback<_suoke_testkit_v1_LookResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Compensation of Reserve. Finds the reservation by the idempotency key; succeeds when there is none.
   */
  Release(argument: _suoke_testkit_v1_ReleaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  Release(argument: _suoke_testkit_v1_ReleaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  Release(argument: _suoke_testkit_v1_ReleaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  Release(argument: _suoke_testkit_v1_ReleaseRequest, callback: grpc.requestCallback<_suoke_testkit_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compensation of Reserve. Finds the reservation by the idempotency key; succeeds when there is none.
   */
  release(argument: _suoke_testkit_v1_ReleaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  release(argument: _suoke_testkit_v1_ReleaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  release(argument: _suoke_testkit_v1_ReleaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  release(argument: _suoke_testkit_v1_ReleaseRequest, callback: grpc.requestCallback<_suoke_testkit_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Action: reserves an item.
   * Errors: FAILED_PRECONDITION `SOLD_OUT` for the item `sold-out`; `ACTION_AFTER_COMPENSATION` when the reservation of this
   * key was already released.
   */
  Reserve(argument: _suoke_testkit_v1_ReserveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_ReserveResponse__Output>): grpc.ClientUnaryCall;
  Reserve(argument: _suoke_testkit_v1_ReserveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_ReserveResponse__Output>): grpc.ClientUnaryCall;
  Reserve(argument: _suoke_testkit_v1_ReserveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_ReserveResponse__Output>): grpc.ClientUnaryCall;
  Reserve(argument: _suoke_testkit_v1_ReserveRequest, callback: grpc.requestCallback<_suoke_testkit_v1_ReserveResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: reserves an item.
   * Errors: FAILED_PRECONDITION `SOLD_OUT` for the item `sold-out`; `ACTION_AFTER_COMPENSATION` when the reservation of this
   * key was already released.
   */
  reserve(argument: _suoke_testkit_v1_ReserveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_ReserveResponse__Output>): grpc.ClientUnaryCall;
  reserve(argument: _suoke_testkit_v1_ReserveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_ReserveResponse__Output>): grpc.ClientUnaryCall;
  reserve(argument: _suoke_testkit_v1_ReserveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_ReserveResponse__Output>): grpc.ClientUnaryCall;
  reserve(argument: _suoke_testkit_v1_ReserveRequest, callback: grpc.requestCallback<_suoke_testkit_v1_ReserveResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Keeps what can be reserved, for tests and chaos. The calls of all services here carry the metadata `idempotency-key`.
 */
export interface StockServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Action that is not undone: looks at a reservation, and keeps that somebody looked.
   * Errors: NOT_FOUND `RESERVATION_NOT_FOUND`.
   */
  Look: grpc.handleUnaryCall<_suoke_testkit_v1_LookRequest__Output, _suoke_testkit_v1_LookResponse>;
  
  /**
   * Compensation of Reserve. Finds the reservation by the idempotency key; succeeds when there is none.
   */
  Release: grpc.handleUnaryCall<_suoke_testkit_v1_ReleaseRequest__Output, _suoke_testkit_v1_ReleaseResponse>;
  
  /**
   * Action: reserves an item.
   * Errors: FAILED_PRECONDITION `SOLD_OUT` for the item `sold-out`; `ACTION_AFTER_COMPENSATION` when the reservation of this
   * key was already released.
   */
  Reserve: grpc.handleUnaryCall<_suoke_testkit_v1_ReserveRequest__Output, _suoke_testkit_v1_ReserveResponse>;
  
}

export interface StockServiceDefinition extends grpc.ServiceDefinition {
  Look: MethodDefinition<_suoke_testkit_v1_LookRequest, _suoke_testkit_v1_LookResponse, _suoke_testkit_v1_LookRequest__Output, _suoke_testkit_v1_LookResponse__Output>
  Release: MethodDefinition<_suoke_testkit_v1_ReleaseRequest, _suoke_testkit_v1_ReleaseResponse, _suoke_testkit_v1_ReleaseRequest__Output, _suoke_testkit_v1_ReleaseResponse__Output>
  Reserve: MethodDefinition<_suoke_testkit_v1_ReserveRequest, _suoke_testkit_v1_ReserveResponse, _suoke_testkit_v1_ReserveRequest__Output, _suoke_testkit_v1_ReserveResponse__Output>
}
