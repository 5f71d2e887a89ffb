// Generated from proto/suoke/health_record/v1/health_record.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetHealthRecordRequest as _suoke_health_record_v1_GetHealthRecordRequest, GetHealthRecordRequest__Output as _suoke_health_record_v1_GetHealthRecordRequest__Output } from '../../../suoke/health_record/v1/GetHealthRecordRequest.js';
import type { GetHealthRecordResponse as _suoke_health_record_v1_GetHealthRecordResponse, GetHealthRecordResponse__Output as _suoke_health_record_v1_GetHealthRecordResponse__Output } from '../../../suoke/health_record/v1/GetHealthRecordResponse.js';
import type { ListVersionsRequest as _suoke_health_record_v1_ListVersionsRequest, ListVersionsRequest__Output as _suoke_health_record_v1_ListVersionsRequest__Output } from '../../../suoke/health_record/v1/ListVersionsRequest.js';
import type { ListVersionsResponse as _suoke_health_record_v1_ListVersionsResponse, ListVersionsResponse__Output as _suoke_health_record_v1_ListVersionsResponse__Output } from '../../../suoke/health_record/v1/ListVersionsResponse.js';
import type { LockHealthRecordRequest as _suoke_health_record_v1_LockHealthRecordRequest, LockHealthRecordRequest__Output as _suoke_health_record_v1_LockHealthRecordRequest__Output } from '../../../suoke/health_record/v1/LockHealthRecordRequest.js';
import type { LockHealthRecordResponse as _suoke_health_record_v1_LockHealthRecordResponse, LockHealthRecordResponse__Output as _suoke_health_record_v1_LockHealthRecordResponse__Output } from '../../../suoke/health_record/v1/LockHealthRecordResponse.js';
import type { RevertHealthRecordRequest as _suoke_health_record_v1_RevertHealthRecordRequest, RevertHealthRecordRequest__Output as _suoke_health_record_v1_RevertHealthRecordRequest__Output } from '../../../suoke/health_record/v1/RevertHealthRecordRequest.js';
import type { RevertHealthRecordResponse as _suoke_health_record_v1_RevertHealthRecordResponse, RevertHealthRecordResponse__Output as _suoke_health_record_v1_RevertHealthRecordResponse__Output } from '../../../suoke/health_record/v1/RevertHealthRecordResponse.js';
import type { UnlockHealthRecordRequest as _suoke_health_record_v1_UnlockHealthRecordRequest, UnlockHealthRecordRequest__Output as _suoke_health_record_v1_UnlockHealthRecordRequest__Output } from '../../../suoke/health_record/v1/UnlockHealthRecordRequest.js';
import type { UnlockHealthRecordResponse as _suoke_health_record_v1_UnlockHealthRecordResponse, UnlockHealthRecordResponse__Output as _suoke_health_record_v1_UnlockHealthRecordResponse__Output } from '../../../suoke/health_record/v1/UnlockHealthRecordResponse.js';
import type { UpdateHealthRecordRequest as _suoke_health_record_v1_UpdateHealthRecordRequest, UpdateHealthRecordRequest__Output as _suoke_health_record_v1_UpdateHealthRecordRequest__Output } from '../../../suoke/health_record/v1/UpdateHealthRecordRequest.js';
import type { UpdateHealthRecordResponse as _suoke_health_record_v1_UpdateHealthRecordResponse, UpdateHealthRecordResponse__Output as _suoke_health_record_v1_UpdateHealthRecordResponse__Output } from '../../../suoke/health_record/v1/UpdateHealthRecordResponse.js';

/**
 * Keeps the health record of each person: for every type of data a chain of versions. Saga calls (UpdateHealthRecord,
 * RevertHealthRecord) carry the metadata `idempotency-key`: one key takes effect at most once, and a repeat gets the
 * stored reply.
 */
