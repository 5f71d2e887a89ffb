// Generated from proto/suoke/testkit/v1/every_kind.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { TellRequest as _suoke_testkit_v1_TellRequest, TellRequest__Output as _suoke_testkit_v1_TellRequest__Output } from '../../../suoke/testkit/v1/TellRequest.js';
import type { TellResponse as _suoke_testkit_v1_TellResponse, TellResponse__Output as _suoke_testkit_v1_TellResponse__Output } from '../../../suoke/testkit/v1/TellResponse.js';

/**
 * Tells the customer: what is tried until it works.
 */
export interface MailServiceClient extends grpc.Client {
  /**
   * Action: tells of a payment.
   * Errors: none of its own.
   */
  Tell(argument: _suoke_testkit_v1_TellRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_TellResponse__Output>): grpc.ClientUnaryCall;
  Tell(argument: _suoke_testkit_v1_TellRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_TellResponse__Output>): grpc.ClientUnaryCall;
  Tell(argument: _suoke_testkit_v1_TellRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_TellResponse__Output>): grpc.ClientUnaryCall;
  Tell(argument: _suoke_testkit_v1_TellRequest, callback: grpc.requestCallback<_suoke_testkit_v1_TellResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: tells of a payment.
   * Errors: none of its own.
   */
  tell(argument: _suoke_testkit_v1_TellRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_TellResponse__Output>): grpc.ClientUnaryCall;
  tell(argument: _suoke_testkit_v1_TellRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_testkit_v1_TellResponse__Output>): grpc.ClientUnaryCall;
  tell(argument: _suoke_testkit_v1_TellRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_testkit_v1_TellResponse__Output>): grpc.ClientUnaryCall;
  tell(argument: _suoke_testkit_v1_TellRequest, callback: grpc.requestCallback<_suoke_testkit_v1_TellResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Tells the customer: what is tried until it works.
 */
export interface MailServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Action: tells of a payment.
   * Errors: none of its own.
   */
  Tell: grpc.handleUnaryCall<_suoke_testkit_v1_TellRequest__Output, _suoke_testkit_v1_TellResponse>;
  
}

export interface MailServiceDefinition extends grpc.ServiceDefinition {
  Tell: MethodDefinition<_suoke_testkit_v1_TellRequest, _suoke_testkit_v1_TellResponse, _suoke_testkit_v1_TellRequest__Output, _suoke_testkit_v1_TellResponse__Output>
}
