// Generated from proto/suoke/saga/admin/v1/saga_admin_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ApproveRequestRequest as _suoke_saga_admin_v1_ApproveRequestRequest, ApproveRequestRequest__Output as _suoke_saga_admin_v1_ApproveRequestRequest__Output } from '../../../../suoke/saga/admin/v1/ApproveRequestRequest.js';
import type { ApproveRequestResponse as _suoke_saga_admin_v1_ApproveRequestResponse, ApproveRequestResponse__Output as _suoke_saga_admin_v1_ApproveRequestResponse__Output } from '../../../../suoke/saga/admin/v1/ApproveRequestResponse.js';
import type { BatchCloseSagasRequest as _suoke_saga_admin_v1_BatchCloseSagasRequest, BatchCloseSagasRequest__Output as _suoke_saga_admin_v1_BatchCloseSagasRequest__Output } from '../../../../suoke/saga/admin/v1/BatchCloseSagasRequest.js';
import type { BatchCloseSagasResponse as _suoke_saga_admin_v1_BatchCloseSagasResponse, BatchCloseSagasResponse__Output as _suoke_saga_admin_v1_BatchCloseSagasResponse__Output } from '../../../../suoke/saga/admin/v1/BatchCloseSagasResponse.js';
import type { BatchCompensateSagasRequest as _suoke_saga_admin_v1_BatchCompensateSagasRequest, BatchCompensateSagasRequest__Output as _suoke_saga_admin_v1_BatchCompensateSagasRequest__Output } from '../../../../suoke/saga/admin/v1/BatchCompensateSagasRequest.js';
import type { BatchCompensateSagasResponse as _suoke_saga_admin_v1_BatchCompensateSagasResponse, BatchCompensateSagasResponse__Output as _suoke_saga_admin_v1_BatchCompensateSagasResponse__Output } from '../../../../suoke/saga/admin/v1/BatchCompensateSagasResponse.js';
import type { BatchPauseSagasRequest as _suoke_saga_admin_v1_BatchPauseSagasRequest, BatchPauseSagasRequest__Output as _suoke_saga_admin_v1_BatchPauseSagasRequest__Output } from '../../../../suoke/saga/admin/v1/BatchPauseSagasRequest.js';
import type { BatchPauseSagasResponse as _suoke_saga_admin_v1_BatchPauseSagasResponse, BatchPauseSagasResponse__Output as _suoke_saga_admin_v1_BatchPauseSagasResponse__Output } from '../../../../suoke/saga/admin/v1/BatchPauseSagasResponse.js';
import type { BatchReplaySagasRequest as _suoke_saga_admin_v1_BatchReplaySagasRequest, BatchReplaySagasRequest__Output as _suoke_saga_admin_v1_BatchReplaySagasRequest__Output } from '../../../../suoke/saga/admin/v1/BatchReplaySagasRequest.js';
import type { BatchReplaySagasResponse as _suoke_saga_admin_v1_BatchReplaySagasResponse, BatchReplaySagasResponse__Output as _suoke_saga_admin_v1_BatchReplaySagasResponse__Output } from '../../../../suoke/saga/admin/v1/BatchReplaySagasResponse.js';
import type { BatchResumeSagasRequest as _suoke_saga_admin_v1_BatchResumeSagasRequest, BatchResumeSagasRequest__Output as _suoke_saga_admin_v1_BatchResumeSagasRequest__Output } from '../../../../suoke/saga/admin/v1/BatchResumeSagasRequest.js';
import type { BatchResumeSagasResponse as _suoke_saga_admin_v1_BatchResumeSagasResponse, BatchResumeSagasResponse__Output as _suoke_saga_admin_v1_BatchResumeSagasResponse__Output } from '../../../../suoke/saga/admin/v1/BatchResumeSagasResponse.js';
import type { CancelOperationRequest as _suoke_saga_admin_v1_CancelOperationRequest, CancelOperationRequest__Output as _suoke_saga_admin_v1_CancelOperationRequest__Output } from '../../../../suoke/saga/admin/v1/CancelOperationRequest.js';
import type { CancelOperationResponse as _suoke_saga_admin_v1_CancelOperationResponse, CancelOperationResponse__Output as _suoke_saga_admin_v1_CancelOperationResponse__Output } from '../../../../suoke/saga/admin/v1/CancelOperationResponse.js';
import type { CloseSagaRequest as _suoke_saga_admin_v1_CloseSagaRequest, CloseSagaRequest__Output as _suoke_saga_admin_v1_CloseSagaRequest__Output } from '../../../../suoke/saga/admin/v1/CloseSagaRequest.js';
import type { CloseSagaResponse as _suoke_saga_admin_v1_CloseSagaResponse, CloseSagaResponse__Output as _suoke_saga_admin_v1_CloseSagaResponse__Output } from '../../../../suoke/saga/admin/v1/CloseSagaResponse.js';
import type { CompensateSagaRequest as _suoke_saga_admin_v1_CompensateSagaRequest, CompensateSagaRequest__Output as _suoke_saga_admin_v1_CompensateSagaRequest__Output } from '../../../../suoke/saga/admin/v1/CompensateSagaRequest.js';
import type { CompensateSagaResponse as _suoke_saga_admin_v1_CompensateSagaResponse, CompensateSagaResponse__Output as _suoke_saga_admin_v1_CompensateSagaResponse__Output } from '../../../../suoke/saga/admin/v1/CompensateSagaResponse.js';
import type { EditStepInputRequest as _suoke_saga_admin_v1_EditStepInputRequest, EditStepInputRequest__Output as _suoke_saga_admin_v1_EditStepInputRequest__Output } from '../../../../suoke/saga/admin/v1/EditStepInputRequest.js';
import type { EditStepInputResponse as _suoke_saga_admin_v1_EditStepInputResponse, EditStepInputResponse__Output as _suoke_saga_admin_v1_EditStepInputResponse__Output } from '../../../../suoke/saga/admin/v1/EditStepInputResponse.js';
import type { ExplainSagaRequest as _suoke_saga_admin_v1_ExplainSagaRequest, ExplainSagaRequest__Output as _suoke_saga_admin_v1_ExplainSagaRequest__Output } from '../../../../suoke/saga/admin/v1/ExplainSagaRequest.js';
import type { ExplainSagaResponse as _suoke_saga_admin_v1_ExplainSagaResponse, ExplainSagaResponse__Output as _suoke_saga_admin_v1_ExplainSagaResponse__Output } from '../../../../suoke/saga/admin/v1/ExplainSagaResponse.js';
import type { GetOperationRequest as _suoke_saga_admin_v1_GetOperationRequest, GetOperationRequest__Output as _suoke_saga_admin_v1_GetOperationRequest__Output } from '../../../../suoke/saga/admin/v1/GetOperationRequest.js';
import type { GetOperationResponse as _suoke_saga_admin_v1_GetOperationResponse, GetOperationResponse__Output as _suoke_saga_admin_v1_GetOperationResponse__Output } from '../../../../suoke/saga/admin/v1/GetOperationResponse.js';
import type { GetSagaRequest as _suoke_saga_admin_v1_GetSagaRequest, GetSagaRequest__Output as _suoke_saga_admin_v1_GetSagaRequest__Output } from '../../../../suoke/saga/admin/v1/GetSagaRequest.js';
import type { GetSagaResponse as _suoke_saga_admin_v1_GetSagaResponse, GetSagaResponse__Output as _suoke_saga_admin_v1_GetSagaResponse__Output } from '../../../../suoke/saga/admin/v1/GetSagaResponse.js';
import type { HoldParticipantRequest as _suoke_saga_admin_v1_HoldParticipantRequest, HoldParticipantRequest__Output as _suoke_saga_admin_v1_HoldParticipantRequest__Output } from '../../../../suoke/saga/admin/v1/HoldParticipantRequest.js';
import type { HoldParticipantResponse as _suoke_saga_admin_v1_HoldParticipantResponse, HoldParticipantResponse__Output as _suoke_saga_admin_v1_HoldParticipantResponse__Output } from '../../../../suoke/saga/admin/v1/HoldParticipantResponse.js';
import type { ListApprovalsRequest as _suoke_saga_admin_v1_ListApprovalsRequest, ListApprovalsRequest__Output as _suoke_saga_admin_v1_ListApprovalsRequest__Output } from '../../../../suoke/saga/admin/v1/ListApprovalsRequest.js';
import type { ListApprovalsResponse as _suoke_saga_admin_v1_ListApprovalsResponse, ListApprovalsResponse__Output as _suoke_saga_admin_v1_ListApprovalsResponse__Output } from '../../../../suoke/saga/admin/v1/ListApprovalsResponse.js';
import type { ListAuditEntriesRequest as _suoke_saga_admin_v1_ListAuditEntriesRequest, ListAuditEntriesRequest__Output as _suoke_saga_admin_v1_ListAuditEntriesRequest__Output } from '../../../../suoke/saga/admin/v1/ListAuditEntriesRequest.js';
import type { ListAuditEntriesResponse as _suoke_saga_admin_v1_ListAuditEntriesResponse, ListAuditEntriesResponse__Output as _suoke_saga_admin_v1_ListAuditEntriesResponse__Output } from '../../../../suoke/saga/admin/v1/ListAuditEntriesResponse.js';
import type { ListCauseGroupsRequest as _suoke_saga_admin_v1_ListCauseGroupsRequest, ListCauseGroupsRequest__Output as _suoke_saga_admin_v1_ListCauseGroupsRequest__Output } from '../../../../suoke/saga/admin/v1/ListCauseGroupsRequest.js';
import type { ListCauseGroupsResponse as _suoke_saga_admin_v1_ListCauseGroupsResponse, ListCauseGroupsResponse__Output as _suoke_saga_admin_v1_ListCauseGroupsResponse__Output } from '../../../../suoke/saga/admin/v1/ListCauseGroupsResponse.js';
import type { ListDefinitionsRequest as _suoke_saga_admin_v1_ListDefinitionsRequest, ListDefinitionsRequest__Output as _suoke_saga_admin_v1_ListDefinitionsRequest__Output } from '../../../../suoke/saga/admin/v1/ListDefinitionsRequest.js';
import type { ListDefinitionsResponse as _suoke_saga_admin_v1_ListDefinitionsResponse, ListDefinitionsResponse__Output as _suoke_saga_admin_v1_ListDefinitionsResponse__Output } from '../../../../suoke/saga/admin/v1/ListDefinitionsResponse.js';
import type { ListOperationItemsRequest as _suoke_saga_admin_v1_ListOperationItemsRequest, ListOperationItemsRequest__Output as _suoke_saga_admin_v1_ListOperationItemsRequest__Output } from '../../../../suoke/saga/admin/v1/ListOperationItemsRequest.js';
import type { ListOperationItemsResponse as _suoke_saga_admin_v1_ListOperationItemsResponse, ListOperationItemsResponse__Output as _suoke_saga_admin_v1_ListOperationItemsResponse__Output } from '../../../../suoke/saga/admin/v1/ListOperationItemsResponse.js';
import type { ListOperationsRequest as _suoke_saga_admin_v1_ListOperationsRequest, ListOperationsRequest__Output as _suoke_saga_admin_v1_ListOperationsRequest__Output } from '../../../../suoke/saga/admin/v1/ListOperationsRequest.js';
import type { ListOperationsResponse as _suoke_saga_admin_v1_ListOperationsResponse, ListOperationsResponse__Output as _suoke_saga_admin_v1_ListOperationsResponse__Output } from '../../../../suoke/saga/admin/v1/ListOperationsResponse.js';
import type { ListParticipantsRequest as _suoke_saga_admin_v1_ListParticipantsRequest, ListParticipantsRequest__Output as _suoke_saga_admin_v1_ListParticipantsRequest__Output } from '../../../../suoke/saga/admin/v1/ListParticipantsRequest.js';
import type { ListParticipantsResponse as _suoke_saga_admin_v1_ListParticipantsResponse, ListParticipantsResponse__Output as _suoke_saga_admin_v1_ListParticipantsResponse__Output } from '../../../../suoke/saga/admin/v1/ListParticipantsResponse.js';
import type { ListSagaEventsRequest as _suoke_saga_admin_v1_ListSagaEventsRequest, ListSagaEventsRequest__Output as _suoke_saga_admin_v1_ListSagaEventsRequest__Output } from '../../../../suoke/saga/admin/v1/ListSagaEventsRequest.js';
import type { ListSagaEventsResponse as _suoke_saga_admin_v1_ListSagaEventsResponse, ListSagaEventsResponse__Output as _suoke_saga_admin_v1_ListSagaEventsResponse__Output } from '../../../../suoke/saga/admin/v1/ListSagaEventsResponse.js';
import type { ListSagasRequest as _suoke_saga_admin_v1_ListSagasRequest, ListSagasRequest__Output as _suoke_saga_admin_v1_ListSagasRequest__Output } from '../../../../suoke/saga/admin/v1/ListSagasRequest.js';
import type { ListSagasResponse as _suoke_saga_admin_v1_ListSagasResponse, ListSagasResponse__Output as _suoke_saga_admin_v1_ListSagasResponse__Output } from '../../../../suoke/saga/admin/v1/ListSagasResponse.js';
import type { PauseOperationRequest as _suoke_saga_admin_v1_PauseOperationRequest, PauseOperationRequest__Output as _suoke_saga_admin_v1_PauseOperationRequest__Output } from '../../../../suoke/saga/admin/v1/PauseOperationRequest.js';
import type { PauseOperationResponse as _suoke_saga_admin_v1_PauseOperationResponse, PauseOperationResponse__Output as _suoke_saga_admin_v1_PauseOperationResponse__Output } from '../../../../suoke/saga/admin/v1/PauseOperationResponse.js';
import type { PauseSagaRequest as _suoke_saga_admin_v1_PauseSagaRequest, PauseSagaRequest__Output as _suoke_saga_admin_v1_PauseSagaRequest__Output } from '../../../../suoke/saga/admin/v1/PauseSagaRequest.js';
import type { PauseSagaResponse as _suoke_saga_admin_v1_PauseSagaResponse, PauseSagaResponse__Output as _suoke_saga_admin_v1_PauseSagaResponse__Output } from '../../../../suoke/saga/admin/v1/PauseSagaResponse.js';
import type { RecordOutcomeRequest as _suoke_saga_admin_v1_RecordOutcomeRequest, RecordOutcomeRequest__Output as _suoke_saga_admin_v1_RecordOutcomeRequest__Output } from '../../../../suoke/saga/admin/v1/RecordOutcomeRequest.js';
import type { RecordOutcomeResponse as _suoke_saga_admin_v1_RecordOutcomeResponse, RecordOutcomeResponse__Output as _suoke_saga_admin_v1_RecordOutcomeResponse__Output } from '../../../../suoke/saga/admin/v1/RecordOutcomeResponse.js';
import type { RejectRequestRequest as _suoke_saga_admin_v1_RejectRequestRequest, RejectRequestRequest__Output as _suoke_saga_admin_v1_RejectRequestRequest__Output } from '../../../../suoke/saga/admin/v1/RejectRequestRequest.js';
import type { RejectRequestResponse as _suoke_saga_admin_v1_RejectRequestResponse, RejectRequestResponse__Output as _suoke_saga_admin_v1_RejectRequestResponse__Output } from '../../../../suoke/saga/admin/v1/RejectRequestResponse.js';
import type { ReleaseParticipantRequest as _suoke_saga_admin_v1_ReleaseParticipantRequest, ReleaseParticipantRequest__Output as _suoke_saga_admin_v1_ReleaseParticipantRequest__Output } from '../../../../suoke/saga/admin/v1/ReleaseParticipantRequest.js';
import type { ReleaseParticipantResponse as _suoke_saga_admin_v1_ReleaseParticipantResponse, ReleaseParticipantResponse__Output as _suoke_saga_admin_v1_ReleaseParticipantResponse__Output } from '../../../../suoke/saga/admin/v1/ReleaseParticipantResponse.js';
import type { ReplaySagaRequest as _suoke_saga_admin_v1_ReplaySagaRequest, ReplaySagaRequest__Output as _suoke_saga_admin_v1_ReplaySagaRequest__Output } from '../../../../suoke/saga/admin/v1/ReplaySagaRequest.js';
import type { ReplaySagaResponse as _suoke_saga_admin_v1_ReplaySagaResponse, ReplaySagaResponse__Output as _suoke_saga_admin_v1_ReplaySagaResponse__Output } from '../../../../suoke/saga/admin/v1/ReplaySagaResponse.js';
import type { ResumeSagaRequest as _suoke_saga_admin_v1_ResumeSagaRequest, ResumeSagaRequest__Output as _suoke_saga_admin_v1_ResumeSagaRequest__Output } from '../../../../suoke/saga/admin/v1/ResumeSagaRequest.js';
import type { ResumeSagaResponse as _suoke_saga_admin_v1_ResumeSagaResponse, ResumeSagaResponse__Output as _suoke_saga_admin_v1_ResumeSagaResponse__Output } from '../../../../suoke/saga/admin/v1/ResumeSagaResponse.js';
import type { RewindSagaRequest as _suoke_saga_admin_v1_RewindSagaRequest, RewindSagaRequest__Output as _suoke_saga_admin_v1_RewindSagaRequest__Output } from '../../../../suoke/saga/admin/v1/RewindSagaRequest.js';
import type { RewindSagaResponse as _suoke_saga_admin_v1_RewindSagaResponse, RewindSagaResponse__Output as _suoke_saga_admin_v1_RewindSagaResponse__Output } from '../../../../suoke/saga/admin/v1/RewindSagaResponse.js';
import type { SkipStepRequest as _suoke_saga_admin_v1_SkipStepRequest, SkipStepRequest__Output as _suoke_saga_admin_v1_SkipStepRequest__Output } from '../../../../suoke/saga/admin/v1/SkipStepRequest.js';
import type { SkipStepResponse as _suoke_saga_admin_v1_SkipStepResponse, SkipStepResponse__Output as _suoke_saga_admin_v1_SkipStepResponse__Output } from '../../../../suoke/saga/admin/v1/SkipStepResponse.js';
import type { VerifyAuditRequest as _suoke_saga_admin_v1_VerifyAuditRequest, VerifyAuditRequest__Output as _suoke_saga_admin_v1_VerifyAuditRequest__Output } from '../../../../suoke/saga/admin/v1/VerifyAuditRequest.js';
import type { VerifyAuditResponse as _suoke_saga_admin_v1_VerifyAuditResponse, VerifyAuditResponse__Output as _suoke_saga_admin_v1_VerifyAuditResponse__Output } from '../../../../suoke/saga/admin/v1/VerifyAuditResponse.js';
import type { WaiveCompensationRequest as _suoke_saga_admin_v1_WaiveCompensationRequest, WaiveCompensationRequest__Output as _suoke_saga_admin_v1_WaiveCompensationRequest__Output } from '../../../../suoke/saga/admin/v1/WaiveCompensationRequest.js';
import type { WaiveCompensationResponse as _suoke_saga_admin_v1_WaiveCompensationResponse, WaiveCompensationResponse__Output as _suoke_saga_admin_v1_WaiveCompensationResponse__Output } from '../../../../suoke/saga/admin/v1/WaiveCompensationResponse.js';

