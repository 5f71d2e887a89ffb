// Generated from proto/suoke/participant/v1/call_status.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetCallStatusRequest as _suoke_participant_v1_GetCallStatusRequest, GetCallStatusRequest__Output as _suoke_participant_v1_GetCallStatusRequest__Output } from '../../../suoke/participant/v1/GetCallStatusRequest.js';
import type { GetCallStatusResponse as _suoke_participant_v1_GetCallStatusResponse, GetCallStatusResponse__Output as _suoke_participant_v1_GetCallStatusResponse__Output } from '../../../suoke/participant/v1/GetCallStatusResponse.js';
import type { SealCallRequest as _suoke_participant_v1_SealCallRequest, SealCallRequest__Output as _suoke_participant_v1_SealCallRequest__Output } from '../../../suoke/participant/v1/SealCallRequest.js';
import type { SealCallResponse as _suoke_participant_v1_SealCallResponse, SealCallResponse__Output as _suoke_participant_v1_SealCallResponse__Output } from '../../../suoke/participant/v1/SealCallResponse.js';

/**
 * Answers what became of a call whose answer was lost. Every participant with the barrier serves it beside its own
 * service, over the same table, so its answers are as durable as the effects themselves.
 * 
 * A key is `<saga>/<step>/<branch>/<generation>/<action|compensation>`, as sent in the metadata `idempotency-key`.
 */
export interface CallStatusServiceClient extends grpc.Client {
  /**
   * Says what stands recorded for a key. Reads only. A call that is in flight has recorded nothing yet, so NONE does not
   * mean that it never will; SealCall settles that.
   * Errors: INVALID_ARGUMENT for a malformed key.
   */
  GetCallStatus(argument: _suoke_participant_v1_GetCallStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_participant_v1_GetCallStatusResponse__Output>): grpc.ClientUnaryCall;
  GetCallStatus(argument: _suoke_participant_v1_GetCallStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_participant_v1_GetCallStatusResponse__Output>): grpc.ClientUnaryCall;
  GetCallStatus(argument: _suoke_participant_v1_GetCallStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_participant_v1_GetCallStatusResponse__Output>): grpc.ClientUnaryCall;
  GetCallStatus(argument: _suoke_participant_v1_GetCallStatusRequest, callback: grpc.requestCallback<_suoke_participant_v1_GetCallStatusResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says what stands recorded for a key. Reads only. A call that is in flight has recorded nothing yet, so NONE does not
   * mean that it never will; SealCall settles that.
   * Errors: INVALID_ARGUMENT for a malformed key.
   */
  getCallStatus(argument: _suoke_participant_v1_GetCallStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_participant_v1_GetCallStatusResponse__Output>): grpc.ClientUnaryCall;
  getCallStatus(argument: _suoke_participant_v1_GetCallStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_participant_v1_GetCallStatusResponse__Output>): grpc.ClientUnaryCall;
  getCallStatus(argument: _suoke_participant_v1_GetCallStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_participant_v1_GetCallStatusResponse__Output>): grpc.ClientUnaryCall;
  getCallStatus(argument: _suoke_participant_v1_GetCallStatusRequest, callback: grpc.requestCallback<_suoke_participant_v1_GetCallStatusResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Settles an action once and for all: if it took effect, returns its reply; if not, closes the key, so that a delayed
   * call is refused with FAILED_PRECONDITION, reason `ACTION_AFTER_COMPENSATION`. Repeats return the same answer. Waits
   * for a transaction that is applying the action right now.
   * Errors: INVALID_ARGUMENT for a malformed key or the key of a compensation; ABORTED when the wait took too long (send
   * it again).
   */
  SealCall(argument: _suoke_participant_v1_SealCallRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_participant_v1_SealCallResponse__Output>): grpc.ClientUnaryCall;
  SealCall(argument: _suoke_participant_v1_SealCallRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_participant_v1_SealCallResponse__Output>): grpc.ClientUnaryCall;
  SealCall(argument: _suoke_participant_v1_SealCallRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_participant_v1_SealCallResponse__Output>): grpc.ClientUnaryCall;
  SealCall(argument: _suoke_participant_v1_SealCallRequest, callback: grpc.requestCallback<_suoke_participant_v1_SealCallResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Settles an action once and for all: if it took effect, returns its reply; if not, closes the key, so that a delayed
   * call is refused with FAILED_PRECONDITION, reason `ACTION_AFTER_COMPENSATION`. Repeats return the same answer. Waits
   * for a transaction that is applying the action right now.
   * Errors: INVALID_ARGUMENT for a malformed key or the key of a compensation; ABORTED when the wait took too long (send
   * it again).
   */
  sealCall(argument: _suoke_participant_v1_SealCallRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_participant_v1_SealCallResponse__Output>): grpc.ClientUnaryCall;
  sealCall(argument: _suoke_participant_v1_SealCallRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_participant_v1_SealCallResponse__Output>): grpc.ClientUnaryCall;
  sealCall(argument: _suoke_participant_v1_SealCallRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_participant_v1_SealCallResponse__Output>): grpc.ClientUnaryCall;
  sealCall(argument: _suoke_participant_v1_SealCallRequest, callback: grpc.requestCallback<_suoke_participant_v1_SealCallResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Answers what became of a call whose answer was lost. Every participant with the barrier serves it beside its own
 * service, over the same table, so its answers are as durable as the effects themselves.
 * 
 * A key is `<saga>/<step>/<branch>/<generation>/<action|compensation>`, as sent in the metadata `idempotency-key`.
 */
export interface CallStatusServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Says what stands recorded for a key. Reads only. A call that is in flight has recorded nothing yet, so NONE does not
   * mean that it never will; SealCall settles that.
   * Errors: INVALID_ARGUMENT for a malformed key.
   */
  GetCallStatus: grpc.handleUnaryCall<_suoke_participant_v1_GetCallStatusRequest__Output, _suoke_participant_v1_GetCallStatusResponse>;
  
  /**
   * Settles an action once and for all: if it took effect, returns its reply; if not, closes the key, so that a delayed
   * call is refused with FAILED_PRECONDITION, reason `ACTION_AFTER_COMPENSATION`. Repeats return the same answer. Waits
   * for a transaction that is applying the action right now.
   * Errors: INVALID_ARGUMENT for a malformed key or the key of a compensation; ABORTED when the wait took too long (send
   * it again).
   */
  SealCall: grpc.handleUnaryCall<_suoke_participant_v1_SealCallRequest__Output, _suoke_participant_v1_SealCallResponse>;
  
}

export interface CallStatusServiceDefinition extends grpc.ServiceDefinition {
  GetCallStatus: MethodDefinition<_suoke_participant_v1_GetCallStatusRequest, _suoke_participant_v1_GetCallStatusResponse, _suoke_participant_v1_GetCallStatusRequest__Output, _suoke_participant_v1_GetCallStatusResponse__Output>
  SealCall: MethodDefinition<_suoke_participant_v1_SealCallRequest, _suoke_participant_v1_SealCallResponse, _suoke_participant_v1_SealCallRequest__Output, _suoke_participant_v1_SealCallResponse__Output>
}