export interface HealthRecordServiceClient extends grpc.Client {
  /**
   * Reads the current version of one type of data.
   * Errors: NOT_FOUND, reason `HEALTH_RECORD_NOT_FOUND`.
   */
  GetHealthRecord(argument: _suoke_health_record_v1_GetHealthRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_GetHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  GetHealthRecord(argument: _suoke_health_record_v1_GetHealthRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_health_record_v1_GetHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  GetHealthRecord(argument: _suoke_health_record_v1_GetHealthRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_GetHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  GetHealthRecord(argument: _suoke_health_record_v1_GetHealthRecordRequest, callback: grpc.requestCallback<_suoke_health_record_v1_GetHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reads the current version of one type of data.
   * Errors: NOT_FOUND, reason `HEALTH_RECORD_NOT_FOUND`.
   */
  getHealthRecord(argument: _suoke_health_record_v1_GetHealthRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_GetHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  getHealthRecord(argument: _suoke_health_record_v1_GetHealthRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_health_record_v1_GetHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  getHealthRecord(argument: _suoke_health_record_v1_GetHealthRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_GetHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  getHealthRecord(argument: _suoke_health_record_v1_GetHealthRecordRequest, callback: grpc.requestCallback<_suoke_health_record_v1_GetHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists versions, newest first, reverted ones too.
   * Errors: INVALID_ARGUMENT where neither a user nor a saga is given, for a negative page size or a foreign page token.
   */
  ListVersions(argument: _suoke_health_record_v1_ListVersionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  ListVersions(argument: _suoke_health_record_v1_ListVersionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_health_record_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  ListVersions(argument: _suoke_health_record_v1_ListVersionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  ListVersions(argument: _suoke_health_record_v1_ListVersionsRequest, callback: grpc.requestCallback<_suoke_health_record_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists versions, newest first, reverted ones too.
   * Errors: INVALID_ARGUMENT where neither a user nor a saga is given, for a negative page size or a foreign page token.
   */
  listVersions(argument: _suoke_health_record_v1_ListVersionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  listVersions(argument: _suoke_health_record_v1_ListVersionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_health_record_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  listVersions(argument: _suoke_health_record_v1_ListVersionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  listVersions(argument: _suoke_health_record_v1_ListVersionsRequest, callback: grpc.requestCallback<_suoke_health_record_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Locks a person's record: updates are refused until it is unlocked. Locking twice keeps the first reason.
   * Errors: INVALID_ARGUMENT with a field violation per mistake.
   */
  LockHealthRecord(argument: _suoke_health_record_v1_LockHealthRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_LockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  LockHealthRecord(argument: _suoke_health_record_v1_LockHealthRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_health_record_v1_LockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  LockHealthRecord(argument: _suoke_health_record_v1_LockHealthRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_LockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  LockHealthRecord(argument: _suoke_health_record_v1_LockHealthRecordRequest, callback: grpc.requestCallback<_suoke_health_record_v1_LockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Locks a person's record: updates are refused until it is unlocked. Locking twice keeps the first reason.
   * Errors: INVALID_ARGUMENT with a field violation per mistake.
   */
  lockHealthRecord(argument: _suoke_health_record_v1_LockHealthRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_LockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  lockHealthRecord(argument: _suoke_health_record_v1_LockHealthRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_health_record_v1_LockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  lockHealthRecord(argument: _suoke_health_record_v1_LockHealthRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_LockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  lockHealthRecord(argument: _suoke_health_record_v1_LockHealthRecordRequest, callback: grpc.requestCallback<_suoke_health_record_v1_LockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Compensation of UpdateHealthRecord: makes the version before the current one again. Finds the update by the
   * idempotency key; succeeds when there is nothing to revert. A lock does not stop it.
   * Errors: FAILED_PRECONDITION `WRITTEN_SINCE` when somebody else wrote a later version: undoing would lose their data, so
   * an operator has to decide.
   */
  RevertHealthRecord(argument: _suoke_health_record_v1_RevertHealthRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_RevertHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  RevertHealthRecord(argument: _suoke_health_record_v1_RevertHealthRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_health_record_v1_RevertHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  RevertHealthRecord(argument: _suoke_health_record_v1_RevertHealthRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_RevertHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  RevertHealthRecord(argument: _suoke_health_record_v1_RevertHealthRecordRequest, callback: grpc.requestCallback<_suoke_health_record_v1_RevertHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compensation of UpdateHealthRecord: makes the version before the current one again. Finds the update by the
   * idempotency key; succeeds when there is nothing to revert. A lock does not stop it.
   * Errors: FAILED_PRECONDITION `WRITTEN_SINCE` when somebody else wrote a later version: undoing would lose their data, so
   * an operator has to decide.
   */
  revertHealthRecord(argument: _suoke_health_record_v1_RevertHealthRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_RevertHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  revertHealthRecord(argument: _suoke_health_record_v1_RevertHealthRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_health_record_v1_RevertHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  revertHealthRecord(argument: _suoke_health_record_v1_RevertHealthRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_RevertHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  revertHealthRecord(argument: _suoke_health_record_v1_RevertHealthRecordRequest, callback: grpc.requestCallback<_suoke_health_record_v1_RevertHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lifts the lock of a person's record.
   * Errors: INVALID_ARGUMENT with a field violation per mistake.
   */
  UnlockHealthRecord(argument: _suoke_health_record_v1_UnlockHealthRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_UnlockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  UnlockHealthRecord(argument: _suoke_health_record_v1_UnlockHealthRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_health_record_v1_UnlockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  UnlockHealthRecord(argument: _suoke_health_record_v1_UnlockHealthRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_UnlockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  UnlockHealthRecord(argument: _suoke_health_record_v1_UnlockHealthRecordRequest, callback: grpc.requestCallback<_suoke_health_record_v1_UnlockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lifts the lock of a person's record.
   * Errors: INVALID_ARGUMENT with a field violation per mistake.
   */
  unlockHealthRecord(argument: _suoke_health_record_v1_UnlockHealthRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_UnlockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  unlockHealthRecord(argument: _suoke_health_record_v1_UnlockHealthRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_health_record_v1_UnlockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  unlockHealthRecord(argument: _suoke_health_record_v1_UnlockHealthRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_UnlockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  unlockHealthRecord(argument: _suoke_health_record_v1_UnlockHealthRecordRequest, callback: grpc.requestCallback<_suoke_health_record_v1_UnlockHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Action: writes the next version of one type of data.
   * Errors: INVALID_ARGUMENT with a field violation per mistake; FAILED_PRECONDITION `HEALTH_RECORD_LOCKED` while the
   * person's record is locked, `VERSION_MISMATCH` when `expected_version` is not the current one, or
   * `ACTION_AFTER_COMPENSATION` when the update of this key was already reverted.
   */
  UpdateHealthRecord(argument: _suoke_health_record_v1_UpdateHealthRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_UpdateHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  UpdateHealthRecord(argument: _suoke_health_record_v1_UpdateHealthRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_health_record_v1_UpdateHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  UpdateHealthRecord(argument: _suoke_health_record_v1_UpdateHealthRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_UpdateHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  UpdateHealthRecord(argument: _suoke_health_record_v1_UpdateHealthRecordRequest, callback: grpc.requestCallback<_suoke_health_record_v1_UpdateHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: writes the next version of one type of data.
   * Errors: INVALID_ARGUMENT with a field violation per mistake; FAILED_PRECONDITION `HEALTH_RECORD_LOCKED` while the
   * person's record is locked, `VERSION_MISMATCH` when `expected_version` is not the current one, or
   * `ACTION_AFTER_COMPENSATION` when the update of this key was already reverted.
   */
  updateHealthRecord(argument: _suoke_health_record_v1_UpdateHealthRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_UpdateHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  updateHealthRecord(argument: _suoke_health_record_v1_UpdateHealthRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_health_record_v1_UpdateHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  updateHealthRecord(argument: _suoke_health_record_v1_UpdateHealthRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_health_record_v1_UpdateHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  updateHealthRecord(argument: _suoke_health_record_v1_UpdateHealthRecordRequest, callback: grpc.requestCallback<_suoke_health_record_v1_UpdateHealthRecordResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Keeps the health record of each person: for every type of data a chain of versions. Saga calls (UpdateHealthRecord,
 * RevertHealthRecord) carry the metadata `idempotency-key`: one key takes effect at most once, and a repeat gets the
 * stored reply.
 */
export interface HealthRecordServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Reads the current version of one type of data.
   * Errors: NOT_FOUND, reason `HEALTH_RECORD_NOT_FOUND`.
   */
  GetHealthRecord: grpc.handleUnaryCall<_suoke_health_record_v1_GetHealthRecordRequest__Output, _suoke_health_record_v1_GetHealthRecordResponse>;
  
  /**
   * Lists versions, newest first, reverted ones too.
   * Errors: INVALID_ARGUMENT where neither a user nor a saga is given, for a negative page size or a foreign page token.
   */
  ListVersions: grpc.handleUnaryCall<_suoke_health_record_v1_ListVersionsRequest__Output, _suoke_health_record_v1_ListVersionsResponse>;
  
  /**
   * Locks a person's record: updates are refused until it is unlocked. Locking twice keeps the first reason.
   * Errors: INVALID_ARGUMENT with a field violation per mistake.
   */
  LockHealthRecord: grpc.handleUnaryCall<_suoke_health_record_v1_LockHealthRecordRequest__Output, _suoke_health_record_v1_LockHealthRecordResponse>;
  
  /**
   * Compensation of UpdateHealthRecord: makes the version before the current one again. Finds the update by the
   * idempotency key; succeeds when there is nothing to revert. A lock does not stop it.
   * Errors: FAILED_PRECONDITION `WRITTEN_SINCE` when somebody else wrote a later version: undoing would lose their data, so
   * an operator has to decide.
   */
  RevertHealthRecord: grpc.handleUnaryCall<_suoke_health_record_v1_RevertHealthRecordRequest__Output, _suoke_health_record_v1_RevertHealthRecordResponse>;
  
  /**
   * Lifts the lock of a person's record.
   * Errors: INVALID_ARGUMENT with a field violation per mistake.
   */
  UnlockHealthRecord: grpc.handleUnaryCall<_suoke_health_record_v1_UnlockHealthRecordRequest__Output, _suoke_health_record_v1_UnlockHealthRecordResponse>;
  
  /**
   * Action: writes the next version of one type of data.
   * Errors: INVALID_ARGUMENT with a field violation per mistake; FAILED_PRECONDITION `HEALTH_RECORD_LOCKED` while the
   * person's record is locked, `VERSION_MISMATCH` when `expected_version` is not the current one, or
   * `ACTION_AFTER_COMPENSATION` when the update of this key was already reverted.
   */
  UpdateHealthRecord: grpc.handleUnaryCall<_suoke_health_record_v1_UpdateHealthRecordRequest__Output, _suoke_health_record_v1_UpdateHealthRecordResponse>;
  
}

export interface HealthRecordServiceDefinition extends grpc.ServiceDefinition {
  GetHealthRecord: MethodDefinition<_suoke_health_record_v1_GetHealthRecordRequest, _suoke_health_record_v1_GetHealthRecordResponse, _suoke_health_record_v1_GetHealthRecordRequest__Output, _suoke_health_record_v1_GetHealthRecordResponse__Output>
  ListVersions: MethodDefinition<_suoke_health_record_v1_ListVersionsRequest, _suoke_health_record_v1_ListVersionsResponse, _suoke_health_record_v1_ListVersionsRequest__Output, _suoke_health_record_v1_ListVersionsResponse__Output>
  LockHealthRecord: MethodDefinition<_suoke_health_record_v1_LockHealthRecordRequest, _suoke_health_record_v1_LockHealthRecordResponse, _suoke_health_record_v1_LockHealthRecordRequest__Output, _suoke_health_record_v1_LockHealthRecordResponse__Output>
  RevertHealthRecord: MethodDefinition<_suoke_health_record_v1_RevertHealthRecordRequest, _suoke_health_record_v1_RevertHealthRecordResponse, _suoke_health_record_v1_RevertHealthRecordRequest__Output, _suoke_health_record_v1_RevertHealthRecordResponse__Output>
  UnlockHealthRecord: MethodDefinition<_suoke_health_record_v1_UnlockHealthRecordRequest, _suoke_health_record_v1_UnlockHealthRecordResponse, _suoke_health_record_v1_UnlockHealthRecordRequest__Output, _suoke_health_record_v1_UnlockHealthRecordResponse__Output>
  UpdateHealthRecord: MethodDefinition<_suoke_health_record_v1_UpdateHealthRecordRequest, _suoke_health_record_v1_UpdateHealthRecordResponse, _suoke_health_record_v1_UpdateHealthRecordRequest__Output, _suoke_health_record_v1_UpdateHealthRecordResponse__Output>
}