/**
 * What operators do. All of it reads and writes Postgres only: it works with every worker dead and Redis down. Callers are
 * authenticated; what they do, and what an authenticated caller was denied, is in the audit.
 * 
 * Errors of every method: UNAUTHENTICATED `NO_IDENTITY`; PERMISSION_DENIED `NO_RIGHT`; RESOURCE_EXHAUSTED `RATE_LIMITED`, with
 * the time to wait; INVALID_ARGUMENT with a violation per field; NOT_FOUND. Of every mutation besides: ABORTED `ETAG_MISMATCH`; FAILED_PRECONDITION `NOT_ALLOWED`, with the stable
 * code of why in the metadata; ALREADY_EXISTS `REQUEST_ID_REUSED` for a request_id with another body.
 */
export interface SagaAdminServiceClient extends grpc.Client {
  /**
   * Approves and does it. FAILED_PRECONDITION `OWN_REQUEST` for the one who asked.
   */
  ApproveRequest(argument: _suoke_saga_admin_v1_ApproveRequestRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ApproveRequestResponse__Output>): grpc.ClientUnaryCall;
  ApproveRequest(argument: _suoke_saga_admin_v1_ApproveRequestRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ApproveRequestResponse__Output>): grpc.ClientUnaryCall;
  ApproveRequest(argument: _suoke_saga_admin_v1_ApproveRequestRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ApproveRequestResponse__Output>): grpc.ClientUnaryCall;
  ApproveRequest(argument: _suoke_saga_admin_v1_ApproveRequestRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ApproveRequestResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Approves and does it. FAILED_PRECONDITION `OWN_REQUEST` for the one who asked.
   */
  approveRequest(argument: _suoke_saga_admin_v1_ApproveRequestRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ApproveRequestResponse__Output>): grpc.ClientUnaryCall;
  approveRequest(argument: _suoke_saga_admin_v1_ApproveRequestRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ApproveRequestResponse__Output>): grpc.ClientUnaryCall;
  approveRequest(argument: _suoke_saga_admin_v1_ApproveRequestRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ApproveRequestResponse__Output>): grpc.ClientUnaryCall;
  approveRequest(argument: _suoke_saga_admin_v1_ApproveRequestRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ApproveRequestResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Closes many.
   */
  BatchCloseSagas(argument: _suoke_saga_admin_v1_BatchCloseSagasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCloseSagasResponse__Output>): grpc.ClientUnaryCall;
  BatchCloseSagas(argument: _suoke_saga_admin_v1_BatchCloseSagasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCloseSagasResponse__Output>): grpc.ClientUnaryCall;
  BatchCloseSagas(argument: _suoke_saga_admin_v1_BatchCloseSagasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCloseSagasResponse__Output>): grpc.ClientUnaryCall;
  BatchCloseSagas(argument: _suoke_saga_admin_v1_BatchCloseSagasRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCloseSagasResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Closes many.
   */
  batchCloseSagas(argument: _suoke_saga_admin_v1_BatchCloseSagasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCloseSagasResponse__Output>): grpc.ClientUnaryCall;
  batchCloseSagas(argument: _suoke_saga_admin_v1_BatchCloseSagasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCloseSagasResponse__Output>): grpc.ClientUnaryCall;
  batchCloseSagas(argument: _suoke_saga_admin_v1_BatchCloseSagasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCloseSagasResponse__Output>): grpc.ClientUnaryCall;
  batchCloseSagas(argument: _suoke_saga_admin_v1_BatchCloseSagasRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCloseSagasResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Compensates many. What has completed is not eligible: CompensateSaga undoes it one by one, with an approval.
   */
  BatchCompensateSagas(argument: _suoke_saga_admin_v1_BatchCompensateSagasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCompensateSagasResponse__Output>): grpc.ClientUnaryCall;
  BatchCompensateSagas(argument: _suoke_saga_admin_v1_BatchCompensateSagasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCompensateSagasResponse__Output>): grpc.ClientUnaryCall;
  BatchCompensateSagas(argument: _suoke_saga_admin_v1_BatchCompensateSagasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCompensateSagasResponse__Output>): grpc.ClientUnaryCall;
  BatchCompensateSagas(argument: _suoke_saga_admin_v1_BatchCompensateSagasRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCompensateSagasResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compensates many. What has completed is not eligible: CompensateSaga undoes it one by one, with an approval.
   */
  batchCompensateSagas(argument: _suoke_saga_admin_v1_BatchCompensateSagasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCompensateSagasResponse__Output>): grpc.ClientUnaryCall;
  batchCompensateSagas(argument: _suoke_saga_admin_v1_BatchCompensateSagasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCompensateSagasResponse__Output>): grpc.ClientUnaryCall;
  batchCompensateSagas(argument: _suoke_saga_admin_v1_BatchCompensateSagasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCompensateSagasResponse__Output>): grpc.ClientUnaryCall;
  batchCompensateSagas(argument: _suoke_saga_admin_v1_BatchCompensateSagasRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchCompensateSagasResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Pauses many.
   */
  BatchPauseSagas(argument: _suoke_saga_admin_v1_BatchPauseSagasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchPauseSagasResponse__Output>): grpc.ClientUnaryCall;
  BatchPauseSagas(argument: _suoke_saga_admin_v1_BatchPauseSagasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchPauseSagasResponse__Output>): grpc.ClientUnaryCall;
  BatchPauseSagas(argument: _suoke_saga_admin_v1_BatchPauseSagasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchPauseSagasResponse__Output>): grpc.ClientUnaryCall;
  BatchPauseSagas(argument: _suoke_saga_admin_v1_BatchPauseSagasRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchPauseSagasResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Pauses many.
   */
  batchPauseSagas(argument: _suoke_saga_admin_v1_BatchPauseSagasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchPauseSagasResponse__Output>): grpc.ClientUnaryCall;
  batchPauseSagas(argument: _suoke_saga_admin_v1_BatchPauseSagasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchPauseSagasResponse__Output>): grpc.ClientUnaryCall;
  batchPauseSagas(argument: _suoke_saga_admin_v1_BatchPauseSagasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchPauseSagasResponse__Output>): grpc.ClientUnaryCall;
  batchPauseSagas(argument: _suoke_saga_admin_v1_BatchPauseSagasRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchPauseSagasResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Replays many. What has ended is not eligible: ReplaySaga starts a new saga of one.
   */
  BatchReplaySagas(argument: _suoke_saga_admin_v1_BatchReplaySagasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchReplaySagasResponse__Output>): grpc.ClientUnaryCall;
  BatchReplaySagas(argument: _suoke_saga_admin_v1_BatchReplaySagasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchReplaySagasResponse__Output>): grpc.ClientUnaryCall;
  BatchReplaySagas(argument: _suoke_saga_admin_v1_BatchReplaySagasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchReplaySagasResponse__Output>): grpc.ClientUnaryCall;
  BatchReplaySagas(argument: _suoke_saga_admin_v1_BatchReplaySagasRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchReplaySagasResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Replays many. What has ended is not eligible: ReplaySaga starts a new saga of one.
   */
  batchReplaySagas(argument: _suoke_saga_admin_v1_BatchReplaySagasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchReplaySagasResponse__Output>): grpc.ClientUnaryCall;
  batchReplaySagas(argument: _suoke_saga_admin_v1_BatchReplaySagasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchReplaySagasResponse__Output>): grpc.ClientUnaryCall;
  batchReplaySagas(argument: _suoke_saga_admin_v1_BatchReplaySagasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchReplaySagasResponse__Output>): grpc.ClientUnaryCall;
  batchReplaySagas(argument: _suoke_saga_admin_v1_BatchReplaySagasRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchReplaySagasResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Resumes many.
   */
  BatchResumeSagas(argument: _suoke_saga_admin_v1_BatchResumeSagasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchResumeSagasResponse__Output>): grpc.ClientUnaryCall;
  BatchResumeSagas(argument: _suoke_saga_admin_v1_BatchResumeSagasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchResumeSagasResponse__Output>): grpc.ClientUnaryCall;
  BatchResumeSagas(argument: _suoke_saga_admin_v1_BatchResumeSagasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchResumeSagasResponse__Output>): grpc.ClientUnaryCall;
  BatchResumeSagas(argument: _suoke_saga_admin_v1_BatchResumeSagasRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchResumeSagasResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Resumes many.
   */
  batchResumeSagas(argument: _suoke_saga_admin_v1_BatchResumeSagasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchResumeSagasResponse__Output>): grpc.ClientUnaryCall;
  batchResumeSagas(argument: _suoke_saga_admin_v1_BatchResumeSagasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchResumeSagasResponse__Output>): grpc.ClientUnaryCall;
  batchResumeSagas(argument: _suoke_saga_admin_v1_BatchResumeSagasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchResumeSagasResponse__Output>): grpc.ClientUnaryCall;
  batchResumeSagas(argument: _suoke_saga_admin_v1_BatchResumeSagasRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_BatchResumeSagasResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Ends an operation early.
   */
  CancelOperation(argument: _suoke_saga_admin_v1_CancelOperationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_CancelOperationResponse__Output>): grpc.ClientUnaryCall;
  CancelOperation(argument: _suoke_saga_admin_v1_CancelOperationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_CancelOperationResponse__Output>): grpc.ClientUnaryCall;
  CancelOperation(argument: _suoke_saga_admin_v1_CancelOperationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_CancelOperationResponse__Output>): grpc.ClientUnaryCall;
  CancelOperation(argument: _suoke_saga_admin_v1_CancelOperationRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_CancelOperationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Ends an operation early.
   */
  cancelOperation(argument: _suoke_saga_admin_v1_CancelOperationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_CancelOperationResponse__Output>): grpc.ClientUnaryCall;
  cancelOperation(argument: _suoke_saga_admin_v1_CancelOperationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_CancelOperationResponse__Output>): grpc.ClientUnaryCall;
  cancelOperation(argument: _suoke_saga_admin_v1_CancelOperationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_CancelOperationResponse__Output>): grpc.ClientUnaryCall;
  cancelOperation(argument: _suoke_saga_admin_v1_CancelOperationRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_CancelOperationResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Ends a stuck saga with a statement about the obligations that stay open. Nothing is deleted.
   */
  CloseSaga(argument: _suoke_saga_admin_v1_CloseSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_CloseSagaResponse__Output>): grpc.ClientUnaryCall;
  CloseSaga(argument: _suoke_saga_admin_v1_CloseSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_CloseSagaResponse__Output>): grpc.ClientUnaryCall;
  CloseSaga(argument: _suoke_saga_admin_v1_CloseSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_CloseSagaResponse__Output>): grpc.ClientUnaryCall;
  CloseSaga(argument: _suoke_saga_admin_v1_CloseSagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_CloseSagaResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Ends a stuck saga with a statement about the obligations that stay open. Nothing is deleted.
   */
  closeSaga(argument: _suoke_saga_admin_v1_CloseSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_CloseSagaResponse__Output>): grpc.ClientUnaryCall;
  closeSaga(argument: _suoke_saga_admin_v1_CloseSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_CloseSagaResponse__Output>): grpc.ClientUnaryCall;
  closeSaga(argument: _suoke_saga_admin_v1_CloseSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_CloseSagaResponse__Output>): grpc.ClientUnaryCall;
  closeSaga(argument: _suoke_saga_admin_v1_CloseSagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_CloseSagaResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Turns back and undoes everything: before the commit point, or, with an approval, a completed saga that can still be
   * undone.
   */
  CompensateSaga(argument: _suoke_saga_admin_v1_CompensateSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_CompensateSagaResponse__Output>): grpc.ClientUnaryCall;
  CompensateSaga(argument: _suoke_saga_admin_v1_CompensateSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_CompensateSagaResponse__Output>): grpc.ClientUnaryCall;
  CompensateSaga(argument: _suoke_saga_admin_v1_CompensateSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_CompensateSagaResponse__Output>): grpc.ClientUnaryCall;
  CompensateSaga(argument: _suoke_saga_admin_v1_CompensateSagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_CompensateSagaResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Turns back and undoes everything: before the commit point, or, with an approval, a completed saga that can still be
   * undone.
   */
  compensateSaga(argument: _suoke_saga_admin_v1_CompensateSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_CompensateSagaResponse__Output>): grpc.ClientUnaryCall;
  compensateSaga(argument: _suoke_saga_admin_v1_CompensateSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_CompensateSagaResponse__Output>): grpc.ClientUnaryCall;
  compensateSaga(argument: _suoke_saga_admin_v1_CompensateSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_CompensateSagaResponse__Output>): grpc.ClientUnaryCall;
  compensateSaga(argument: _suoke_saga_admin_v1_CompensateSagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_CompensateSagaResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Replaces the request of one action: from FAILED forward, or paused and owned by nobody.
   */
  EditStepInput(argument: _suoke_saga_admin_v1_EditStepInputRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_EditStepInputResponse__Output>): grpc.ClientUnaryCall;
  EditStepInput(argument: _suoke_saga_admin_v1_EditStepInputRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_EditStepInputResponse__Output>): grpc.ClientUnaryCall;
  EditStepInput(argument: _suoke_saga_admin_v1_EditStepInputRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_EditStepInputResponse__Output>): grpc.ClientUnaryCall;
  EditStepInput(argument: _suoke_saga_admin_v1_EditStepInputRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_EditStepInputResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Replaces the request of one action: from FAILED forward, or paused and owned by nobody.
   */
  editStepInput(argument: _suoke_saga_admin_v1_EditStepInputRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_EditStepInputResponse__Output>): grpc.ClientUnaryCall;
  editStepInput(argument: _suoke_saga_admin_v1_EditStepInputRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_EditStepInputResponse__Output>): grpc.ClientUnaryCall;
  editStepInput(argument: _suoke_saga_admin_v1_EditStepInputRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_EditStepInputResponse__Output>): grpc.ClientUnaryCall;
  editStepInput(argument: _suoke_saga_admin_v1_EditStepInputRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_EditStepInputResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Says why a saga stands where it stands and what happens next.
   */
  ExplainSaga(argument: _suoke_saga_admin_v1_ExplainSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ExplainSagaResponse__Output>): grpc.ClientUnaryCall;
  ExplainSaga(argument: _suoke_saga_admin_v1_ExplainSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ExplainSagaResponse__Output>): grpc.ClientUnaryCall;
  ExplainSaga(argument: _suoke_saga_admin_v1_ExplainSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ExplainSagaResponse__Output>): grpc.ClientUnaryCall;
  ExplainSaga(argument: _suoke_saga_admin_v1_ExplainSagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ExplainSagaResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says why a saga stands where it stands and what happens next.
   */
  explainSaga(argument: _suoke_saga_admin_v1_ExplainSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ExplainSagaResponse__Output>): grpc.ClientUnaryCall;
  explainSaga(argument: _suoke_saga_admin_v1_ExplainSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ExplainSagaResponse__Output>): grpc.ClientUnaryCall;
  explainSaga(argument: _suoke_saga_admin_v1_ExplainSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ExplainSagaResponse__Output>): grpc.ClientUnaryCall;
  explainSaga(argument: _suoke_saga_admin_v1_ExplainSagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ExplainSagaResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Reads one operation.
   */
  GetOperation(argument: _suoke_saga_admin_v1_GetOperationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetOperationResponse__Output>): grpc.ClientUnaryCall;
  GetOperation(argument: _suoke_saga_admin_v1_GetOperationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetOperationResponse__Output>): grpc.ClientUnaryCall;
  GetOperation(argument: _suoke_saga_admin_v1_GetOperationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetOperationResponse__Output>): grpc.ClientUnaryCall;
  GetOperation(argument: _suoke_saga_admin_v1_GetOperationRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetOperationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reads one operation.
   */
  getOperation(argument: _suoke_saga_admin_v1_GetOperationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetOperationResponse__Output>): grpc.ClientUnaryCall;
  getOperation(argument: _suoke_saga_admin_v1_GetOperationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetOperationResponse__Output>): grpc.ClientUnaryCall;
  getOperation(argument: _suoke_saga_admin_v1_GetOperationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetOperationResponse__Output>): grpc.ClientUnaryCall;
  getOperation(argument: _suoke_saga_admin_v1_GetOperationRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetOperationResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Reads one saga with what may be done to it.
   */
  GetSaga(argument: _suoke_saga_admin_v1_GetSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  GetSaga(argument: _suoke_saga_admin_v1_GetSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  GetSaga(argument: _suoke_saga_admin_v1_GetSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  GetSaga(argument: _suoke_saga_admin_v1_GetSagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reads one saga with what may be done to it.
   */
  getSaga(argument: _suoke_saga_admin_v1_GetSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  getSaga(argument: _suoke_saga_admin_v1_GetSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  getSaga(argument: _suoke_saga_admin_v1_GetSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  getSaga(argument: _suoke_saga_admin_v1_GetSagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_GetSagaResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lets sagas that need the participant rest.
   */
  HoldParticipant(argument: _suoke_saga_admin_v1_HoldParticipantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_HoldParticipantResponse__Output>): grpc.ClientUnaryCall;
  HoldParticipant(argument: _suoke_saga_admin_v1_HoldParticipantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_HoldParticipantResponse__Output>): grpc.ClientUnaryCall;
  HoldParticipant(argument: _suoke_saga_admin_v1_HoldParticipantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_HoldParticipantResponse__Output>): grpc.ClientUnaryCall;
  HoldParticipant(argument: _suoke_saga_admin_v1_HoldParticipantRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_HoldParticipantResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lets sagas that need the participant rest.
   */
  holdParticipant(argument: _suoke_saga_admin_v1_HoldParticipantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_HoldParticipantResponse__Output>): grpc.ClientUnaryCall;
  holdParticipant(argument: _suoke_saga_admin_v1_HoldParticipantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_HoldParticipantResponse__Output>): grpc.ClientUnaryCall;
  holdParticipant(argument: _suoke_saga_admin_v1_HoldParticipantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_HoldParticipantResponse__Output>): grpc.ClientUnaryCall;
  holdParticipant(argument: _suoke_saga_admin_v1_HoldParticipantRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_HoldParticipantResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists what waits for a second person, and what became of it.
   */
  ListApprovals(argument: _suoke_saga_admin_v1_ListApprovalsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListApprovalsResponse__Output>): grpc.ClientUnaryCall;
  ListApprovals(argument: _suoke_saga_admin_v1_ListApprovalsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListApprovalsResponse__Output>): grpc.ClientUnaryCall;
  ListApprovals(argument: _suoke_saga_admin_v1_ListApprovalsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListApprovalsResponse__Output>): grpc.ClientUnaryCall;
  ListApprovals(argument: _suoke_saga_admin_v1_ListApprovalsRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListApprovalsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists what waits for a second person, and what became of it.
   */
  listApprovals(argument: _suoke_saga_admin_v1_ListApprovalsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListApprovalsResponse__Output>): grpc.ClientUnaryCall;
  listApprovals(argument: _suoke_saga_admin_v1_ListApprovalsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListApprovalsResponse__Output>): grpc.ClientUnaryCall;
  listApprovals(argument: _suoke_saga_admin_v1_ListApprovalsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListApprovalsResponse__Output>): grpc.ClientUnaryCall;
  listApprovals(argument: _suoke_saga_admin_v1_ListApprovalsRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListApprovalsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists the audit.
   */
  ListAuditEntries(argument: _suoke_saga_admin_v1_ListAuditEntriesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  ListAuditEntries(argument: _suoke_saga_admin_v1_ListAuditEntriesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  ListAuditEntries(argument: _suoke_saga_admin_v1_ListAuditEntriesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  ListAuditEntries(argument: _suoke_saga_admin_v1_ListAuditEntriesRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists the audit.
   */
  listAuditEntries(argument: _suoke_saga_admin_v1_ListAuditEntriesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  listAuditEntries(argument: _suoke_saga_admin_v1_ListAuditEntriesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  listAuditEntries(argument: _suoke_saga_admin_v1_ListAuditEntriesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  listAuditEntries(argument: _suoke_saga_admin_v1_ListAuditEntriesRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists stuck sagas by cause.
   */
  ListCauseGroups(argument: _suoke_saga_admin_v1_ListCauseGroupsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListCauseGroupsResponse__Output>): grpc.ClientUnaryCall;
  ListCauseGroups(argument: _suoke_saga_admin_v1_ListCauseGroupsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListCauseGroupsResponse__Output>): grpc.ClientUnaryCall;
  ListCauseGroups(argument: _suoke_saga_admin_v1_ListCauseGroupsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListCauseGroupsResponse__Output>): grpc.ClientUnaryCall;
  ListCauseGroups(argument: _suoke_saga_admin_v1_ListCauseGroupsRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListCauseGroupsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists stuck sagas by cause.
   */
  listCauseGroups(argument: _suoke_saga_admin_v1_ListCauseGroupsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListCauseGroupsResponse__Output>): grpc.ClientUnaryCall;
  listCauseGroups(argument: _suoke_saga_admin_v1_ListCauseGroupsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListCauseGroupsResponse__Output>): grpc.ClientUnaryCall;
  listCauseGroups(argument: _suoke_saga_admin_v1_ListCauseGroupsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListCauseGroupsResponse__Output>): grpc.ClientUnaryCall;
  listCauseGroups(argument: _suoke_saga_admin_v1_ListCauseGroupsRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListCauseGroupsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists the definitions that sagas run on.
   */
  ListDefinitions(argument: _suoke_saga_admin_v1_ListDefinitionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListDefinitionsResponse__Output>): grpc.ClientUnaryCall;
  ListDefinitions(argument: _suoke_saga_admin_v1_ListDefinitionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListDefinitionsResponse__Output>): grpc.ClientUnaryCall;
  ListDefinitions(argument: _suoke_saga_admin_v1_ListDefinitionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListDefinitionsResponse__Output>): grpc.ClientUnaryCall;
  ListDefinitions(argument: _suoke_saga_admin_v1_ListDefinitionsRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListDefinitionsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists the definitions that sagas run on.
   */
  listDefinitions(argument: _suoke_saga_admin_v1_ListDefinitionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListDefinitionsResponse__Output>): grpc.ClientUnaryCall;
  listDefinitions(argument: _suoke_saga_admin_v1_ListDefinitionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListDefinitionsResponse__Output>): grpc.ClientUnaryCall;
  listDefinitions(argument: _suoke_saga_admin_v1_ListDefinitionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListDefinitionsResponse__Output>): grpc.ClientUnaryCall;
  listDefinitions(argument: _suoke_saga_admin_v1_ListDefinitionsRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListDefinitionsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists what became of each saga of an operation.
   */
  ListOperationItems(argument: _suoke_saga_admin_v1_ListOperationItemsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationItemsResponse__Output>): grpc.ClientUnaryCall;
  ListOperationItems(argument: _suoke_saga_admin_v1_ListOperationItemsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationItemsResponse__Output>): grpc.ClientUnaryCall;
  ListOperationItems(argument: _suoke_saga_admin_v1_ListOperationItemsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationItemsResponse__Output>): grpc.ClientUnaryCall;
  ListOperationItems(argument: _suoke_saga_admin_v1_ListOperationItemsRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationItemsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists what became of each saga of an operation.
   */
  listOperationItems(argument: _suoke_saga_admin_v1_ListOperationItemsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationItemsResponse__Output>): grpc.ClientUnaryCall;
  listOperationItems(argument: _suoke_saga_admin_v1_ListOperationItemsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationItemsResponse__Output>): grpc.ClientUnaryCall;
  listOperationItems(argument: _suoke_saga_admin_v1_ListOperationItemsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationItemsResponse__Output>): grpc.ClientUnaryCall;
  listOperationItems(argument: _suoke_saga_admin_v1_ListOperationItemsRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationItemsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists operations.
   */
  ListOperations(argument: _suoke_saga_admin_v1_ListOperationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  ListOperations(argument: _suoke_saga_admin_v1_ListOperationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  ListOperations(argument: _suoke_saga_admin_v1_ListOperationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  ListOperations(argument: _suoke_saga_admin_v1_ListOperationsRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists operations.
   */
  listOperations(argument: _suoke_saga_admin_v1_ListOperationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  listOperations(argument: _suoke_saga_admin_v1_ListOperationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  listOperations(argument: _suoke_saga_admin_v1_ListOperationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  listOperations(argument: _suoke_saga_admin_v1_ListOperationsRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists the services that sagas call.
   */
  ListParticipants(argument: _suoke_saga_admin_v1_ListParticipantsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  ListParticipants(argument: _suoke_saga_admin_v1_ListParticipantsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  ListParticipants(argument: _suoke_saga_admin_v1_ListParticipantsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  ListParticipants(argument: _suoke_saga_admin_v1_ListParticipantsRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists the services that sagas call.
   */
  listParticipants(argument: _suoke_saga_admin_v1_ListParticipantsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  listParticipants(argument: _suoke_saga_admin_v1_ListParticipantsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  listParticipants(argument: _suoke_saga_admin_v1_ListParticipantsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  listParticipants(argument: _suoke_saga_admin_v1_ListParticipantsRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists the events of one saga.
   */
  ListSagaEvents(argument: _suoke_saga_admin_v1_ListSagaEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagaEventsResponse__Output>): grpc.ClientUnaryCall;
  ListSagaEvents(argument: _suoke_saga_admin_v1_ListSagaEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagaEventsResponse__Output>): grpc.ClientUnaryCall;
  ListSagaEvents(argument: _suoke_saga_admin_v1_ListSagaEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagaEventsResponse__Output>): grpc.ClientUnaryCall;
  ListSagaEvents(argument: _suoke_saga_admin_v1_ListSagaEventsRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagaEventsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists the events of one saga.
   */
  listSagaEvents(argument: _suoke_saga_admin_v1_ListSagaEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagaEventsResponse__Output>): grpc.ClientUnaryCall;
  listSagaEvents(argument: _suoke_saga_admin_v1_ListSagaEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagaEventsResponse__Output>): grpc.ClientUnaryCall;
  listSagaEvents(argument: _suoke_saga_admin_v1_ListSagaEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagaEventsResponse__Output>): grpc.ClientUnaryCall;
  listSagaEvents(argument: _suoke_saga_admin_v1_ListSagaEventsRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagaEventsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists sagas by filter.
   */
  ListSagas(argument: _suoke_saga_admin_v1_ListSagasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  ListSagas(argument: _suoke_saga_admin_v1_ListSagasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  ListSagas(argument: _suoke_saga_admin_v1_ListSagasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  ListSagas(argument: _suoke_saga_admin_v1_ListSagasRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists sagas by filter.
   */
  listSagas(argument: _suoke_saga_admin_v1_ListSagasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  listSagas(argument: _suoke_saga_admin_v1_ListSagasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  listSagas(argument: _suoke_saga_admin_v1_ListSagasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  listSagas(argument: _suoke_saga_admin_v1_ListSagasRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ListSagasResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Stops starting items, or goes on. Actions that are on their way end; effects are watched all the same. What failed before
   * does not count against an operation that goes on.
   */
  PauseOperation(argument: _suoke_saga_admin_v1_PauseOperationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseOperationResponse__Output>): grpc.ClientUnaryCall;
  PauseOperation(argument: _suoke_saga_admin_v1_PauseOperationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseOperationResponse__Output>): grpc.ClientUnaryCall;
  PauseOperation(argument: _suoke_saga_admin_v1_PauseOperationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseOperationResponse__Output>): grpc.ClientUnaryCall;
  PauseOperation(argument: _suoke_saga_admin_v1_PauseOperationRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseOperationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Stops starting items, or goes on. Actions that are on their way end; effects are watched all the same. What failed before
   * does not count against an operation that goes on.
   */
  pauseOperation(argument: _suoke_saga_admin_v1_PauseOperationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseOperationResponse__Output>): grpc.ClientUnaryCall;
  pauseOperation(argument: _suoke_saga_admin_v1_PauseOperationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseOperationResponse__Output>): grpc.ClientUnaryCall;
  pauseOperation(argument: _suoke_saga_admin_v1_PauseOperationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseOperationResponse__Output>): grpc.ClientUnaryCall;
  pauseOperation(argument: _suoke_saga_admin_v1_PauseOperationRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseOperationResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Starts no new call. The calls in flight end and are recorded; deadlines freeze.
   */
  PauseSaga(argument: _suoke_saga_admin_v1_PauseSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseSagaResponse__Output>): grpc.ClientUnaryCall;
  PauseSaga(argument: _suoke_saga_admin_v1_PauseSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseSagaResponse__Output>): grpc.ClientUnaryCall;
  PauseSaga(argument: _suoke_saga_admin_v1_PauseSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseSagaResponse__Output>): grpc.ClientUnaryCall;
  PauseSaga(argument: _suoke_saga_admin_v1_PauseSagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseSagaResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Starts no new call. The calls in flight end and are recorded; deadlines freeze.
   */
  pauseSaga(argument: _suoke_saga_admin_v1_PauseSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseSagaResponse__Output>): grpc.ClientUnaryCall;
  pauseSaga(argument: _suoke_saga_admin_v1_PauseSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseSagaResponse__Output>): grpc.ClientUnaryCall;
  pauseSaga(argument: _suoke_saga_admin_v1_PauseSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseSagaResponse__Output>): grpc.ClientUnaryCall;
  pauseSaga(argument: _suoke_saga_admin_v1_PauseSagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_PauseSagaResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Says whether the pivot took effect: from FAILED with PIVOT_UNKNOWN.
   */
  RecordOutcome(argument: _suoke_saga_admin_v1_RecordOutcomeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_RecordOutcomeResponse__Output>): grpc.ClientUnaryCall;
  RecordOutcome(argument: _suoke_saga_admin_v1_RecordOutcomeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_RecordOutcomeResponse__Output>): grpc.ClientUnaryCall;
  RecordOutcome(argument: _suoke_saga_admin_v1_RecordOutcomeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_RecordOutcomeResponse__Output>): grpc.ClientUnaryCall;
  RecordOutcome(argument: _suoke_saga_admin_v1_RecordOutcomeRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_RecordOutcomeResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says whether the pivot took effect: from FAILED with PIVOT_UNKNOWN.
   */
  recordOutcome(argument: _suoke_saga_admin_v1_RecordOutcomeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_RecordOutcomeResponse__Output>): grpc.ClientUnaryCall;
  recordOutcome(argument: _suoke_saga_admin_v1_RecordOutcomeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_RecordOutcomeResponse__Output>): grpc.ClientUnaryCall;
  recordOutcome(argument: _suoke_saga_admin_v1_RecordOutcomeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_RecordOutcomeResponse__Output>): grpc.ClientUnaryCall;
  recordOutcome(argument: _suoke_saga_admin_v1_RecordOutcomeRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_RecordOutcomeResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Rejects it.
   */
  RejectRequest(argument: _suoke_saga_admin_v1_RejectRequestRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_RejectRequestResponse__Output>): grpc.ClientUnaryCall;
  RejectRequest(argument: _suoke_saga_admin_v1_RejectRequestRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_RejectRequestResponse__Output>): grpc.ClientUnaryCall;
  RejectRequest(argument: _suoke_saga_admin_v1_RejectRequestRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_RejectRequestResponse__Output>): grpc.ClientUnaryCall;
  RejectRequest(argument: _suoke_saga_admin_v1_RejectRequestRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_RejectRequestResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Rejects it.
   */
  rejectRequest(argument: _suoke_saga_admin_v1_RejectRequestRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_RejectRequestResponse__Output>): grpc.ClientUnaryCall;
  rejectRequest(argument: _suoke_saga_admin_v1_RejectRequestRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_RejectRequestResponse__Output>): grpc.ClientUnaryCall;
  rejectRequest(argument: _suoke_saga_admin_v1_RejectRequestRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_RejectRequestResponse__Output>): grpc.ClientUnaryCall;
  rejectRequest(argument: _suoke_saga_admin_v1_RejectRequestRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_RejectRequestResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lets them go on, at a pace.
   */
  ReleaseParticipant(argument: _suoke_saga_admin_v1_ReleaseParticipantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReleaseParticipantResponse__Output>): grpc.ClientUnaryCall;
  ReleaseParticipant(argument: _suoke_saga_admin_v1_ReleaseParticipantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReleaseParticipantResponse__Output>): grpc.ClientUnaryCall;
  ReleaseParticipant(argument: _suoke_saga_admin_v1_ReleaseParticipantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReleaseParticipantResponse__Output>): grpc.ClientUnaryCall;
  ReleaseParticipant(argument: _suoke_saga_admin_v1_ReleaseParticipantRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReleaseParticipantResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lets them go on, at a pace.
   */
  releaseParticipant(argument: _suoke_saga_admin_v1_ReleaseParticipantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReleaseParticipantResponse__Output>): grpc.ClientUnaryCall;
  releaseParticipant(argument: _suoke_saga_admin_v1_ReleaseParticipantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReleaseParticipantResponse__Output>): grpc.ClientUnaryCall;
  releaseParticipant(argument: _suoke_saga_admin_v1_ReleaseParticipantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReleaseParticipantResponse__Output>): grpc.ClientUnaryCall;
  releaseParticipant(argument: _suoke_saga_admin_v1_ReleaseParticipantRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReleaseParticipantResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Tries again in the same direction with fresh attempts, a new deadline and the same keys: from FAILED, or at once where
   * it waits for a retry. Of a COMPENSATED or CLOSED saga it starts a new one.
   */
  ReplaySaga(argument: _suoke_saga_admin_v1_ReplaySagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReplaySagaResponse__Output>): grpc.ClientUnaryCall;
  ReplaySaga(argument: _suoke_saga_admin_v1_ReplaySagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReplaySagaResponse__Output>): grpc.ClientUnaryCall;
  ReplaySaga(argument: _suoke_saga_admin_v1_ReplaySagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReplaySagaResponse__Output>): grpc.ClientUnaryCall;
  ReplaySaga(argument: _suoke_saga_admin_v1_ReplaySagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReplaySagaResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Tries again in the same direction with fresh attempts, a new deadline and the same keys: from FAILED, or at once where
   * it waits for a retry. Of a COMPENSATED or CLOSED saga it starts a new one.
   */
  replaySaga(argument: _suoke_saga_admin_v1_ReplaySagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReplaySagaResponse__Output>): grpc.ClientUnaryCall;
  replaySaga(argument: _suoke_saga_admin_v1_ReplaySagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReplaySagaResponse__Output>): grpc.ClientUnaryCall;
  replaySaga(argument: _suoke_saga_admin_v1_ReplaySagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReplaySagaResponse__Output>): grpc.ClientUnaryCall;
  replaySaga(argument: _suoke_saga_admin_v1_ReplaySagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ReplaySagaResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lets a paused saga go on.
   */
  ResumeSaga(argument: _suoke_saga_admin_v1_ResumeSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ResumeSagaResponse__Output>): grpc.ClientUnaryCall;
  ResumeSaga(argument: _suoke_saga_admin_v1_ResumeSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ResumeSagaResponse__Output>): grpc.ClientUnaryCall;
  ResumeSaga(argument: _suoke_saga_admin_v1_ResumeSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ResumeSagaResponse__Output>): grpc.ClientUnaryCall;
  ResumeSaga(argument: _suoke_saga_admin_v1_ResumeSagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ResumeSagaResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lets a paused saga go on.
   */
  resumeSaga(argument: _suoke_saga_admin_v1_ResumeSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ResumeSagaResponse__Output>): grpc.ClientUnaryCall;
  resumeSaga(argument: _suoke_saga_admin_v1_ResumeSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_ResumeSagaResponse__Output>): grpc.ClientUnaryCall;
  resumeSaga(argument: _suoke_saga_admin_v1_ResumeSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_ResumeSagaResponse__Output>): grpc.ClientUnaryCall;
  resumeSaga(argument: _suoke_saga_admin_v1_ResumeSagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_ResumeSagaResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Undoes the steps from a given one on, then does them again under new keys: from FAILED forward, not committed.
   */
  RewindSaga(argument: _suoke_saga_admin_v1_RewindSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_RewindSagaResponse__Output>): grpc.ClientUnaryCall;
  RewindSaga(argument: _suoke_saga_admin_v1_RewindSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_RewindSagaResponse__Output>): grpc.ClientUnaryCall;
  RewindSaga(argument: _suoke_saga_admin_v1_RewindSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_RewindSagaResponse__Output>): grpc.ClientUnaryCall;
  RewindSaga(argument: _suoke_saga_admin_v1_RewindSagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_RewindSagaResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Undoes the steps from a given one on, then does them again under new keys: from FAILED forward, not committed.
   */
  rewindSaga(argument: _suoke_saga_admin_v1_RewindSagaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_RewindSagaResponse__Output>): grpc.ClientUnaryCall;
  rewindSaga(argument: _suoke_saga_admin_v1_RewindSagaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_RewindSagaResponse__Output>): grpc.ClientUnaryCall;
  rewindSaga(argument: _suoke_saga_admin_v1_RewindSagaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_RewindSagaResponse__Output>): grpc.ClientUnaryCall;
  rewindSaga(argument: _suoke_saga_admin_v1_RewindSagaRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_RewindSagaResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Supplies the result of the step that the saga is stuck at, and goes on: from FAILED forward.
   */
  SkipStep(argument: _suoke_saga_admin_v1_SkipStepRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_SkipStepResponse__Output>): grpc.ClientUnaryCall;
  SkipStep(argument: _suoke_saga_admin_v1_SkipStepRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_SkipStepResponse__Output>): grpc.ClientUnaryCall;
  SkipStep(argument: _suoke_saga_admin_v1_SkipStepRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_SkipStepResponse__Output>): grpc.ClientUnaryCall;
  SkipStep(argument: _suoke_saga_admin_v1_SkipStepRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_SkipStepResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Supplies the result of the step that the saga is stuck at, and goes on: from FAILED forward.
   */
  skipStep(argument: _suoke_saga_admin_v1_SkipStepRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_SkipStepResponse__Output>): grpc.ClientUnaryCall;
  skipStep(argument: _suoke_saga_admin_v1_SkipStepRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_SkipStepResponse__Output>): grpc.ClientUnaryCall;
  skipStep(argument: _suoke_saga_admin_v1_SkipStepRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_SkipStepResponse__Output>): grpc.ClientUnaryCall;
  skipStep(argument: _suoke_saga_admin_v1_SkipStepRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_SkipStepResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Checks that no audit entry was altered, removed or moved.
   */
  VerifyAudit(argument: _suoke_saga_admin_v1_VerifyAuditRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  VerifyAudit(argument: _suoke_saga_admin_v1_VerifyAuditRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  VerifyAudit(argument: _suoke_saga_admin_v1_VerifyAuditRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  VerifyAudit(argument: _suoke_saga_admin_v1_VerifyAuditRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Checks that no audit entry was altered, removed or moved.
   */
  verifyAudit(argument: _suoke_saga_admin_v1_VerifyAuditRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  verifyAudit(argument: _suoke_saga_admin_v1_VerifyAuditRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  verifyAudit(argument: _suoke_saga_admin_v1_VerifyAuditRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  verifyAudit(argument: _suoke_saga_admin_v1_VerifyAuditRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_VerifyAuditResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Closes the obligation to undo a branch with evidence: from FAILED backward.
   */
  WaiveCompensation(argument: _suoke_saga_admin_v1_WaiveCompensationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_WaiveCompensationResponse__Output>): grpc.ClientUnaryCall;
  WaiveCompensation(argument: _suoke_saga_admin_v1_WaiveCompensationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_WaiveCompensationResponse__Output>): grpc.ClientUnaryCall;
  WaiveCompensation(argument: _suoke_saga_admin_v1_WaiveCompensationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_WaiveCompensationResponse__Output>): grpc.ClientUnaryCall;
  WaiveCompensation(argument: _suoke_saga_admin_v1_WaiveCompensationRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_WaiveCompensationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Closes the obligation to undo a branch with evidence: from FAILED backward.
   */
  waiveCompensation(argument: _suoke_saga_admin_v1_WaiveCompensationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_WaiveCompensationResponse__Output>): grpc.ClientUnaryCall;
  waiveCompensation(argument: _suoke_saga_admin_v1_WaiveCompensationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_saga_admin_v1_WaiveCompensationResponse__Output>): grpc.ClientUnaryCall;
  waiveCompensation(argument: _suoke_saga_admin_v1_WaiveCompensationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_saga_admin_v1_WaiveCompensationResponse__Output>): grpc.ClientUnaryCall;
  waiveCompensation(argument: _suoke_saga_admin_v1_WaiveCompensationRequest, callback: grpc.requestCallback<_suoke_saga_admin_v1_WaiveCompensationResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * What operators do. All of it reads and writes Postgres only: it works with every worker dead and Redis down. Callers are
 * authenticated; what they do, and what an authenticated caller was denied, is in the audit.
 * 
 * Errors of every method: UNAUTHENTICATED `NO_IDENTITY`; PERMISSION_DENIED `NO_RIGHT`; RESOURCE_EXHAUSTED `RATE_LIMITED`, with
 * the time to wait; INVALID_ARGUMENT with a violation per field; NOT_FOUND. Of every mutation besides: ABORTED `ETAG_MISMATCH`; FAILED_PRECONDITION `NOT_ALLOWED`, with the stable
 * code of why in the metadata; ALREADY_EXISTS `REQUEST_ID_REUSED` for a request_id with another body.
 */
export interface SagaAdminServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Approves and does it. FAILED_PRECONDITION `OWN_REQUEST` for the one who asked.
   */
  ApproveRequest: grpc.handleUnaryCall<_suoke_saga_admin_v1_ApproveRequestRequest__Output, _suoke_saga_admin_v1_ApproveRequestResponse>;
  
  /**
   * Closes many.
   */
  BatchCloseSagas: grpc.handleUnaryCall<_suoke_saga_admin_v1_BatchCloseSagasRequest__Output, _suoke_saga_admin_v1_BatchCloseSagasResponse>;
  
  /**
   * Compensates many. What has completed is not eligible: CompensateSaga undoes it one by one, with an approval.
   */
  BatchCompensateSagas: grpc.handleUnaryCall<_suoke_saga_admin_v1_BatchCompensateSagasRequest__Output, _suoke_saga_admin_v1_BatchCompensateSagasResponse>;
  
  /**
   * Pauses many.
   */
  BatchPauseSagas: grpc.handleUnaryCall<_suoke_saga_admin_v1_BatchPauseSagasRequest__Output, _suoke_saga_admin_v1_BatchPauseSagasResponse>;
  
  /**
   * Replays many. What has ended is not eligible: ReplaySaga starts a new saga of one.
   */
  BatchReplaySagas: grpc.handleUnaryCall<_suoke_saga_admin_v1_BatchReplaySagasRequest__Output, _suoke_saga_admin_v1_BatchReplaySagasResponse>;
  
  /**
   * Resumes many.
   */
  BatchResumeSagas: grpc.handleUnaryCall<_suoke_saga_admin_v1_BatchResumeSagasRequest__Output, _suoke_saga_admin_v1_BatchResumeSagasResponse>;
  
  /**
   * Ends an operation early.
   */
  CancelOperation: grpc.handleUnaryCall<_suoke_saga_admin_v1_CancelOperationRequest__Output, _suoke_saga_admin_v1_CancelOperationResponse>;
  
  /**
   * Ends a stuck saga with a statement about the obligations that stay open. Nothing is deleted.
   */
  CloseSaga: grpc.handleUnaryCall<_suoke_saga_admin_v1_CloseSagaRequest__Output, _suoke_saga_admin_v1_CloseSagaResponse>;
  
  /**
   * Turns back and undoes everything: before the commit point, or, with an approval, a completed saga that can still be
   * undone.
   */
  CompensateSaga: grpc.handleUnaryCall<_suoke_saga_admin_v1_CompensateSagaRequest__Output, _suoke_saga_admin_v1_CompensateSagaResponse>;
  
  /**
   * Replaces the request of one action: from FAILED forward, or paused and owned by nobody.
   */
  EditStepInput: grpc.handleUnaryCall<_suoke_saga_admin_v1_EditStepInputRequest__Output, _suoke_saga_admin_v1_EditStepInputResponse>;
  
  /**
   * Says why a saga stands where it stands and what happens next.
   */
  ExplainSaga: grpc.handleUnaryCall<_suoke_saga_admin_v1_ExplainSagaRequest__Output, _suoke_saga_admin_v1_ExplainSagaResponse>;
  
  /**
   * Reads one operation.
   */
  GetOperation: grpc.handleUnaryCall<_suoke_saga_admin_v1_GetOperationRequest__Output, _suoke_saga_admin_v1_GetOperationResponse>;
  
  /**
   * Reads one saga with what may be done to it.
   */
  GetSaga: grpc.handleUnaryCall<_suoke_saga_admin_v1_GetSagaRequest__Output, _suoke_saga_admin_v1_GetSagaResponse>;
  
  /**
   * Lets sagas that need the participant rest.
   */
  HoldParticipant: grpc.handleUnaryCall<_suoke_saga_admin_v1_HoldParticipantRequest__Output, _suoke_saga_admin_v1_HoldParticipantResponse>;
  
  /**
   * Lists what waits for a second person, and what became of it.
   */
  ListApprovals: grpc.handleUnaryCall<_suoke_saga_admin_v1_ListApprovalsRequest__Output, _suoke_saga_admin_v1_ListApprovalsResponse>;
  
  /**
   * Lists the audit.
   */
  ListAuditEntries: grpc.handleUnaryCall<_suoke_saga_admin_v1_ListAuditEntriesRequest__Output, _suoke_saga_admin_v1_ListAuditEntriesResponse>;
  
  /**
   * Lists stuck sagas by cause.
   */
  ListCauseGroups: grpc.handleUnaryCall<_suoke_saga_admin_v1_ListCauseGroupsRequest__Output, _suoke_saga_admin_v1_ListCauseGroupsResponse>;
  
  /**
   * Lists the definitions that sagas run on.
   */
  ListDefinitions: grpc.handleUnaryCall<_suoke_saga_admin_v1_ListDefinitionsRequest__Output, _suoke_saga_admin_v1_ListDefinitionsResponse>;
  
  /**
   * Lists what became of each saga of an operation.
   */
  ListOperationItems: grpc.handleUnaryCall<_suoke_saga_admin_v1_ListOperationItemsRequest__Output, _suoke_saga_admin_v1_ListOperationItemsResponse>;
  
  /**
   * Lists operations.
   */
  ListOperations: grpc.handleUnaryCall<_suoke_saga_admin_v1_ListOperationsRequest__Output, _suoke_saga_admin_v1_ListOperationsResponse>;
  
  /**
   * Lists the services that sagas call.
   */
  ListParticipants: grpc.handleUnaryCall<_suoke_saga_admin_v1_ListParticipantsRequest__Output, _suoke_saga_admin_v1_ListParticipantsResponse>;
  
  /**
   * Lists the events of one saga.
   */
  ListSagaEvents: grpc.handleUnaryCall<_suoke_saga_admin_v1_ListSagaEventsRequest__Output, _suoke_saga_admin_v1_ListSagaEventsResponse>;
  
  /**
   * Lists sagas by filter.
   */
  ListSagas: grpc.handleUnaryCall<_suoke_saga_admin_v1_ListSagasRequest__Output, _suoke_saga_admin_v1_ListSagasResponse>;
  
  /**
   * Stops starting items, or goes on. Actions that are on their way end; effects are watched all the same. What failed before
   * does not count against an operation that goes on.
   */
  PauseOperation: grpc.handleUnaryCall<_suoke_saga_admin_v1_PauseOperationRequest__Output, _suoke_saga_admin_v1_PauseOperationResponse>;
  
  /**
   * Starts no new call. The calls in flight end and are recorded; deadlines freeze.
   */
  PauseSaga: grpc.handleUnaryCall<_suoke_saga_admin_v1_PauseSagaRequest__Output, _suoke_saga_admin_v1_PauseSagaResponse>;
  
  /**
   * Says whether the pivot took effect: from FAILED with PIVOT_UNKNOWN.
   */
  RecordOutcome: grpc.handleUnaryCall<_suoke_saga_admin_v1_RecordOutcomeRequest__Output, _suoke_saga_admin_v1_RecordOutcomeResponse>;
  
  /**
   * Rejects it.
   */
  RejectRequest: grpc.handleUnaryCall<_suoke_saga_admin_v1_RejectRequestRequest__Output, _suoke_saga_admin_v1_RejectRequestResponse>;
  
  /**
   * Lets them go on, at a pace.
   */
  ReleaseParticipant: grpc.handleUnaryCall<_suoke_saga_admin_v1_ReleaseParticipantRequest__Output, _suoke_saga_admin_v1_ReleaseParticipantResponse>;
  
  /**
   * Tries again in the same direction with fresh attempts, a new deadline and the same keys: from FAILED, or at once where
   * it waits for a retry. Of a COMPENSATED or CLOSED saga it starts a new one.
   */
  ReplaySaga: grpc.handleUnaryCall<_suoke_saga_admin_v1_ReplaySagaRequest__Output, _suoke_saga_admin_v1_ReplaySagaResponse>;
  
  /**
   * Lets a paused saga go on.
   */
  ResumeSaga: grpc.handleUnaryCall<_suoke_saga_admin_v1_ResumeSagaRequest__Output, _suoke_saga_admin_v1_ResumeSagaResponse>;
  
  /**
   * Undoes the steps from a given one on, then does them again under new keys: from FAILED forward, not committed.
   */
  RewindSaga: grpc.handleUnaryCall<_suoke_saga_admin_v1_RewindSagaRequest__Output, _suoke_saga_admin_v1_RewindSagaResponse>;
  
  /**
   * Supplies the result of the step that the saga is stuck at, and goes on: from FAILED forward.
   */
  SkipStep: grpc.handleUnaryCall<_suoke_saga_admin_v1_SkipStepRequest__Output, _suoke_saga_admin_v1_SkipStepResponse>;
  
  /**
   * Checks that no audit entry was altered, removed or moved.
   */
  VerifyAudit: grpc.handleUnaryCall<_suoke_saga_admin_v1_VerifyAuditRequest__Output, _suoke_saga_admin_v1_VerifyAuditResponse>;
  
  /**
   * Closes the obligation to undo a branch with evidence: from FAILED backward.
   */
  WaiveCompensation: grpc.handleUnaryCall<_suoke_saga_admin_v1_WaiveCompensationRequest__Output, _suoke_saga_admin_v1_WaiveCompensationResponse>;
  
}

export interface SagaAdminServiceDefinition extends grpc.ServiceDefinition {
  ApproveRequest: MethodDefinition<_suoke_saga_admin_v1_ApproveRequestRequest, _suoke_saga_admin_v1_ApproveRequestResponse, _suoke_saga_admin_v1_ApproveRequestRequest__Output, _suoke_saga_admin_v1_ApproveRequestResponse__Output>
  BatchCloseSagas: MethodDefinition<_suoke_saga_admin_v1_BatchCloseSagasRequest, _suoke_saga_admin_v1_BatchCloseSagasResponse, _suoke_saga_admin_v1_BatchCloseSagasRequest__Output, _suoke_saga_admin_v1_BatchCloseSagasResponse__Output>
  BatchCompensateSagas: MethodDefinition<_suoke_saga_admin_v1_BatchCompensateSagasRequest, _suoke_saga_admin_v1_BatchCompensateSagasResponse, _suoke_saga_admin_v1_BatchCompensateSagasRequest__Output, _suoke_saga_admin_v1_BatchCompensateSagasResponse__Output>
  BatchPauseSagas: MethodDefinition<_suoke_saga_admin_v1_BatchPauseSagasRequest, _suoke_saga_admin_v1_BatchPauseSagasResponse, _suoke_saga_admin_v1_BatchPauseSagasRequest__Output, _suoke_saga_admin_v1_BatchPauseSagasResponse__Output>
  BatchReplaySagas: MethodDefinition<_suoke_saga_admin_v1_BatchReplaySagasRequest, _suoke_saga_admin_v1_BatchReplaySagasResponse, _suoke_saga_admin_v1_BatchReplaySagasRequest__Output, _suoke_saga_admin_v1_BatchReplaySagasResponse__Output>
  BatchResumeSagas: MethodDefinition<_suoke_saga_admin_v1_BatchResumeSagasRequest, _suoke_saga_admin_v1_BatchResumeSagasResponse, _suoke_saga_admin_v1_BatchResumeSagasRequest__Output, _suoke_saga_admin_v1_BatchResumeSagasResponse__Output>
  CancelOperation: MethodDefinition<_suoke_saga_admin_v1_CancelOperationRequest, _suoke_saga_admin_v1_CancelOperationResponse, _suoke_saga_admin_v1_CancelOperationRequest__Output, _suoke_saga_admin_v1_CancelOperationResponse__Output>
  CloseSaga: MethodDefinition<_suoke_saga_admin_v1_CloseSagaRequest, _suoke_saga_admin_v1_CloseSagaResponse, _suoke_saga_admin_v1_CloseSagaRequest__Output, _suoke_saga_admin_v1_CloseSagaResponse__Output>
  CompensateSaga: MethodDefinition<_suoke_saga_admin_v1_CompensateSagaRequest, _suoke_saga_admin_v1_CompensateSagaResponse, _suoke_saga_admin_v1_CompensateSagaRequest__Output, _suoke_saga_admin_v1_CompensateSagaResponse__Output>
  EditStepInput: MethodDefinition<_suoke_saga_admin_v1_EditStepInputRequest, _suoke_saga_admin_v1_EditStepInputResponse, _suoke_saga_admin_v1_EditStepInputRequest__Output, _suoke_saga_admin_v1_EditStepInputResponse__Output>
  ExplainSaga: MethodDefinition<_suoke_saga_admin_v1_ExplainSagaRequest, _suoke_saga_admin_v1_ExplainSagaResponse, _suoke_saga_admin_v1_ExplainSagaRequest__Output, _suoke_saga_admin_v1_ExplainSagaResponse__Output>
  GetOperation: MethodDefinition<_suoke_saga_admin_v1_GetOperationRequest, _suoke_saga_admin_v1_GetOperationResponse, _suoke_saga_admin_v1_GetOperationRequest__Output, _suoke_saga_admin_v1_GetOperationResponse__Output>
  GetSaga: MethodDefinition<_suoke_saga_admin_v1_GetSagaRequest, _suoke_saga_admin_v1_GetSagaResponse, _suoke_saga_admin_v1_GetSagaRequest__Output, _suoke_saga_admin_v1_GetSagaResponse__Output>
  HoldParticipant: MethodDefinition<_suoke_saga_admin_v1_HoldParticipantRequest, _suoke_saga_admin_v1_HoldParticipantResponse, _suoke_saga_admin_v1_HoldParticipantRequest__Output, _suoke_saga_admin_v1_HoldParticipantResponse__Output>
  ListApprovals: MethodDefinition<_suoke_saga_admin_v1_ListApprovalsRequest, _suoke_saga_admin_v1_ListApprovalsResponse, _suoke_saga_admin_v1_ListApprovalsRequest__Output, _suoke_saga_admin_v1_ListApprovalsResponse__Output>
  ListAuditEntries: MethodDefinition<_suoke_saga_admin_v1_ListAuditEntriesRequest, _suoke_saga_admin_v1_ListAuditEntriesResponse, _suoke_saga_admin_v1_ListAuditEntriesRequest__Output, _suoke_saga_admin_v1_ListAuditEntriesResponse__Output>
  ListCauseGroups: MethodDefinition<_suoke_saga_admin_v1_ListCauseGroupsRequest, _suoke_saga_admin_v1_ListCauseGroupsResponse, _suoke_saga_admin_v1_ListCauseGroupsRequest__Output, _suoke_saga_admin_v1_ListCauseGroupsResponse__Output>
  ListDefinitions: MethodDefinition<_suoke_saga_admin_v1_ListDefinitionsRequest, _suoke_saga_admin_v1_ListDefinitionsResponse, _suoke_saga_admin_v1_ListDefinitionsRequest__Output, _suoke_saga_admin_v1_ListDefinitionsResponse__Output>
  ListOperationItems: MethodDefinition<_suoke_saga_admin_v1_ListOperationItemsRequest, _suoke_saga_admin_v1_ListOperationItemsResponse, _suoke_saga_admin_v1_ListOperationItemsRequest__Output, _suoke_saga_admin_v1_ListOperationItemsResponse__Output>
  ListOperations: MethodDefinition<_suoke_saga_admin_v1_ListOperationsRequest, _suoke_saga_admin_v1_ListOperationsResponse, _suoke_saga_admin_v1_ListOperationsRequest__Output, _suoke_saga_admin_v1_ListOperationsResponse__Output>
  ListParticipants: MethodDefinition<_suoke_saga_admin_v1_ListParticipantsRequest, _suoke_saga_admin_v1_ListParticipantsResponse, _suoke_saga_admin_v1_ListParticipantsRequest__Output, _suoke_saga_admin_v1_ListParticipantsResponse__Output>
  ListSagaEvents: MethodDefinition<_suoke_saga_admin_v1_ListSagaEventsRequest, _suoke_saga_admin_v1_ListSagaEventsResponse, _suoke_saga_admin_v1_ListSagaEventsRequest__Output, _suoke_saga_admin_v1_ListSagaEventsResponse__Output>
  ListSagas: MethodDefinition<_suoke_saga_admin_v1_ListSagasRequest, _suoke_saga_admin_v1_ListSagasResponse, _suoke_saga_admin_v1_ListSagasRequest__Output, _suoke_saga_admin_v1_ListSagasResponse__Output>
  PauseOperation: MethodDefinition<_suoke_saga_admin_v1_PauseOperationRequest, _suoke_saga_admin_v1_PauseOperationResponse, _suoke_saga_admin_v1_PauseOperationRequest__Output, _suoke_saga_admin_v1_PauseOperationResponse__Output>
  PauseSaga: MethodDefinition<_suoke_saga_admin_v1_PauseSagaRequest, _suoke_saga_admin_v1_PauseSagaResponse, _suoke_saga_admin_v1_PauseSagaRequest__Output, _suoke_saga_admin_v1_PauseSagaResponse__Output>
  RecordOutcome: MethodDefinition<_suoke_saga_admin_v1_RecordOutcomeRequest, _suoke_saga_admin_v1_RecordOutcomeResponse, _suoke_saga_admin_v1_RecordOutcomeRequest__Output, _suoke_saga_admin_v1_RecordOutcomeResponse__Output>
  RejectRequest: MethodDefinition<_suoke_saga_admin_v1_RejectRequestRequest, _suoke_saga_admin_v1_RejectRequestResponse, _suoke_saga_admin_v1_RejectRequestRequest__Output, _suoke_saga_admin_v1_RejectRequestResponse__Output>
  ReleaseParticipant: MethodDefinition<_suoke_saga_admin_v1_ReleaseParticipantRequest, _suoke_saga_admin_v1_ReleaseParticipantResponse, _suoke_saga_admin_v1_ReleaseParticipantRequest__Output, _suoke_saga_admin_v1_ReleaseParticipantResponse__Output>
  ReplaySaga: MethodDefinition<_suoke_saga_admin_v1_ReplaySagaRequest, _suoke_saga_admin_v1_ReplaySagaResponse, _suoke_saga_admin_v1_ReplaySagaRequest__Output, _suoke_saga_admin_v1_ReplaySagaResponse__Output>
  ResumeSaga: MethodDefinition<_suoke_saga_admin_v1_ResumeSagaRequest, _suoke_saga_admin_v1_ResumeSagaResponse, _suoke_saga_admin_v1_ResumeSagaRequest__Output, _suoke_saga_admin_v1_ResumeSagaResponse__Output>
  RewindSaga: MethodDefinition<_suoke_saga_admin_v1_RewindSagaRequest, _suoke_saga_admin_v1_RewindSagaResponse, _suoke_saga_admin_v1_RewindSagaRequest__Output, _suoke_saga_admin_v1_RewindSagaResponse__Output>
  SkipStep: MethodDefinition<_suoke_saga_admin_v1_SkipStepRequest, _suoke_saga_admin_v1_SkipStepResponse, _suoke_saga_admin_v1_SkipStepRequest__Output, _suoke_saga_admin_v1_SkipStepResponse__Output>
  VerifyAudit: MethodDefinition<_suoke_saga_admin_v1_VerifyAuditRequest, _suoke_saga_admin_v1_VerifyAuditResponse, _suoke_saga_admin_v1_VerifyAuditRequest__Output, _suoke_saga_admin_v1_VerifyAuditResponse__Output>
  WaiveCompensation: MethodDefinition<_suoke_saga_admin_v1_WaiveCompensationRequest, _suoke_saga_admin_v1_WaiveCompensationResponse, _suoke_saga_admin_v1_WaiveCompensationRequest__Output, _suoke_saga_admin_v1_WaiveCompensationResponse__Output>
}
