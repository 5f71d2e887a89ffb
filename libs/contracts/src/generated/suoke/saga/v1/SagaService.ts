// Generated from proto/suoke/saga/v1/saga_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CancelSagaRequest as _suoke_saga_v1_CancelSagaRequest, CancelSagaRequest__Output as _suoke_saga_v1_CancelSagaRequest__Output } from '../../../suoke/saga/v1/CancelSagaRequest.js';
import type { CancelSagaResponse as _suoke_saga_v1_CancelSagaResponse, CancelSagaResponse__Output as _suoke_saga_v1_CancelSagaResponse__Output } from '../../../suoke/saga/v1/CancelSagaResponse.js';
import type { GetSagaRequest as _suoke_saga_v1_GetSagaRequest, GetSagaRequest__Output as _suoke_saga_v1_GetSagaRequest__Output } from '../../../suoke/saga/v1/GetSagaRequest.js';
import type { GetSagaResponse as _suoke_saga_v1_GetSagaResponse, GetSagaResponse__Output as _suoke_saga_v1_GetSagaResponse__Output } from '../../../suoke/saga/v1/GetSagaResponse.js';
import type { ListSagasRequest as _suoke_saga_v1_ListSagasRequest, ListSagasRequest__Output as _suoke_saga_v1_ListSagasRequest__Output } from '../../../suoke/saga/v1/ListSagasRequest.js';
import type { ListSagasResponse as _suoke_saga_v1_ListSagasResponse, ListSagasResponse__Output as _suoke_saga_v1_ListSagasResponse__Output } from '../../../suoke/saga/v1/ListSagasResponse.js';
import type { StartSagaRequest as _suoke_saga_v1_StartSagaRequest, StartSagaRequest__Output as _suoke_saga_v1_StartSagaRequest__Output } from '../../../suoke/saga/v1/StartSagaRequest.js';
import type { StartSagaResponse as _suoke_saga_v1_StartSagaResponse, StartSagaResponse__Output as _suoke_saga_v1_StartSagaResponse__Output } from '../../../suoke/saga/v1/StartSagaResponse.js';
import type { WatchSagaRequest as _suoke_saga_v1_WatchSagaRequest, WatchSagaRequest__Output as _suoke_saga_v1_WatchSagaRequest__Output } from '../../../suoke/saga/v1/WatchSagaRequest.js';
import type { WatchSagaResponse as _suoke_saga_v1_WatchSagaResponse, WatchSagaResponse__Output as _suoke_saga_v1_WatchSagaResponse__Output } from '../../../suoke/saga/v1/WatchSagaResponse.js';

/**
 * Starts sagas and tells how they fare. Errors carry google.rpc details: ErrorInfo always, BadRequest with a violation per
 * field, RetryInfo where trying again helps.
 */
