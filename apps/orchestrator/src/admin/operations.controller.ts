/** The methods of `suoke.saga.admin.v1.SagaAdminService` about batches and operations: from the wire to their door and back. */
import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { BatchAction } from '#libs/saga-core';
import type { saga_admin_v1 } from '#libs/contracts';
import type { BatchWire } from './batch-request.js';
import { itemView, operationView, previewView } from './operation-view.js';
import { OperationsDoor } from './operations-door.js';
import { callerOf } from './caller.js';
import { OperatorIdentities } from './operator-identity.js';
import type { Incoming } from '../grpc/call-origin.js';

/** All five batches answer alike. */
interface BatchResponse {
  readonly result: saga_admin_v1.BatchResult;
}

@Controller()
export class OperationsController {
  constructor(
    private readonly door: OperationsDoor,
    private readonly identities: OperatorIdentities,
  ) {}

  @GrpcMethod('SagaAdminService', 'BatchReplaySagas')
  batchReplaySagas(request: BatchWire, metadata: Metadata, call: Incoming): Promise<BatchResponse> {
    return this.batch('replay', request, metadata, call);
  }

  @GrpcMethod('SagaAdminService', 'BatchCompensateSagas')
  batchCompensateSagas(request: BatchWire, metadata: Metadata, call: Incoming): Promise<BatchResponse> {
    return this.batch('compensate', request, metadata, call);
  }

  @GrpcMethod('SagaAdminService', 'BatchPauseSagas')
  batchPauseSagas(request: BatchWire, metadata: Metadata, call: Incoming): Promise<BatchResponse> {
    return this.batch('pause', request, metadata, call);
  }

  @GrpcMethod('SagaAdminService', 'BatchResumeSagas')
  batchResumeSagas(request: BatchWire, metadata: Metadata, call: Incoming): Promise<BatchResponse> {
    return this.batch('resume', request, metadata, call);
  }

  @GrpcMethod('SagaAdminService', 'BatchCloseSagas')
  batchCloseSagas(
    request: saga_admin_v1.BatchCloseSagasRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<BatchResponse> {
    return this.batch('close', request, metadata, call);
  }

  @GrpcMethod('SagaAdminService', 'GetOperation')
  async getOperation(
    request: saga_admin_v1.GetOperationRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.GetOperationResponse> {
    this.identities.identify(metadata);
    return { operation: operationView(await this.door.get(request.operation_id)) };
  }

  @GrpcMethod('SagaAdminService', 'ListOperations')
  async listOperations(
    request: saga_admin_v1.ListOperationsRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.ListOperationsResponse> {
    const { types } = this.identities.identify(metadata);
    const page = await this.door.list(types, request.filter, request.page_size, request.page_token);
    return { operations: page.rows.map(operationView), next_page_token: page.nextPageToken };
  }

  @GrpcMethod('SagaAdminService', 'ListOperationItems')
  async listOperationItems(
    request: saga_admin_v1.ListOperationItemsRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.ListOperationItemsResponse> {
    this.identities.identify(metadata);
    const { operation_id: id, state, page_size: size, page_token: token } = request;
    const page = await this.door.items(id, state, size, token);
    return { items: page.rows.map(itemView), next_page_token: page.nextPageToken };
  }

  @GrpcMethod('SagaAdminService', 'PauseOperation')
  async pauseOperation(
    request: saga_admin_v1.PauseOperationRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.PauseOperationResponse> {
    const caller = callerOf(this.identities.identify(metadata), call);
    const event = request.resume ? 'resume' : 'pause';
    return { operation: operationView(await this.door.change(caller, event, request)) };
  }

  @GrpcMethod('SagaAdminService', 'CancelOperation')
  async cancelOperation(
    request: saga_admin_v1.CancelOperationRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.CancelOperationResponse> {
    const caller = callerOf(this.identities.identify(metadata), call);
    return { operation: operationView(await this.door.change(caller, 'cancel', request)) };
  }

  private async batch(
    action: BatchAction,
    request: BatchWire,
    metadata: Metadata,
    call: Incoming,
  ): Promise<BatchResponse> {
    const caller = callerOf(this.identities.identify(metadata), call);
    const { operation, preview, auditSeq } = await this.door.batch(caller, action, request);
    return {
      result: {
        operation: operation === null ? null : operationView(operation),
        preview: previewView(preview),
        audit_seq: String(auditSeq ?? 0),
      },
    };
  }
}
