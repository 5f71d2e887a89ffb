// Generated from proto/suoke/consultation/v1/consultation.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CreateRecordRequest as _suoke_consultation_v1_CreateRecordRequest, CreateRecordRequest__Output as _suoke_consultation_v1_CreateRecordRequest__Output } from '../../../suoke/consultation/v1/CreateRecordRequest.js';
import type { CreateRecordResponse as _suoke_consultation_v1_CreateRecordResponse, CreateRecordResponse__Output as _suoke_consultation_v1_CreateRecordResponse__Output } from '../../../suoke/consultation/v1/CreateRecordResponse.js';
import type { DeleteRecordRequest as _suoke_consultation_v1_DeleteRecordRequest, DeleteRecordRequest__Output as _suoke_consultation_v1_DeleteRecordRequest__Output } from '../../../suoke/consultation/v1/DeleteRecordRequest.js';
import type { DeleteRecordResponse as _suoke_consultation_v1_DeleteRecordResponse, DeleteRecordResponse__Output as _suoke_consultation_v1_DeleteRecordResponse__Output } from '../../../suoke/consultation/v1/DeleteRecordResponse.js';
import type { GetRecordRequest as _suoke_consultation_v1_GetRecordRequest, GetRecordRequest__Output as _suoke_consultation_v1_GetRecordRequest__Output } from '../../../suoke/consultation/v1/GetRecordRequest.js';
import type { GetRecordResponse as _suoke_consultation_v1_GetRecordResponse, GetRecordResponse__Output as _suoke_consultation_v1_GetRecordResponse__Output } from '../../../suoke/consultation/v1/GetRecordResponse.js';
import type { ListRecordsRequest as _suoke_consultation_v1_ListRecordsRequest, ListRecordsRequest__Output as _suoke_consultation_v1_ListRecordsRequest__Output } from '../../../suoke/consultation/v1/ListRecordsRequest.js';
import type { ListRecordsResponse as _suoke_consultation_v1_ListRecordsResponse, ListRecordsResponse__Output as _suoke_consultation_v1_ListRecordsResponse__Output } from '../../../suoke/consultation/v1/ListRecordsResponse.js';

/**
 * Keeps the records of consultations. Saga calls (CreateRecord, DeleteRecord) carry the metadata `idempotency-key`:
 * one key takes effect at most once, and a repeat gets the stored reply.
 */