export interface SagaServiceClient extends grpc.Client {
  /**
   * Turns a saga back before its commit point; everything done is undone.
   * Errors: NOT_FOUND `SAGA_NOT_FOUND`; FAILED_PRECONDITION `NOT_ALLOWED` when it is committed, on its way back or ended;
   * ABORTED `ETAG_MISMATCH`.
   */
  CancelSaga(argument: _suoke_saga_v1_CancelSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_CancelSagaResponse__Output>): grpc.ClientUnaryCall;
  CancelSaga(argument: _suoke_saga_v1_CancelSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_v1_CancelSagaResponse__Output>): grpc.ClientUnaryCall;
  CancelSaga(argument: _suoke_saga_v1_CancelSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_CancelSagaResponse__Output>): grpc.ClientUnaryCall;
  CancelSaga(argument: _suoke_saga_v1_CancelSagaRequest, callback: grpc.requestCallback<_suoke_saga_v1_CancelSagaResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Turns a saga back before its commit point; everything done is undone.
   * Errors: NOT_FOUND `SAGA_NOT_FOUND`; FAILED_PRECONDITION `NOT_ALLOWED` when it is committed, on its way back or ended;
   * ABORTED `ETAG_MISMATCH`.
   */
  cancelSaga(argument: _suoke_saga_v1_CancelSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_CancelSagaResponse__Output>): grpc.ClientUnaryCall;
  cancelSaga(argument: _suoke_saga_v1_CancelSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_v1_CancelSagaResponse__Output>): grpc.ClientUnaryCall;
  cancelSaga(argument: _suoke_saga_v1_CancelSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_CancelSagaResponse__Output>): grpc.ClientUnaryCall;
  cancelSaga(argument: _suoke_saga_v1_CancelSagaRequest, callback: grpc.requestCallback<_suoke_saga_v1_CancelSagaResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Reads one saga.
   * Errors: NOT_FOUND `SAGA_NOT_FOUND`.
   */
  GetSaga(argument: _suoke_saga_v1_GetSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  GetSaga(argument: _suoke_saga_v1_GetSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  GetSaga(argument: _suoke_saga_v1_GetSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  GetSaga(argument: _suoke_saga_v1_GetSagaRequest, callback: grpc.requestCallback<_suoke_saga_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reads one saga.
   * Errors: NOT_FOUND `SAGA_NOT_FOUND`.
   */
  getSaga(argument: _suoke_saga_v1_GetSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  getSaga(argument: _suoke_saga_v1_GetSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  getSaga(argument: _suoke_saga_v1_GetSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  getSaga(argument: _suoke_saga_v1_GetSagaRequest, callback: grpc.requestCallback<_suoke_saga_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists sagas, the newest first.
   * Errors: INVALID_ARGUMENT for a filter that cannot be read or served, a negative page size or a foreign page token.
   */
  ListSagas(argument: _suoke_saga_v1_ListSagasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  ListSagas(argument: _suoke_saga_v1_ListSagasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  ListSagas(argument: _suoke_saga_v1_ListSagasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  ListSagas(argument: _suoke_saga_v1_ListSagasRequest, callback: grpc.requestCallback<_suoke_saga_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists sagas, the newest first.
   * Errors: INVALID_ARGUMENT for a filter that cannot be read or served, a negative page size or a foreign page token.
   */
  listSagas(argument: _suoke_saga_v1_ListSagasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  listSagas(argument: _suoke_saga_v1_ListSagasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  listSagas(argument: _suoke_saga_v1_ListSagasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  listSagas(argument: _suoke_saga_v1_ListSagasRequest, callback: grpc.requestCallback<_suoke_saga_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Accepts a saga. Answers after it is durable: from then on it ends, or is visibly stuck.
   * Errors: INVALID_ARGUMENT with the path of every mistake; NOT_FOUND `TYPE_NOT_FOUND`; ALREADY_EXISTS `REQUEST_ID_REUSED`
   * with the paths that differ; RESOURCE_EXHAUSTED `OVERLOADED` with RetryInfo, and nothing was written.
   */
  StartSaga(argument: _suoke_saga_v1_StartSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_StartSagaResponse__Output>): grpc.ClientUnaryCall;
  StartSaga(argument: _suoke_saga_v1_StartSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_v1_StartSagaResponse__Output>): grpc.ClientUnaryCall;
  StartSaga(argument: _suoke_saga_v1_StartSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_StartSagaResponse__Output>): grpc.ClientUnaryCall;
  StartSaga(argument: _suoke_saga_v1_StartSagaRequest, callback: grpc.requestCallback<_suoke_saga_v1_StartSagaResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Accepts a saga. Answers after it is durable: from then on it ends, or is visibly stuck.
   * Errors: INVALID_ARGUMENT with the path of every mistake; NOT_FOUND `TYPE_NOT_FOUND`; ALREADY_EXISTS `REQUEST_ID_REUSED`
   * with the paths that differ; RESOURCE_EXHAUSTED `OVERLOADED` with RetryInfo, and nothing was written.
   */
  startSaga(argument: _suoke_saga_v1_StartSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_StartSagaResponse__Output>): grpc.ClientUnaryCall;
  startSaga(argument: _suoke_saga_v1_StartSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_v1_StartSagaResponse__Output>): grpc.ClientUnaryCall;
  startSaga(argument: _suoke_saga_v1_StartSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_v1_StartSagaResponse__Output>): grpc.ClientUnaryCall;
  startSaga(argument: _suoke_saga_v1_StartSagaRequest, callback: grpc.requestCallback<_suoke_saga_v1_StartSagaResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Streams every transition, and ends when the saga has ended. To resume after a lost stream pass the last revision seen.
   * A stuck saga does not end the stream: an operator may set it going again.
   * Errors: NOT_FOUND `SAGA_NOT_FOUND`; OUT_OF_RANGE for a revision that the saga has not reached.
   */
  WatchSaga(argument: _suoke_saga_v1_WatchSagaRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_suoke_saga_v1_WatchSagaResponse__Output>;
  WatchSaga(argument: _suoke_saga_v1_WatchSagaRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_suoke_saga_v1_WatchSagaResponse__Output>;
  /**
   * Streams every transition, and ends when the saga has ended. To resume after a lost stream pass the last revision seen.
   * A stuck saga does not end the stream: an operator may set it going again.
   * Errors: NOT_FOUND `SAGA_NOT_FOUND`; OUT_OF_RANGE for a revision that the saga has not reached.
   */
  watchSaga(argument: _suoke_saga_v1_WatchSagaRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_suoke_saga_v1_WatchSagaResponse__Output>;
  watchSaga(argument: _suoke_saga_v1_WatchSagaRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_suoke_saga_v1_WatchSagaResponse__Output>;
  
}

/**
 * Starts sagas and tells how they fare. Errors carry google.rpc details: ErrorInfo always, BadRequest with a violation per
 * field, RetryInfo where trying again helps.
 */
export interface SagaServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Turns a saga back before its commit point; everything done is undone.
   * Errors: NOT_FOUND `SAGA_NOT_FOUND`; FAILED_PRECONDITION `NOT_ALLOWED` when it is committed, on its way back or ended;
   * ABORTED `ETAG_MISMATCH`.
   */
  CancelSaga: grpc.handleUnaryCall<_suoke_saga_v1_CancelSagaRequest__Output, _suoke_saga_v1_CancelSagaResponse>;
  
  /**
   * Reads one saga.
   * Errors: NOT_FOUND `SAGA_NOT_FOUND`.
   */
  GetSaga: grpc.handleUnaryCall<_suoke_saga_v1_GetSagaRequest__Output, _suoke_saga_v1_GetSagaResponse>;
  
  /**
   * Lists sagas, the newest first.
   * Errors: INVALID_ARGUMENT for a filter that cannot be read or served, a negative page size or a foreign page token.
   */
  ListSagas: grpc.handleUnaryCall<_suoke_saga_v1_ListSagasRequest__Output, _suoke_saga_v1_ListSagasResponse>;
  
  /**
   * Accepts a saga. Answers after it is durable: from then on it ends, or is visibly stuck.
   * Errors: INVALID_ARGUMENT with the path of every mistake; NOT_FOUND `TYPE_NOT_FOUND`; ALREADY_EXISTS `REQUEST_ID_REUSED`
   * with the paths that differ; RESOURCE_EXHAUSTED `OVERLOADED` with RetryInfo, and nothing was written.
   */
  StartSaga: grpc.handleUnaryCall<_suoke_saga_v1_StartSagaRequest__Output, _suoke_saga_v1_StartSagaResponse>;
  
  /**
   * Streams every transition, and ends when the saga has ended. To resume after a lost stream pass the last revision seen.
   * A stuck saga does not end the stream: an operator may set it going again.
   * Errors: NOT_FOUND `SAGA_NOT_FOUND`; OUT_OF_RANGE for a revision that the saga has not reached.
   */
  WatchSaga: grpc.handleServerStreamingCall<_suoke_saga_v1_WatchSagaRequest__Output, _suoke_saga_v1_WatchSagaResponse>;
  
}

export interface SagaServiceDefinition extends grpc.ServiceDefinition {
  CancelSaga: MethodDefinition<_suoke_saga_v1_CancelSagaRequest, _suoke_saga_v1_CancelSagaResponse, _suoke_saga_v1_CancelSagaRequest__Output, _suoke_saga_v1_CancelSagaResponse__Output>
  GetSaga: MethodDefinition<_suoke_saga_v1_GetSagaRequest, _suoke_saga_v1_GetSagaResponse, _suoke_saga_v1_GetSagaRequest__Output, _suoke_saga_v1_GetSagaResponse__Output>
  ListSagas: MethodDefinition<_suoke_saga_v1_ListSagasRequest, _suoke_saga_v1_ListSagasResponse, _suoke_saga_v1_ListSagasRequest__Output, _suoke_saga_v1_ListSagasResponse__Output>
  StartSaga: MethodDefinition<_suoke_saga_v1_StartSagaRequest, _suoke_saga_v1_StartSagaResponse, _suoke_saga_v1_StartSagaRequest__Output, _suoke_saga_v1_StartSagaResponse__Output>
  WatchSaga: MethodDefinition<_suoke_saga_v1_WatchSagaRequest, _suoke_saga_v1_WatchSagaResponse, _suoke_saga_v1_WatchSagaRequest__Output, _suoke_saga_v1_WatchSagaResponse__Output>
}
