/** The methods of `suoke.saga.admin.v1.SagaAdminService` that read of many sagas at once: from the wire to oversight and back. */
import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { saga_admin_v1 } from '#libs/contracts';
import type { PageRequest } from '../grpc/paging.js';
import { OperatorIdentities } from './operator-identity.js';
import { causeGroupView, definitionView, participantView } from './oversight-view.js';
import { Oversight } from './oversight.js';

@Controller()
export class OversightReadsController {
  constructor(
    private readonly oversight: Oversight,
    private readonly identities: OperatorIdentities,
  ) {}

  @GrpcMethod('SagaAdminService', 'ListCauseGroups')
  async listCauseGroups(
    request: saga_admin_v1.ListCauseGroupsRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.ListCauseGroupsResponse> {
    const { types } = this.identities.identify(metadata);
    const { filter } = request;
    const { page, nextPageToken } = await this.oversight.causeGroups(types, filter, pageRequest(request));
    return { groups: page.map(causeGroupView), next_page_token: nextPageToken };
  }

  @GrpcMethod('SagaAdminService', 'ListParticipants')
  async listParticipants(
    request: saga_admin_v1.ListParticipantsRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.ListParticipantsResponse> {
    const { types } = this.identities.identify(metadata);
    const { page, nextPageToken } = await this.oversight.participants(types, pageRequest(request));
    return { participants: page.map(participantView), next_page_token: nextPageToken };
  }

  @GrpcMethod('SagaAdminService', 'ListDefinitions')
  async listDefinitions(
    request: saga_admin_v1.ListDefinitionsRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.ListDefinitionsResponse> {
    const { types } = this.identities.identify(metadata);
    const { type } = request;
    const { page, nextPageToken } = await this.oversight.definitions(types, type, pageRequest(request));
    return { definitions: page.map(definitionView), next_page_token: nextPageToken };
  }
}

function pageRequest(request: { page_size: number; page_token: string }): PageRequest {
  return { pageSize: request.page_size, pageToken: request.page_token };
}