export interface ConsultationServiceClient extends grpc.Client {
  /**
   * Action: stores what the person told and what was observed.
   * Errors: INVALID_ARGUMENT with a field violation per mistake; FAILED_PRECONDITION `ACTION_AFTER_COMPENSATION` when the
   * record of this key was already undone.
   */
  CreateRecord(argument: _suoke_consultation_v1_CreateRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_CreateRecordResponse__Output>): grpc.ClientUnaryCall;
  CreateRecord(argument: _suoke_consultation_v1_CreateRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_consultation_v1_CreateRecordResponse__Output>): grpc.ClientUnaryCall;
  CreateRecord(argument: _suoke_consultation_v1_CreateRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_CreateRecordResponse__Output>): grpc.ClientUnaryCall;
  CreateRecord(argument: _suoke_consultation_v1_CreateRecordRequest, callback: grpc.requestCallback<_suoke_consultation_v1_CreateRecordResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: stores what the person told and what was observed.
   * Errors: INVALID_ARGUMENT with a field violation per mistake; FAILED_PRECONDITION `ACTION_AFTER_COMPENSATION` when the
   * record of this key was already undone.
   */
  createRecord(argument: _suoke_consultation_v1_CreateRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_CreateRecordResponse__Output>): grpc.ClientUnaryCall;
  createRecord(argument: _suoke_consultation_v1_CreateRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_consultation_v1_CreateRecordResponse__Output>): grpc.ClientUnaryCall;
  createRecord(argument: _suoke_consultation_v1_CreateRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_CreateRecordResponse__Output>): grpc.ClientUnaryCall;
  createRecord(argument: _suoke_consultation_v1_CreateRecordRequest, callback: grpc.requestCallback<_suoke_consultation_v1_CreateRecordResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Compensation of CreateRecord: a soft delete that keeps the reason. Finds the record by the idempotency key; succeeds
   * when there is nothing to delete.
   */
  DeleteRecord(argument: _suoke_consultation_v1_DeleteRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_DeleteRecordResponse__Output>): grpc.ClientUnaryCall;
  DeleteRecord(argument: _suoke_consultation_v1_DeleteRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_consultation_v1_DeleteRecordResponse__Output>): grpc.ClientUnaryCall;
  DeleteRecord(argument: _suoke_consultation_v1_DeleteRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_DeleteRecordResponse__Output>): grpc.ClientUnaryCall;
  DeleteRecord(argument: _suoke_consultation_v1_DeleteRecordRequest, callback: grpc.requestCallback<_suoke_consultation_v1_DeleteRecordResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compensation of CreateRecord: a soft delete that keeps the reason. Finds the record by the idempotency key; succeeds
   * when there is nothing to delete.
   */
  deleteRecord(argument: _suoke_consultation_v1_DeleteRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_DeleteRecordResponse__Output>): grpc.ClientUnaryCall;
  deleteRecord(argument: _suoke_consultation_v1_DeleteRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_consultation_v1_DeleteRecordResponse__Output>): grpc.ClientUnaryCall;
  deleteRecord(argument: _suoke_consultation_v1_DeleteRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_DeleteRecordResponse__Output>): grpc.ClientUnaryCall;
  deleteRecord(argument: _suoke_consultation_v1_DeleteRecordRequest, callback: grpc.requestCallback<_suoke_consultation_v1_DeleteRecordResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Reads one record, deleted ones too.
   * Errors: NOT_FOUND, reason `CONSULTATION_NOT_FOUND`.
   */
  GetRecord(argument: _suoke_consultation_v1_GetRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_GetRecordResponse__Output>): grpc.ClientUnaryCall;
  GetRecord(argument: _suoke_consultation_v1_GetRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_consultation_v1_GetRecordResponse__Output>): grpc.ClientUnaryCall;
  GetRecord(argument: _suoke_consultation_v1_GetRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_GetRecordResponse__Output>): grpc.ClientUnaryCall;
  GetRecord(argument: _suoke_consultation_v1_GetRecordRequest, callback: grpc.requestCallback<_suoke_consultation_v1_GetRecordResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reads one record, deleted ones too.
   * Errors: NOT_FOUND, reason `CONSULTATION_NOT_FOUND`.
   */
  getRecord(argument: _suoke_consultation_v1_GetRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_GetRecordResponse__Output>): grpc.ClientUnaryCall;
  getRecord(argument: _suoke_consultation_v1_GetRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_consultation_v1_GetRecordResponse__Output>): grpc.ClientUnaryCall;
  getRecord(argument: _suoke_consultation_v1_GetRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_GetRecordResponse__Output>): grpc.ClientUnaryCall;
  getRecord(argument: _suoke_consultation_v1_GetRecordRequest, callback: grpc.requestCallback<_suoke_consultation_v1_GetRecordResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists records, newest first.
   * Errors: INVALID_ARGUMENT for a negative page size or a foreign page token.
   */
  ListRecords(argument: _suoke_consultation_v1_ListRecordsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_ListRecordsResponse__Output>): grpc.ClientUnaryCall;
  ListRecords(argument: _suoke_consultation_v1_ListRecordsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_consultation_v1_ListRecordsResponse__Output>): grpc.ClientUnaryCall;
  ListRecords(argument: _suoke_consultation_v1_ListRecordsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_ListRecordsResponse__Output>): grpc.ClientUnaryCall;
  ListRecords(argument: _suoke_consultation_v1_ListRecordsRequest, callback: grpc.requestCallback<_suoke_consultation_v1_ListRecordsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists records, newest first.
   * Errors: INVALID_ARGUMENT for a negative page size or a foreign page token.
   */
  listRecords(argument: _suoke_consultation_v1_ListRecordsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_ListRecordsResponse__Output>): grpc.ClientUnaryCall;
  listRecords(argument: _suoke_consultation_v1_ListRecordsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_consultation_v1_ListRecordsResponse__Output>): grpc.ClientUnaryCall;
  listRecords(argument: _suoke_consultation_v1_ListRecordsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_v1_ListRecordsResponse__Output>): grpc.ClientUnaryCall;
  listRecords(argument: _suoke_consultation_v1_ListRecordsRequest, callback: grpc.requestCallback<_suoke_consultation_v1_ListRecordsResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Keeps the records of consultations. Saga calls (CreateRecord, DeleteRecord) carry the metadata `idempotency-key`:
 * one key takes effect at most once, and a repeat gets the stored reply.
 */
export interface ConsultationServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Action: stores what the person told and what was observed.
   * Errors: INVALID_ARGUMENT with a field violation per mistake; FAILED_PRECONDITION `ACTION_AFTER_COMPENSATION` when the
   * record of this key was already undone.
   */
  CreateRecord: grpc.handleUnaryCall<_suoke_consultation_v1_CreateRecordRequest__Output, _suoke_consultation_v1_CreateRecordResponse>;
  
  /**
   * Compensation of CreateRecord: a soft delete that keeps the reason. Finds the record by the idempotency key; succeeds
   * when there is nothing to delete.
   */
  DeleteRecord: grpc.handleUnaryCall<_suoke_consultation_v1_DeleteRecordRequest__Output, _suoke_consultation_v1_DeleteRecordResponse>;
  
  /**
   * Reads one record, deleted ones too.
   * Errors: NOT_FOUND, reason `CONSULTATION_NOT_FOUND`.
   */
  GetRecord: grpc.handleUnaryCall<_suoke_consultation_v1_GetRecordRequest__Output, _suoke_consultation_v1_GetRecordResponse>;
  
  /**
   * Lists records, newest first.
   * Errors: INVALID_ARGUMENT for a negative page size or a foreign page token.
   */
  ListRecords: grpc.handleUnaryCall<_suoke_consultation_v1_ListRecordsRequest__Output, _suoke_consultation_v1_ListRecordsResponse>;
  
}

export interface ConsultationServiceDefinition extends grpc.ServiceDefinition {
  CreateRecord: MethodDefinition<_suoke_consultation_v1_CreateRecordRequest, _suoke_consultation_v1_CreateRecordResponse, _suoke_consultation_v1_CreateRecordRequest__Output, _suoke_consultation_v1_CreateRecordResponse__Output>
  DeleteRecord: MethodDefinition<_suoke_consultation_v1_DeleteRecordRequest, _suoke_consultation_v1_DeleteRecordResponse, _suoke_consultation_v1_DeleteRecordRequest__Output, _suoke_consultation_v1_DeleteRecordResponse__Output>
  GetRecord: MethodDefinition<_suoke_consultation_v1_GetRecordRequest, _suoke_consultation_v1_GetRecordResponse, _suoke_consultation_v1_GetRecordRequest__Output, _suoke_consultation_v1_GetRecordResponse__Output>
  ListRecords: MethodDefinition<_suoke_consultation_v1_ListRecordsRequest, _suoke_consultation_v1_ListRecordsResponse, _suoke_consultation_v1_ListRecordsRequest__Output, _suoke_consultation_v1_ListRecordsResponse__Output>
}
