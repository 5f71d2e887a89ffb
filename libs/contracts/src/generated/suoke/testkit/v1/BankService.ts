// Generated from proto/suoke/testkit/v1/every_kind.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { PayRequest as _suoke_testkit_v1_PayRequest, PayRequest__Output as _suoke_testkit_v1_PayRequest__Output } from '../../../suoke/testkit/v1/PayRequest.js';
import type { PayResponse as _suoke_testkit_v1_PayResponse, PayResponse__Output as _suoke_testkit_v1_PayResponse__Output } from '../../../suoke/testkit/v1/PayResponse.js';

/**
 * Takes the money: what cannot be undone.
 */
export interface BankServiceClient extends grpc.Client {
  /**
   * Action: pays for what the left one prepared.
   * Errors: FAILED_PRECONDITION `UNPAYABLE` for the item `unpayable`; NOT_FOUND `PREPARATION_NOT_FOUND`; FAILED_PRECONDITION
   * `ACTION_AFTER_COMPENSATION` when the key was sealed.
   */
  Pay(argument: _suoke_testkit_v1_PayRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_PayResponse__Output>): grpc.ClientUnaryCall;
  Pay(argument: _suoke_testkit_v1_PayRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_PayResponse__Output>): grpc.ClientUnaryCall;
  Pay(argument: _suoke_testkit_v1_PayRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_PayResponse__Output>): grpc.ClientUnaryCall;
  Pay(argument: _suoke_testkit_v1_PayRequest, callback: grpc.requestCallback<_suoke_testkit_v1_PayResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: pays for what the left one prepared.
   * Errors: FAILED_PRECONDITION `UNPAYABLE` for the item `unpayable`; NOT_FOUND `PREPARATION_NOT_FOUND`; FAILED_PRECONDITION
   * `ACTION_AFTER_COMPENSATION` when the key was sealed.
   */
  pay(argument: _suoke_testkit_v1_PayRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_PayResponse__Output>): grpc.ClientUnaryCall;
  pay(argument: _suoke_testkit_v1_PayRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_PayResponse__Output>): grpc.ClientUnaryCall;
  pay(argument: _suoke_testkit_v1_PayRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_PayResponse__Output>): grpc.ClientUnaryCall;
  pay(argument: _suoke_testkit_v1_PayRequest, callback: grpc.requestCallback<_suoke_testkit_v1_PayResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Takes the money: what cannot be undone.
 */
export interface BankServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Action: pays for what the left one prepared.
   * Errors: FAILED_PRECONDITION `UNPAYABLE` for the item `unpayable`; NOT_FOUND `PREPARATION_NOT_FOUND`; FAILED_PRECONDITION
   * `ACTION_AFTER_COMPENSATION` when the key was sealed.
   */
  Pay: grpc.handleUnaryCall<_suoke_testkit_v1_PayRequest__Output, _suoke_testkit_v1_PayResponse>;
  
}

export interface BankServiceDefinition extends grpc.ServiceDefinition {
  Pay: MethodDefinition<_suoke_testkit_v1_PayRequest, _suoke_testkit_v1_PayResponse, _suoke_testkit_v1_PayRequest__Output, _suoke_testkit_v1_PayResponse__Output>
}
